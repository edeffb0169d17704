#pragma once

#include "storage/driver.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

#include <algorithm>

namespace auth::test {

/// Starts the statement and goes through all its rows; the value is how many there were, or how many it changed.
/// Nothing: it failed.
inline std::optional<int> runToEnd(Statement &statement, QByteArrayView sql, Values values)
{
    if (statement.start(values))
        return {};
    int rows = 0;
    while (statement.next())
        ++rows;
    const bool failed = statement.failure().has_value();
    const int changed = sql.startsWith("SELECT") ? 0 : statement.changed();
    statement.finish();
    return failed ? std::nullopt : std::optional(std::max(rows, changed));
}

inline QJsonValue toJson(const Value &value)
{
    const QVariant &variant = value.variant();
    if (variant.typeId() == QMetaType::QByteArray)
        return QJsonObject{{QStringLiteral("hex"), QString::fromLatin1(variant.toByteArray().toHex())}};
    return QJsonValue::fromVariant(variant); // null, an integer or text
}

inline Value fromJson(const QJsonValue &json)
{
    if (json.isObject())
        return QByteArray::fromHex(json[QStringLiteral("hex")].toString().toLatin1());
    if (json.isString())
        return json.toString();
    return json.isNull() ? Value(std::nullopt) : Value(json.toInteger());
}

/// Keeps every statement with its values and its number of rows.
class RecordingStatement final : public Statement {
public:
    RecordingStatement(std::unique_ptr<Statement> statement, const char *sql, QJsonArray &record)
        : m_statement(std::move(statement)), m_sql(sql), m_record(record)
    {
    }

    bool isNull(int column) const override { return m_statement->isNull(column); }
    qint64 integer(int column) const override { return m_statement->integer(column); }
    QString text(int column) const override { return m_statement->text(column); }
    QByteArray bytes(int column) const override { return m_statement->bytes(column); }

    std::optional<DbError> start(Values values) override
    {
        m_values = {};
        for (const Value &value : values)
            m_values.append(toJson(value));
        m_rows = 0;
        return m_statement->start(values);
    }
    bool next() override
    {
        const bool there = m_statement->next();
        m_rows += there;
        return there;
    }
    std::optional<DbError> failure() const override { return m_statement->failure(); }
    int changed() const override { return m_statement->changed(); }
    void finish() override
    {
        while (next()) {
        } // whoever wants one row leaves the others
        const int changed = m_sql.startsWith("SELECT") ? 0 : m_statement->changed();
        m_statement->finish();
        m_record.append(QJsonObject{{QStringLiteral("sql"), QString::fromUtf8(m_sql)},
                                    {QStringLiteral("values"), m_values},
                                    {QStringLiteral("rows"), std::max(m_rows, changed)}});
    }

private:
    std::unique_ptr<Statement> m_statement;
    QByteArray m_sql;
    QJsonArray &m_record;
    QJsonArray m_values;
    int m_rows = 0;
};

/// Another driver, with a record of what it executes; scripts are left out.
class RecordingDriver final : public Driver {
public:
    RecordingDriver(std::unique_ptr<Driver> driver, QJsonArray &record) : m_driver(std::move(driver)), m_record(record)
    {
    }

    Dialect dialect() const override { return m_driver->dialect(); }
    std::unique_ptr<Statement> statement(const char *sql) override
    {
        return std::make_unique<RecordingStatement>(m_driver->statement(sql), sql, m_record);
    }
    std::optional<DbError> run(const QString &script) override { return m_driver->run(script); }
    bool isReusable() const override { return m_driver->isReusable(); }

private:
    std::unique_ptr<Driver> m_driver;
    QJsonArray &m_record;
};

} // namespace auth::test
