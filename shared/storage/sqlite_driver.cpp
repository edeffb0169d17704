#include "storage/sqlite_driver.h"

#include "storage/migrator.h"

#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlError>
#include <QtSql/QSqlQuery>

namespace auth::sqlite {
namespace {

class SqliteStatement final : public Statement {
public:
    SqliteStatement(const QSqlDatabase &database, const char *sql) : m_query(database), m_sql(sql)
    {
        m_query.setForwardOnly(true);
    }

    bool isNull(int column) const override { return m_query.isNull(column); }
    qint64 integer(int column) const override { return m_query.value(column).toLongLong(); }
    QString text(int column) const override { return m_query.value(column).toString(); }
    QByteArray bytes(int column) const override { return m_query.value(column).toByteArray(); }

    std::optional<DbError> start(Values values) override
    {
        if (!m_prepared && !(m_prepared = m_query.prepare(QString::fromUtf8(m_sql))))
            return sqliteError(m_query.lastError());
        int position = 0;
        for (const Value &value : values)
            m_query.bindValue(position++, value.variant());
        if (m_query.exec())
            return {};
        const DbError error = sqliteError(m_query.lastError());
        m_query.finish();
        return error;
    }
    bool next() override { return m_query.next(); }
    std::optional<DbError> failure() const override
    {
        const QSqlError error = m_query.lastError();
        return error.isValid() ? std::optional(sqliteError(error)) : std::nullopt;
    }
    int changed() const override { return m_query.numRowsAffected(); }
    void finish() override { m_query.finish(); }

private:
    QSqlQuery m_query;
    const char *m_sql;
    bool m_prepared = false;
};

class SqliteDriver final : public Driver {
public:
    explicit SqliteDriver(const QString &name) : m_name(name) {}
    ~SqliteDriver() override
    {
        database().close();
        QSqlDatabase::removeDatabase(m_name);
    }

    Dialect dialect() const override { return Dialect::Sqlite; }
    std::unique_ptr<Statement> statement(const char *sql) override
    {
        return std::make_unique<SqliteStatement>(database(), sql);
    }
    /// One by one: the plugin executes nothing of a text with two.
    std::optional<DbError> run(const QString &script) override
    {
        QSqlQuery query(database());
        query.setForwardOnly(true);
        for (const QString &statement : splitStatements(script)) {
            if (!query.exec(statement))
                return sqliteError(query.lastError());
        }
        return {};
    }

private:
    QSqlDatabase database() const { return QSqlDatabase::database(m_name, false); }

    QString m_name;
};

} // namespace

std::unique_ptr<Driver> makeDriver(const QString &name) { return std::make_unique<SqliteDriver>(name); }

} // namespace auth::sqlite
