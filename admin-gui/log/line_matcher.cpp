#include "log/line_matcher.h"

#include "log/log_json.h"

#include <cstring>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

/// Steps of a regular expression from one place of a row on; nested repetitions would take a power of its length.
constexpr auto matchLimit = "(*LIMIT_MATCH=10000)"_L1;

bool isWithin(const FilterValue &value, double number) { return number >= value.low && number <= value.high; }

bool hasId(const FilterValue &value, const IdBytes &id)
{
    quint64 bits[6];
    std::memcpy(bits, id.data(), 16);
    std::memcpy(bits + 2, value.mask.data(), 16);
    std::memcpy(bits + 4, value.id.data(), 16);
    return id != noId && (bits[0] & bits[2]) == bits[4] && (bits[1] & bits[3]) == bits[5];
}

bool hasAnyId(const FilterValue &value, const LogRecord &record)
{
    return hasId(value, record.request) || hasId(value, record.user) || hasId(value, record.session);
}

bool fits(const FilterValue &value, QByteArrayView wanted, QByteArrayView text)
{
    if (value.quoted)
        return text.size() == wanted.size() && text.compare(wanted, Qt::CaseInsensitive) == 0;
    return fitsPattern(wanted, text);
}

QByteArrayView moduleOf(QByteArrayView event)
{
    const qsizetype dot = event.indexOf('.');
    return dot < 0 ? event : event.first(dot);
}

/// Whether the text is a whole UUID, which then stands for what has that id.
std::optional<FilterValue> pastedId(const QString &text)
{
    const auto id = parseUuid(text.toLower());
    if (!id)
        return std::nullopt;
    FilterValue value{.text = text, .id = *id};
    value.mask.fill(0xff);
    return value;
}

} // namespace

LineMatcher::LineMatcher(const FilterExpression &expression)
{
    for (const FilterGroup &group : expression.groups()) {
        std::vector<Clause> clauses;
        for (const FilterClause &clause : group)
            clauses.push_back(prepared(clause));
        m_groups.push_back(std::move(clauses));
    }
    const auto dearest = [](const std::vector<Clause> &group) {
        return cost(*std::max_element(group.begin(), group.end(),
                                      [](const Clause &a, const Clause &b) { return cost(a) < cost(b); }));
    };
    std::stable_sort(m_groups.begin(), m_groups.end(),
                     [&](const auto &a, const auto &b) { return dearest(a) < dearest(b); });
}

int LineMatcher::cost(const Clause &clause)
{
    if (clause.wanted.field == FilterField::Pattern)
        return 4;
    if (clause.wanted.field == FilterField::Extra)
        return 3;
    if (clause.wanted.field == FilterField::Text)
        return 2;
    return clause.wanted.field >= FilterField::Event ? 1 : 0;
}

LineMatcher::Clause LineMatcher::prepared(const FilterClause &clause)
{
    Clause ready{.wanted = clause, .searches = {}, .patterns = {}, .texts = {}};
    for (FilterValue &value : ready.wanted.values) {
        ready.texts.append(value.text.toUtf8());
        if (clause.field == FilterField::Text) {
            ready.searches.emplace_back(value.text);
            value = pastedId(value.text).value_or(value);
        }
        if (clause.field != FilterField::Pattern)
            continue;
        QRegularExpression::PatternOptions options = QRegularExpression::MultilineOption;
        options.setFlag(QRegularExpression::CaseInsensitiveOption, value.anyCase);
        ready.patterns.emplace_back(matchLimit + value.text, options).optimize();
    }
    return ready;
}

void LineMatcher::find(const LogChunk &chunk, int from, int to, std::vector<qint64> &rows, const Stopped &stopped) const
{
    if (from >= to)
        return;
    Rows candidates;
    for (int i = from; i < to; ++i)
        candidates.set(static_cast<std::size_t>(i));
    const Range range{chunk, from, to, stopped};
    for (const std::vector<Clause> &group : m_groups) {
        Rows holds;
        for (const Clause &clause : group)
            holds |= clause.wanted.excludes ? candidates & ~matching(clause, range, candidates)
                                            : matching(clause, range, candidates);
        candidates &= holds;
        if (candidates.none())
            break;
    }
    for (int i = from; i < to; ++i) {
        if (candidates[static_cast<std::size_t>(i)] || chunk.records()[i].kind != RowKind::Line)
            rows.push_back(chunk.firstRow() + i);
    }
}

LineMatcher::Rows LineMatcher::matching(const Clause &clause, const Range &range, const Rows &candidates) const
{
    if (clause.wanted.field == FilterField::Text)
        return matchingText(clause, range);
    const bool isSlow = range.stopped && clause.wanted.field == FilterField::Pattern;
    Rows rows;
    for (int i = range.from; i < range.to; ++i) {
        const auto bit = static_cast<std::size_t>(i);
        if (!candidates[bit])
            continue;
        if (isSlow && range.stopped())
            break;
        const LogRow row = range.chunk.row(i);
        for (std::size_t value = 0; value < static_cast<std::size_t>(clause.texts.size()) && !rows[bit]; ++value)
            rows.set(bit, matches(clause, value, row));
    }
    return rows;
}

/// Through all texts of the rows at once; each hit is then given to its row.
LineMatcher::Rows LineMatcher::matchingText(const Clause &clause, const Range &range)
{
    Rows rows;
    const LogRecord *records = range.chunk.records();
    const LogRecord &last = records[range.to - 1];
    const char *const texts = range.chunk.texts();
    const char *const end = texts + last.offset + last.textSize();
    for (std::size_t value = 0; value < clause.searches.size(); ++value) {
        int i = range.from;
        const char *at = texts + records[i].offset;
        while ((at = clause.searches[value].in(at, end))) {
            while (i + 1 < range.to && texts + records[i + 1].offset <= at)
                ++i;
            rows.set(static_cast<std::size_t>(i));
            if (++i >= range.to)
                break;
            at = texts + records[i].offset;
        }
        const FilterValue &wanted = clause.wanted.values[static_cast<qsizetype>(value)];
        for (i = range.from; wanted.mask != noId && i < range.to; ++i) {
            if (hasAnyId(wanted, records[i]))
                rows.set(static_cast<std::size_t>(i));
        }
    }
    return rows;
}

bool LineMatcher::matches(const Clause &clause, std::size_t index, const LogRow &row) const
{
    const auto at = static_cast<qsizetype>(index);
    const FilterValue &value = clause.wanted.values[at];
    const QByteArrayView wanted = clause.texts[at];
    const LogRecord &record = row.record();
    switch (clause.wanted.field) {
    case FilterField::Level:
        return isWithin(value, record.level);
    case FilterField::Status:
        return isWithin(value, record.status);
    case FilterField::Duration:
        return isWithin(value, record.durationMs);
    case FilterField::Request:
        return matchesRequest(clause, index, row);
    case FilterField::User:
        return hasId(value, record.user);
    case FilterField::Session:
        return hasId(value, record.session);
    case FilterField::Event:
        return fits(value, wanted, row.text(LogText::Event));
    case FilterField::Module:
        return fits(value, wanted, moduleOf(row.text(LogText::Event)));
    case FilterField::Ip:
        return fits(value, wanted, row.text(LogText::ClientIp));
    case FilterField::Method:
        return fits(value, wanted, row.text(LogText::Method));
    case FilterField::Route:
        return fits(value, wanted, row.text(LogText::Route));
    case FilterField::Instance:
        return fits(value, wanted, row.text(LogText::Instance));
    case FilterField::Extra:
        return matchesExtra(clause, index, row);
    case FilterField::Pattern:
        return matchesPattern(clause, index, row);
    case FilterField::Text:
        break; // matchingText() does it
    }
    return false;
}

/// By its bits; an id that is no UUID as text, in which ".." at the end stands for the rest.
bool LineMatcher::matchesRequest(const Clause &clause, std::size_t index, const LogRow &row)
{
    const FilterValue &value = clause.wanted.values[static_cast<qsizetype>(index)];
    if (value.mask != noId && hasId(value, row.record().request))
        return true;
    const QByteArrayView text = row.text(LogText::Request);
    const QByteArrayView wanted = clause.texts[static_cast<qsizetype>(index)];
    if (text.isEmpty())
        return false;
    if (!value.quoted && wanted.endsWith(".."))
        return text.size() >= wanted.size() - 2
               && text.first(wanted.size() - 2).compare(wanted.chopped(2), Qt::CaseInsensitive) == 0;
    return fits(value, wanted, text);
}

bool LineMatcher::matchesExtra(const Clause &clause, std::size_t index, const LogRow &row)
{
    const QByteArrayView json = row.extra(clause.wanted.name.toUtf8());
    const auto at = static_cast<qsizetype>(index);
    return !json.isNull() && fits(clause.wanted.values[at], clause.texts[at], plainText(json).toUtf8());
}

/// Over all its texts, each a line of its own.
bool LineMatcher::matchesPattern(const Clause &clause, std::size_t index, const LogRow &row) const
{
    QString text = QString::fromUtf8(row.texts());
    text.replace(QChar(0), u'\n');
    const QRegularExpressionMatch match = clause.patterns[index].match(text);
    if (!match.isValid())
        m_gaveUp = true;
    return match.hasMatch();
}

} // namespace auth::console
