#include "core/field_text.h"

#include "core/json.h"

#include <QtCore/QStringDecoder>

#include <array>
#include <charconv>
#include <string_view>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

bool isAnyOf(QByteArrayView text, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
        return text.compare(QByteArrayView(word.data(), static_cast<qsizetype>(word.size())), Qt::CaseInsensitive) == 0;
    });
}

/// All of the text. QString::fromUtf8() drops a leading U+FEFF, and two different names would become one.
QString wholeText(QByteArrayView utf8)
{
    if (!utf8.startsWith("\xEF\xBB\xBF"))
        return QString::fromUtf8(utf8);
    return QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom)(utf8);
}

} // namespace

Verdict fromText(QByteArrayView text, const FieldFacts &facts, QString &out)
{
    out = wholeText(text);
    return checkText(text, facts);
}

Verdict fromText(QByteArrayView text, const FieldFacts &facts, QByteArray &out)
{
    out = text.toByteArray();
    return checkText(text, facts);
}

Verdict fromText(QByteArrayView text, const FieldFacts &facts, Secret &out)
{
    out = Secret(text);
    return checkText(text, facts);
}

Verdict fromText(QByteArrayView text, const FieldFacts &facts, double &out)
{
    const auto [end, error] = std::from_chars(text.begin(), text.end(), out);
    if (error != std::errc() || end != text.end())
        return wrongType(u"a finite number"_s);
    return checkNumber(out, facts);
}

Verdict fromText(QByteArrayView text, const FieldFacts &, bool &out)
{
    out = isAnyOf(text, {"true", "yes", "on", "1"});
    if (!out && !isAnyOf(text, {"false", "no", "off", "0"}))
        return wrongType(u"true or false"_s);
    return std::nullopt;
}

Verdict fromText(QByteArrayView text, const FieldFacts &, Time &out)
{
    const auto time = parseRfc3339(text);
    if (!time)
        return invalid(u"a time such as 2026-11-21T05:41:00Z (RFC 3339)"_s);
    out = *time;
    return std::nullopt;
}

Verdict parseInteger(QByteArrayView text, qint64 min, qint64 max, qint64 &out)
{
    const auto [end, error] = std::from_chars(text.begin(), text.end(), out);
    if (end != text.end() || error == std::errc::invalid_argument)
        return wrongType(u"an integer"_s);
    if (error == std::errc::result_out_of_range)
        return text.front() == '-' ? tooSmall(min) : tooLarge(max);
    return std::nullopt;
}

std::optional<QList<QByteArray>> splitList(QByteArrayView text)
{
    const QByteArray list = text.trimmed().toByteArray();
    if (list.startsWith('['))
        return json::stringList(list);
    QList<QByteArray> items;
    for (const QByteArray &item : list.isEmpty() ? QList<QByteArray>() : list.split(','))
        items += item.trimmed();
    return items;
}

QString toText(double value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return QString::fromLatin1(text.data(), end - text.data());
}

QString joinList(const QStringList &items)
{
    const bool plain = std::none_of(items.begin(), items.end(), [](const QString &item) {
        return item.isEmpty() || item.contains(u',') || item.startsWith(u'[') || item.trimmed() != item;
    });
    if (plain)
        return items.join(u',');
    QByteArray out;
    json::append(out, items);
    return QString::fromUtf8(out);
}

} // namespace auth
