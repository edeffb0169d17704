#include "core/json.h"

#include <algorithm>

namespace auth::json {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestEcho = 64;

/// A member's name comes from the client: only what cannot deceive a reader of logs is repeated.
QString echo(QByteArrayView name)
{
    const bool harmless = !name.isEmpty() && name.size() <= longestEcho
                          && std::all_of(name.begin(), name.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
    return harmless ? QString::fromLatin1(name) : u"?"_s;
}

Violation loneSurrogate() { return {u"lone_surrogate"_s, u"must not contain half of a surrogate pair"_s}; }

} // namespace

Violation missingMember() { return {u"missing"_s, u"is required"_s}; }
Violation unknownMember() { return {u"unknown"_s, u"is not known here"_s}; }
Violation duplicateMember() { return {u"duplicate"_s, u"is given more than once"_s}; }

void Problems::add(const QString &field, const Violation &violation)
{
    if (m_fields.size() < most)
        m_fields.append({field, violation.code, violation.sentence(field.isEmpty() ? u"The body"_s : field)});
}

Error Problems::error() const
{
    return {.code = ErrorCode::ValidationError, .message = m_fields.constFirst().detail, .fields = m_fields};
}

QString Place::path() const
{
    const QString around = parent ? parent->path() : QString();
    if (index >= 0)
        return around + u'[' + QString::number(index) + u']';
    if (!parent)
        return {};
    return around.isEmpty() ? echo(name) : around + u'.' + echo(name);
}

void Reader::add(const Place &place, const Violation &violation) const { m_problems.add(place.path(), violation); }

Verdict Reader::boolean(Node node, bool &out)
{
    if (node.kind() != Node::Kind::Bool)
        return wrongType(u"true or false"_s);
    out = node.boolean();
    return std::nullopt;
}

Verdict Reader::number(Node node, const FieldFacts &facts, double &out)
{
    if (node.kind() != Node::Kind::Double && node.kind() != Node::Kind::Integer)
        return noInteger(node, facts.min.value_or(std::numeric_limits<qint64>::min()),
                         facts.max.value_or(std::numeric_limits<qint64>::max()));
    out = node.number();
    return checkNumber(out, facts);
}

Verdict Reader::noInteger(Node node, qint64 min, qint64 max)
{
    switch (node.kind()) {
    case Node::Kind::TooSmall:
        return tooSmall(min);
    case Node::Kind::TooLarge:
        return tooLarge(max);
    default:
        return wrongType(u"an integer"_s);
    }
}

Verdict Reader::checkString(Node node)
{
    if (node.kind() != Node::Kind::Text)
        return wrongType(u"a string"_s);
    return hasLoneSurrogate(node.text()) ? Verdict(loneSurrogate()) : std::nullopt;
}

Violation Reader::unknown(QByteArrayView key) { return hasLoneSurrogate(key) ? loneSurrogate() : unknownMember(); }

std::optional<QList<QByteArray>> stringList(QByteArrayView text)
{
    const auto document = Document::parse(text, Limits{});
    if (!document || document->root().kind() != Node::Kind::List)
        return std::nullopt;
    QList<QByteArray> strings;
    for (const Node item : document->root().items()) {
        if (item.kind() != Node::Kind::Text || hasLoneSurrogate(item.text()))
            return std::nullopt;
        strings += item.text().toByteArray();
    }
    return strings;
}

} // namespace auth::json
