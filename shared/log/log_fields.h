#pragma once

#include "core/ids.h"
#include "core/secret.h"

#include <QtCore/QList>
#include <QtCore/QString>

#include <concepts>
#include <initializer_list>
#include <limits>
#include <string_view>
#include <utility>
#include <variant>

namespace auth {

/// What an extra field of a log line may hold. A Secret cannot become one, so it cannot reach a log.
class LogValue {
public:
    using Variant = std::variant<QString, qint64, double, bool>;

    LogValue(const QString &text) : m_value(text) {}
    LogValue(double number) : m_value(number) {}
    template<std::same_as<bool> T> LogValue(T flag) : m_value(flag) {}
    /// Numbers over the range of qint64 are written as its greatest.
    template<std::integral T>
    requires(!std::same_as<T, bool>) LogValue(T number)
        : m_value(std::in_range<qint64>(number) ? static_cast<qint64>(number) : std::numeric_limits<qint64>::max())
    {
    }
    template<class Kind> LogValue(const Id<Kind> &id) : m_value(id.text()) {}
    LogValue(const Secret &) = delete;

    const Variant &variant() const { return m_value; }
    QString *text() { return std::get_if<QString>(&m_value); }
    const QString *text() const { return std::get_if<QString>(&m_value); }

    bool operator==(const LogValue &) const = default;

private:
    Variant m_value;
};

/// True for lower-case letters, digits, '_' and '.', at most 64: what needs no escaping and is easy to search for.
constexpr bool isLogName(std::u16string_view name)
{
    for (const char16_t c : name) {
        if (!((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_' || c == u'.'))
            return false;
    }
    return !name.empty() && name.size() <= 64;
}

/// The name of an event or a field, checked while compiling; only a literal will do, so it costs no allocation.
class LogName {
public:
    QString text() const { return QString::fromRawData(reinterpret_cast<const QChar *>(m_text.data()), size()); }

protected:
    explicit constexpr LogName(std::u16string_view text) : m_text(text) {}

private:
    qsizetype size() const { return static_cast<qsizetype>(m_text.size()); }

    std::u16string_view m_text;
};

/// "noun.what_happened": request.finished, sign_in.failed.
class EventName : public LogName {
public:
    template<std::size_t N> consteval EventName(const char16_t (&name)[N]) : LogName({name, N - 1})
    {
        if (!isLogName({name, N - 1}))
            throw "an event is named with a-z, 0-9, '_' and '.'";
    }
};

/// Any name but those of LogEvent's own members, which are written as members.
class FieldName : public LogName {
public:
    template<std::size_t N> consteval FieldName(const char16_t (&name)[N]);
};

struct LogField {
    QString name;
    LogValue value;

    LogField(FieldName key, LogValue content) : name(key.text()), value(std::move(content)) {}
    /// For a line that is read again: the name has been a FieldName.
    static LogField stored(const QString &name, LogValue content) { return {name, std::move(content)}; }
    bool operator==(const LogField &) const = default;

private:
    LogField(const QString &key, LogValue content) : name(key), value(std::move(content)) {}
};

/// What a line tells beyond the schema, in order, each name once.
class LogFields {
public:
    LogFields() = default;
    LogFields(std::initializer_list<LogField> fields);

    /// Replaces the value when the name is there already.
    void add(LogField field);
    /// Cuts every text to `max` code units.
    void limit(qsizetype max);

    bool isEmpty() const { return m_fields.isEmpty(); }
    qsizetype size() const { return m_fields.size(); }
    auto begin() const { return m_fields.cbegin(); }
    auto end() const { return m_fields.cend(); }

    bool operator==(const LogFields &) const = default;

private:
    QList<LogField> m_fields;
};

/// Cuts to `max` code units, the last of them '…'; never through a surrogate pair.
void cutText(QString &text, qsizetype max);

} // namespace auth
