#include "log/filter_expression.h"

#include "log/filter_fields.h"
#include "log/filter_parser.h"

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QString quotedText(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + escaped + u'"';
}

QString textOf(const FilterClause &clause, const FilterValue &value)
{
    if (clause.field == FilterField::Pattern)
        return u'/' + value.text + (value.anyCase ? u"/i"_s : u"/"_s);
    return value.quoted ? quotedText(value.text) : value.text;
}

QString textOf(const FilterClause &clause)
{
    QStringList values;
    for (const FilterValue &value : clause.values)
        values.append(textOf(clause, value));
    const QString name = clause.field == FilterField::Extra ? clause.name : nameOf(clause.field);
    return (clause.excludes ? u"-"_s : QString()) + name + (name.isEmpty() ? QString() : u":"_s) + values.join(u'|');
}

/// Whether the value, written without quotation marks, would be read as something else.
bool needsQuotes(const FilterClause &clause, const QString &value)
{
    const auto parsed = FilterExpression::parse(textOf(FilterClause{clause.field, clause.name, {{.text = value}}}));
    const auto *expression = std::get_if<FilterExpression>(&parsed);
    return !expression || expression->groups().size() != 1 || expression->groups().front().size() != 1
           || expression->groups().front().front().field != clause.field
           || expression->groups().front().front().values.size() != 1 || value.contains(u'*');
}

bool isSameField(const FilterClause &a, const FilterClause &b) { return a.field == b.field && a.name == b.name; }

/// What the group demands, when it is one clause with one value.
const FilterClause *onlyClause(const FilterGroup &group)
{
    return group.size() == 1 && group.front().values.size() == 1 && !group.front().excludes ? &group.front() : nullptr;
}

/// Whether `clause`, which is to be added, takes the place of the group.
bool replaces(const FilterClause &clause, const FilterGroup &group)
{
    if (group.size() != 1 || !isSameField(group.front(), clause) || group.front().values.size() != 1)
        return false;
    const FilterClause &old = group.front();
    const bool isText = clause.field == FilterField::Text || clause.field == FilterField::Pattern;
    return old.values == clause.values || (!old.excludes && !clause.excludes && !isText);
}

bool isWhole(const FilterValue &value) { return value.quoted || !value.text.contains(u'*'); }

template<class Id> void setId(std::optional<Id> &out, const FilterValue &value)
{
    static constexpr IdBytes all = [] {
        IdBytes bytes{};
        bytes.fill(0xff);
        return bytes;
    }();
    if (value.mask == all)
        out = Id(value.id);
}

/// The part of an event's name before the first '*', when the rest is nothing but that.
void setEvent(LogFilter &out, const FilterValue &value, const QString &end)
{
    const QString text = value.text.endsWith(u'*') && !value.quoted ? value.text.chopped(1) : value.text + end;
    if (!text.isEmpty() && !text.contains(u'*') && text == text.toLower()) // the service looks at the case
        out.event = text;
}

void setRequest(LogFilter &out, const FilterValue &value)
{
    std::optional<UserId> uuid;
    setId(uuid, value);
    if (uuid)
        out.requestId = uuid->text();
}

void setStatus(LogFilter &out, const FilterValue &value)
{
    if (value.low >= 100 && value.low <= 599)
        out.minStatus = static_cast<int>(value.low);
    if (value.high >= 100 && value.high <= 599)
        out.maxStatus = static_cast<int>(value.high);
}

void add(LogFilter &out, const FilterClause &clause, const FilterValue &value, FreeText freeText)
{
    switch (clause.field) {
    case FilterField::Level:
        if (value.low > 0)
            out.level = static_cast<LogLevel>(std::min(value.low, 3.0));
        break;
    case FilterField::Status:
        return setStatus(out, value);
    case FilterField::Duration:
        if (value.low >= 1)
            out.minDurationMs = static_cast<int>(std::min(value.low, 86'400'000.0));
        break;
    case FilterField::Request:
        return setRequest(out, value);
    case FilterField::User:
        return setId(out.userId, value);
    case FilterField::Session:
        return setId(out.sessionId, value);
    case FilterField::Event:
        return setEvent(out, value, {});
    case FilterField::Module:
        return setEvent(out, value, u"."_s);
    case FilterField::Ip:
        if (isWhole(value) && value.text == value.text.toLower())
            out.clientIp = value.text;
        break;
    case FilterField::Text:
        if (freeText == FreeText::AtServerToo && value.text.size() <= 256)
            out.text = value.text;
        break;
    default:
        break;
    }
}

} // namespace

std::variant<FilterExpression, FilterProblem> FilterExpression::parse(const QString &text)
{
    return FilterParser(text).parse();
}

QString textOf(const FilterGroup &group)
{
    QStringList clauses;
    for (const FilterClause &clause : group)
        clauses.append(textOf(clause));
    return clauses.join(u" | ");
}

QString FilterExpression::text() const
{
    QStringList groups;
    for (const FilterGroup &group : m_groups)
        groups.append(textOf(group));
    return groups.join(u' ');
}

FilterExpression FilterExpression::with(const QString &name, const QString &value, bool excluded) const
{
    FilterClause clause{.excludes = excluded};
    if (!name.isEmpty()) {
        const auto field = fieldNamed(name);
        clause.field = field.value_or(FilterField::Extra);
        clause.name = field ? QString() : name;
    }
    const auto read = readValue(clause.field, value, needsQuotes(clause, value));
    if (value.isEmpty() || !std::holds_alternative<FilterValue>(read))
        return *this;
    clause.values.append(std::get<FilterValue>(read));
    FilterExpression result = *this;
    result.m_groups.removeIf([&](const FilterGroup &group) { return replaces(clause, group); });
    result.m_groups.append(FilterGroup{clause});
    return result;
}

FilterExpression FilterExpression::without(qsizetype group) const
{
    FilterExpression result = *this;
    result.m_groups.remove(group);
    return result;
}

LogFilter FilterExpression::atServer(FreeText freeText) const
{
    LogFilter filter;
    for (const FilterGroup &group : m_groups) {
        if (const FilterClause *clause = onlyClause(group))
            add(filter, *clause, clause->values.front(), freeText);
    }
    return filter;
}

QStringList FilterExpression::soughtTexts() const
{
    QStringList texts;
    for (const FilterGroup &group : m_groups) {
        for (const FilterClause &clause : group) {
            if (clause.field != FilterField::Text || clause.excludes)
                continue;
            for (const FilterValue &value : clause.values)
                texts.append(value.text);
        }
    }
    return texts;
}

} // namespace auth::console
