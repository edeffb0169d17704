#pragma once

#include "core/clock.h"
#include "core/ids.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>
#include <QtCore/QVariant>

#include <concepts>
#include <initializer_list>
#include <optional>
#include <span>
#include <vector>

namespace auth {

/// The kinds of SQL spoken.
enum class Dialect { Sqlite, Postgres };

/// SQL text, in two columns where the dialects differ. Only a literal converts, so a statement can never be put
/// together from what somebody sent.
class Sql {
public:
    template<std::size_t N> consteval Sql(const char (&text)[N]) : m_sqlite(text), m_postgres(text) {}
    template<std::size_t N, std::size_t M>
    consteval Sql(const char (&sqlite)[N], const char (&postgres)[M]) : m_sqlite(sqlite), m_postgres(postgres)
    {
    }
    const char *text(Dialect dialect) const { return dialect == Dialect::Sqlite ? m_sqlite : m_postgres; }

private:
    const char *m_sqlite;
    const char *m_postgres;
};

/// What may be bound to a `?`: a 64-bit integer, text, bytes or nothing. Everything else would be turned into text by a
/// driver, differently by each; booleans are bound as 0 and 1.
class Value {
public:
    Value(std::nullopt_t) {}
    Value(int number) : m_variant(qlonglong{number}) {}
    Value(qint64 number) : m_variant(qlonglong{number}) {}
    Value(Time time) : Value(toMillis(time)) {}
    /// Null text is empty text, never SQL's NULL.
    Value(const QString &text);
    Value(const QByteArray &bytes);
    template<class Kind> Value(const Id<Kind> &id) : Value(id.bytes()) {}
    template<class T> Value(const std::optional<T> &value) : Value(value ? Value(*value) : Value(std::nullopt)) {}
    template<std::same_as<bool> T> Value(T) = delete;

    const QVariant &variant() const { return m_variant; }
    /// False for text with U+0000 or a lone surrogate: databases cut or change such text silently.
    bool isStorable() const { return m_storable; }

private:
    QVariant m_variant;
    bool m_storable = true;
};

/// The values of one execution, in braces or from a list. They must live as long as this, so it is only ever a
/// parameter.
class Values {
public:
    Values() = default;
    Values(std::initializer_list<Value> values) : m_values(values) {}
    Values(const std::vector<Value> &values) : m_values(values) {}

    auto begin() const { return m_values.begin(); }
    auto end() const { return m_values.end(); }

private:
    std::span<const Value> m_values;
};

} // namespace auth
