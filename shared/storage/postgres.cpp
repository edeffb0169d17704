#include "storage/postgres.h"

#include "storage/postgres_driver.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSysInfo>
#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlError>

#include <algorithm>
#include <atomic>

using namespace Qt::StringLiterals;

namespace auth::postgres {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int oldestServer = 15;
/// What the server may take beyond its own statement_timeout before it counts as gone.
constexpr seconds answerGrace{1};

Error refusal(const QString &message, const QString &cause = {})
{
    return {.code = ErrorCode::StorageUnavailable, .message = message, .cause = cause};
}

QString uniqueName()
{
    static std::atomic<quint64> count{0};
    return u"auth-pg-%1"_s.arg(++count);
}

/// The options of the URL, and for what it does not say a dead network is noticed in seconds instead of hours.
QString connectOptions(PostgresAddress address, const DatabaseOptions &options)
{
    const auto orElse = [&](const QString &keyword, const QString &value) {
        if (!address.has(keyword))
            address.options += {keyword, value};
    };
    const auto limit = std::chrono::ceil<seconds>(options.connectTimeout);
    orElse(u"connect_timeout"_s, QString::number(limit.count()));
    orElse(u"keepalives_idle"_s, u"10"_s);
    orElse(u"keepalives_interval"_s, u"5"_s);
    orElse(u"keepalives_count"_s, u"3"_s);
    orElse(u"tcp_user_timeout"_s, QString::number(10'000));
    orElse(u"fallback_application_name"_s,
           u"auth-serve %1 %2"_s.arg(QSysInfo::machineHostName()).arg(QCoreApplication::applicationPid()));
    return address.connectOptions();
}

/// By SET, because poolers refuse most settings at the start of a session, and target_session_attrs looks at
/// default_transaction_read_only there.
QString sessionSettings(const DatabaseOptions &options)
{
    const auto time = [](const QString &name, milliseconds value) {
        return u"SET %1 = %2;"_s.arg(name).arg(value.count());
    };
    const QString durability =
        options.synchronous == DatabaseOptions::Synchronous::Normal
            ? u"SET synchronous_commit = off;"_s
            : u"SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';"_s;
    return time(u"statement_timeout"_s, options.statementTimeout) + time(u"lock_timeout"_s, options.lockTimeout)
           + time(u"idle_in_transaction_session_timeout"_s, options.idleTransactionTimeout)
           + u"SET default_transaction_read_only = on; SET client_min_messages = warning;"
             "SET log_parameter_max_length_on_error = 0;"_s
           + durability;
}

milliseconds answerTimeout(const DatabaseOptions &options)
{
    return options.statementTimeout.count() > 0 ? options.statementTimeout + answerGrace : milliseconds(0);
}

QString afterColon(const QString &message) { return message.section(u"FATAL:"_s, -1).simplified(); }

Error explain(const QSqlError &error, const PostgresAddress &address)
{
    const QString words = error.databaseText();
    if (words.contains(u"unsupported startup parameter"_s))
        return refusal(u"The pooler before the database %1 refuses an option of DATABASE_URL; connect to the server "
                       "itself or to a pooler in session mode."_s.arg(address.name()),
                       afterColon(words));
    return refusal(u"The database %1 cannot be reached; the cause is in the log."_s.arg(address.name()),
                   words.simplified());
}

Outcome requireServer(Connection &connection, const QString &name)
{
    const auto server =
        connection.one("SELECT current_setting('server_version_num'), current_setting('server_encoding')", {},
                       [](const Row &row) { return std::pair(row.text(0).toInt(), row.text(1)); });
    if (!server || !*server)
        return refusal(u"The database %1 cannot be read; the cause is in the log."_s.arg(name),
                       server ? QString() : server.error().cause);
    if ((*server)->first / 10'000 < oldestServer)
        return refusal(u"The database %1 is on PostgreSQL %2; %3 or later is needed."_s.arg(
            name, QString::number((*server)->first / 10'000), QString::number(oldestServer)));
    if ((*server)->second != u"UTF8"_s)
        return refusal(u"The database %1 has the encoding %2; make one with UTF8."_s.arg(name, (*server)->second));
    return Done{};
}

Result<qint64> serverProcess(Connection &connection)
{
    const auto process = connection.one("SELECT pg_backend_pid()", {}, [](const Row &row) { return row.integer(0); });
    return process ? Result<qint64>(process->value_or(0)) : process.error();
}

/// The first connection's session must stay the same while the second one has a transaction, in which it has another.
Result<bool> haveOwnSessions(Connection &first, Connection &second)
{
    const auto before = serverProcess(first);
    if (!before)
        return before.error();
    if (const auto begun = second.begin(); !begun) // 08P01: not even a transaction has a session to itself
        return second.failure()->code == u"08P01"_s ? Result<bool>(false) : begun.error();
    const auto other = serverProcess(second);
    if (!other || *other == *before) // asking the first again would wait for the second
        return other ? Result<bool>(false) : other.error();
    const auto after = serverProcess(first);
    second.rollback();
    return after ? Result<bool>(*after == *before) : after.error();
}

Outcome requireDistinct(Connection &first, Connection &second, const PostgresAddress &address)
{
    constexpr int rounds = 3; // by chance a pooler may hand out the same session again
    for (int round = 0; round < rounds; ++round) {
        const auto own = haveOwnSessions(first, second);
        if (!own)
            return own.error();
        if (!*own)
            return refusal(u"The pooler before the database %1 gives each transaction another session; connect to the "
                           "server itself or use session mode."_s.arg(address.name()));
    }
    return Done{};
}

/// Without settings, which a pooler that shares its sessions would show to other programs.
Result<std::unique_ptr<Connection>> open(const PostgresAddress &address, const DatabaseOptions &options)
{
    if (!QSqlDatabase::isDriverAvailable(u"QPSQL"_s))
        return refusal(u"DATABASE_URL names PostgreSQL, but Qt's plugin for it (QPSQL) is not installed."_s);
    const QString name = uniqueName();
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QPSQL"_s, name);
    database.setUserName(address.user);
    database.setPassword(QString::fromUtf8(address.password.reveal()));
    database.setDatabaseName(address.database);
    database.setConnectOptions(connectOptions(address, options));
    const bool opened = database.open();
    const QSqlError error = database.lastError();
    database = {}; // a copy left here would keep the connection from being removed
    if (!opened) {
        QSqlDatabase::removeDatabase(name);
        return explain(error, address);
    }
    auto driver = makeDriver(name, answerTimeout(options));
    if (!driver)
        return driver.error();
    return std::make_unique<Connection>(*std::move(driver));
}

/// Who holds the lock, for people.
QString ownerOf(Connection &connection, qint64 lock)
{
    const auto owner = connection.one(
        "SELECT a.application_name, a.pid FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
        " WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database() AND l.classid = 0"
        " AND CAST(l.objid AS BIGINT) = ? AND l.objsubid = 1",
        {lock}, [](const Row &row) { return u"%1 (server process %2)"_s.arg(row.text(0), row.text(1)); });
    return owner && *owner ? **owner : u"another process"_s;
}

} // namespace

Result<std::unique_ptr<Connection>> connect(const PostgresAddress &address, const DatabaseOptions &options)
{
    auto connection = open(address, options);
    if (!connection)
        return connection;
    if (const auto usable = requireServer(**connection, address.name()); !usable)
        return usable.error();
    if (const auto set = (*connection)->run(sessionSettings(options)); !set)
        return refusal(
            u"The database %1 refuses the settings of a session; the cause is in the log."_s.arg(address.name()),
            set.error().cause);
    return connection;
}

Outcome requireOwnSessions(const PostgresAddress &address, const DatabaseOptions &options)
{
    const auto first = open(address, options);
    const auto second = first ? open(address, options) : first.error();
    return second ? requireDistinct(**first, **second, address) : Outcome(second.error());
}

Outcome requireOwnSession(Connection &connection, const PostgresAddress &address, const DatabaseOptions &options)
{
    const auto second = open(address, options);
    return second ? requireDistinct(connection, **second, address) : Outcome(Done{});
}

Outcome lockSchema(Connection &connection, milliseconds timeout)
{
    constexpr qint64 lock = 0x61757468; // "auth"
    const auto usual =
        connection.one("SELECT current_setting('lock_timeout')", {}, [](const Row &row) { return row.text(0); });
    auto set = connection.run(u"SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = %1"_s.arg(timeout.count()));
    if (!usual || !set)
        return usual ? set : usual.error();
    if (auto marked = connection.mark(); !marked)
        return marked;
    if (connection.execute("SELECT pg_advisory_xact_lock(?)", {lock})) {
        const auto reset = connection.execute("SELECT set_config('lock_timeout', ?, true)", {usual->value_or(u"0"_s)});
        return reset ? Outcome(Done{}) : reset.error();
    }
    const QString cause = toError(*connection.failure()).cause;
    if (auto undone = connection.undo(); !undone)
        return undone;
    return refusal(ownerOf(connection, lock), cause);
}

} // namespace auth::postgres
