#include "storage/postgres_driver.h"

#include "storage/pg_session.h"
#include "storage/placeholders.h"

#include <QtCore/QThread>
#include <QtCore/QVarLengthArray>
#include <QtCore/QtEndian>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlDriver>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

// What the plugin's handle() holds.
Q_DECLARE_OPAQUE_POINTER(PGconn *)
Q_DECLARE_METATYPE(PGconn *)

using namespace Qt::StringLiterals;

namespace auth::postgres {
namespace {

constexpr Oid int8Type = 20, int2Type = 21, int4Type = 23; // catalog/pg_type.dat, never changed
constexpr int textFormat = 0, binaryFormat = 1;

/// The values of one execution as libpq wants them. Numbers go as text, so that the server reads them as whatever width
/// the column has; bytes go as they are.
class Parameters {
public:
    explicit Parameters(Values values)
    {
        for (const Value &value : values)
            add(value.variant());
    }

    int count() const { return int(m_pointers.size()); }
    const char *const *pointers() const { return m_pointers.constData(); }
    const int *lengths() const { return m_lengths.constData(); }
    const int *formats() const { return m_formats.constData(); }

private:
    void add(const QVariant &value)
    {
        const bool bytes = value.typeId() == QMetaType::QByteArray;
        m_texts.append(bytes ? value.toByteArray() : value.toString().toUtf8());
        m_pointers.append(value.isValid() ? m_texts.last().constData() : nullptr);
        m_lengths.append(int(m_texts.last().size()));
        m_formats.append(bytes ? binaryFormat : textFormat);
    }

    static constexpr int usual = 12;
    QVarLengthArray<QByteArray, usual> m_texts;
    QVarLengthArray<const char *, usual> m_pointers;
    QVarLengthArray<int, usual> m_lengths, m_formats;
};

class PostgresStatement final : public Statement {
public:
    enum class Plan {
        Kept,    ///< Prepared at the first start.
        EachTime ///< For the values of each start, at the price of planning.
    };
    PostgresStatement(PgSession &session, const char *sql, Plan plan) : m_session(session), m_sql(sql), m_plan(plan) {}

    bool isNull(int column) const override { return PQgetisnull(m_result.get(), m_row, column); }
    qint64 integer(int column) const override;
    QString text(int column) const override;
    QByteArray bytes(int column) const override { return view(column).toByteArray(); }

    std::optional<DbError> start(Values values) override;
    bool next() override { return ++m_row < PQntuples(m_result.get()); }
    std::optional<DbError> failure() const override { return {}; } // start() has waited for all rows
    int changed() const override { return QByteArrayView(PQcmdTuples(m_result.get())).toInt(); }
    void finish() override { m_result.reset(); }

private:
    QByteArrayView view(int column) const
    {
        return {PQgetvalue(m_result.get(), m_row, column), PQgetlength(m_result.get(), m_row, column)};
    }
    std::optional<DbError> prepare();
    std::optional<DbError> execute(Values values);
    int send(const Parameters &parameters);
    bool hasBeenRolledBack() const;

    PgSession &m_session;
    const char *m_sql;
    const Plan m_plan;
    QByteArray m_numbered; ///< The text as the server takes it, for one that is not prepared.
    QByteArray m_name;     ///< Empty: not prepared.
    quint64 m_epoch = 0;
    PgResult m_result;
    int m_row = -1;
};

qint64 PostgresStatement::integer(int column) const
{
    const char *value = PQgetvalue(m_result.get(), m_row, column);
    switch (PQftype(m_result.get(), column)) {
    case int2Type:
        return isNull(column) ? 0 : qFromBigEndian<qint16>(value);
    case int4Type:
        return isNull(column) ? 0 : qFromBigEndian<qint32>(value);
    case int8Type:
        return isNull(column) ? 0 : qFromBigEndian<qint64>(value);
    }
    return text(column).toLongLong();
}

QString PostgresStatement::text(int column) const
{
    const Oid type = PQftype(m_result.get(), column);
    if (type == int2Type || type == int4Type || type == int8Type)
        return isNull(column) ? QString() : QString::number(integer(column));
    return isNull(column) ? QString() : QString::fromUtf8(view(column));
}

/// The server no longer knows the statement (26000) or plans it otherwise since the schema changed (0A000).
bool isStale(const DbError &error) { return error.code == u"26000"_s || error.code == u"0A000"_s; }

std::optional<DbError> PostgresStatement::start(Values values)
{
    auto failed = execute(values);
    if (!failed || !isStale(*failed))
        return failed;
    m_session.forgetStatements(); // where one is stale, the others are
    if (!m_session.isInTransaction()) {
        failed = execute(values);
        if (failed && isStale(*failed))
            failed->kind = DbError::Lost; // not even the new one is known: whose session is this?
        return failed;
    }
    failed->kind = DbError::Conflict; // all of the transaction has to be run again
    return failed;
}

std::optional<DbError> PostgresStatement::prepare()
{
    const QByteArray name = m_session.newStatementName();
    const QByteArray sql = numberedPlaceholders(m_sql);
    const auto result =
        m_session.answer(PQsendPrepare(m_session.connection(), name.constData(), sql.constData(), 0, nullptr));
    auto failed = m_session.failure(result);
    if (!failed) {
        m_name = name;
        m_epoch = m_session.epoch();
    }
    return failed;
}

std::optional<DbError> PostgresStatement::execute(Values values)
{
    if (m_plan == Plan::Kept && (m_name.isEmpty() || m_epoch != m_session.epoch())) {
        if (auto failed = prepare())
            return failed;
    }
    m_row = -1;
    m_result = m_session.answer(send(Parameters(values)));
    auto failed = m_session.failure(m_result);
    if (!failed && hasBeenRolledBack())
        return DbError{.code = u"25P02"_s, .text = u"the transaction had failed and was rolled back"_s};
    return failed;
}

int PostgresStatement::send(const Parameters &parameters)
{
    if (m_plan == Plan::Kept)
        return PQsendQueryPrepared(m_session.connection(), m_name.constData(), parameters.count(),
                                   parameters.pointers(), parameters.lengths(), parameters.formats(), binaryFormat);
    if (m_numbered.isEmpty())
        m_numbered = numberedPlaceholders(m_sql);
    return PQsendQueryParams(m_session.connection(), m_numbered.constData(), parameters.count(), nullptr,
                             parameters.pointers(), parameters.lengths(), parameters.formats(), binaryFormat);
}

/// A COMMIT of a failed transaction is no error to the server.
bool PostgresStatement::hasBeenRolledBack() const
{
    return qstrcmp(m_sql, "COMMIT") == 0 && qstrcmp(PQcmdStatus(m_result.get()), "COMMIT") != 0;
}

class PostgresDriver final : public Driver {
public:
    PostgresDriver(const QString &name, QSqlDriver *driver, PGconn *connection, std::chrono::milliseconds answerTimeout)
        : m_name(name), m_driver(driver), m_session(connection, answerTimeout),
          m_socket(::fcntl(PQsocket(connection), F_DUPFD_CLOEXEC, 0))
    {
        PQsetNoticeProcessor(
            connection, [](void *, const char *) {}, nullptr); // by default they go to stderr
        m_driver->moveToThread(nullptr);                       // so that any thread may take it over
    }
    ~PostgresDriver() override
    {
        m_driver->moveToThread(QThread::currentThread());
        QSqlDatabase::database(m_name, false).close();
        QSqlDatabase::removeDatabase(m_name);
        ::close(m_socket);
    }

    Dialect dialect() const override { return Dialect::Postgres; }
    std::unique_ptr<Statement> statement(const char *sql) override
    {
        return std::make_unique<PostgresStatement>(m_session, sql, PostgresStatement::Plan::Kept);
    }
    std::unique_ptr<Statement> planned(const char *sql) override
    {
        return std::make_unique<PostgresStatement>(m_session, sql, PostgresStatement::Plan::EachTime);
    }
    std::optional<DbError> run(const QString &script) override
    {
        return m_session.failure(m_session.answer(PQsendQuery(m_session.connection(), script.toUtf8().constData())));
    }
    bool isReusable() const override { return !m_session.isLost() && !m_session.isInTransaction(); }
    std::optional<QStringList> messages(std::chrono::milliseconds wait, int wake) override
    {
        return m_session.messages(wait, wake);
    }
    void cut() override { ::shutdown(m_socket, SHUT_RDWR); }

private:
    QString m_name;
    QSqlDriver *m_driver;
    PgSession m_session;
    const int m_socket; ///< Our own name for it: libpq's may be closed, and be somebody else's, when cut() comes.
};

PGconn *connectionOf(const QSqlDriver &driver)
{
    const QVariant handle = driver.handle();
    if (handle.metaType() != QMetaType::fromType<PGconn *>())
        return nullptr;
    return *static_cast<PGconn *const *>(handle.constData());
}

} // namespace

Result<std::unique_ptr<Driver>> makeDriver(const QString &name, std::chrono::milliseconds answerTimeout)
{
    QSqlDriver *driver = QSqlDatabase::database(name, false).driver();
    PGconn *connection = connectionOf(*driver);
    if (!connection)
        return Error{.code = ErrorCode::StorageUnavailable,
                     .message = u"Qt's PostgreSQL driver does not show its connection; install Qt's own plugin."_s};
    return std::unique_ptr<Driver>(std::make_unique<PostgresDriver>(name, driver, connection, answerTimeout));
}

} // namespace auth::postgres
