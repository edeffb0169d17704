#include "log/filter_parser.h"

#include "log/filter_fields.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>

namespace auth::console {

namespace {

bool isNameChar(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_' || c == u'.';
}

/// How long the name before a ':' at the beginning is; 0 when there is none. "http://" and "fe80::1" have none.
qsizetype nameLength(QStringView text)
{
    qsizetype size = 0;
    while (size < text.size() && isNameChar(text[size]))
        ++size;
    if (size == 0 || size >= text.size() || text[size] != u':' || text.front().isDigit())
        return 0;
    const QStringView rest = text.sliced(size + 1);
    return rest.startsWith(u"//") || rest.startsWith(u':') ? 0 : size;
}

} // namespace

std::variant<FilterExpression, FilterProblem> FilterParser::parse()
{
    FilterExpression expression;
    for (skipSpaces(); m_at < m_text.size(); skipSpaces()) {
        FilterGroup group;
        if (!readGroup(group))
            return m_problem;
        expression.m_groups.append(group);
    }
    return expression;
}

bool FilterParser::readGroup(FilterGroup &group)
{
    do {
        FilterClause clause;
        if (!readClause(clause))
            return false;
        group.append(clause);
    } while (skipBar());
    return true;
}

bool FilterParser::readClause(FilterClause &clause)
{
    const qsizetype start = m_at;
    if (isAt(u'|') || m_at >= m_text.size())
        return fail(start, QCoreApplication::translate("LogFilter", "A word is missing on one side of the '|'."));
    if (isAt(u'-')) {
        clause.excludes = true;
        ++m_at;
        if (m_at >= m_text.size() || m_text[m_at].isSpace() || isAt(u'|'))
            return fail(start,
                        QCoreApplication::translate("LogFilter", "Write what is to be left out right behind the '-'."));
    }
    if (isAt(u'/'))
        return readPattern(clause);
    const QStringView name = takeName();
    if (!name.isEmpty()) {
        const auto field = fieldNamed(name);
        clause.field = field.value_or(FilterField::Extra);
        clause.name = field ? QString() : name.toString();
    }
    return readValues(clause);
}

/// Further values of the same field follow a '|' without spaces.
bool FilterParser::readValues(FilterClause &clause)
{
    if (!readValue(clause))
        return false;
    while (atValueOfSameField()) {
        ++m_at;
        if (!readValue(clause))
            return false;
    }
    return true;
}

bool FilterParser::atValueOfSameField() const
{
    if (!isAt(u'|') || m_at + 1 >= m_text.size())
        return false;
    const QChar next = m_text[m_at + 1];
    return !next.isSpace() && next != u'|' && next != u'-' && next != u'/' && nameLength(m_text.sliced(m_at + 1)) == 0;
}

bool FilterParser::readValue(FilterClause &clause)
{
    const qsizetype start = m_at;
    if (isAt(u'"')) {
        QString text;
        return readQuoted(text) && addValue(clause, text, true, start);
    }
    const QStringView word = takeWord();
    if (word.isEmpty())
        return fail(start > 0 ? start - 1 : 0,
                    QCoreApplication::translate("LogFilter", "Write a value right behind the ':'."));
    return addValue(clause, word.toString(), false, start);
}

bool FilterParser::addValue(FilterClause &clause, const QString &text, bool quoted, qsizetype start)
{
    const auto value = console::readValue(clause.field, text, quoted);
    if (const auto *problem = std::get_if<QString>(&value))
        return fail(start, *problem);
    clause.values.append(std::get<FilterValue>(value));
    return true;
}

bool FilterParser::readQuoted(QString &text)
{
    const qsizetype start = m_at++;
    while (m_at < m_text.size() && !isAt(u'"')) {
        if (isAt(u'\\') && (isAt(u'"', 1) || isAt(u'\\', 1)))
            ++m_at;
        text.append(m_text[m_at++]);
    }
    if (m_at >= m_text.size())
        return fail(start, QCoreApplication::translate("LogFilter", "The quotation mark has no counterpart."));
    ++m_at;
    return !text.isEmpty()
           || fail(start, QCoreApplication::translate("LogFilter", "There is nothing between the quotation marks."));
}

bool FilterParser::readPattern(FilterClause &clause)
{
    const qsizetype start = m_at++;
    const qsizetype from = m_at;
    while (m_at < m_text.size() && !isAt(u'/'))
        m_at += isAt(u'\\') ? 2 : 1;
    if (m_at >= m_text.size())
        return fail(start, QCoreApplication::translate("LogFilter", "The regular expression has no '/' at its end."));
    FilterValue value{.text = m_text.sliced(from, m_at - from).toString(), .anyCase = isAt(u'i', 1)};
    m_at += value.anyCase ? 2 : 1;
    const QRegularExpression pattern(value.text);
    if (value.text.isEmpty() || !pattern.isValid())
        return fail(start, QCoreApplication::translate("LogFilter", "The regular expression is not valid: %1.")
                               .arg(pattern.errorString()));
    clause.field = FilterField::Pattern;
    clause.values = {value};
    return true;
}

QStringView FilterParser::takeName()
{
    const qsizetype size = nameLength(m_text.sliced(m_at));
    const QStringView name = m_text.sliced(m_at, size);
    m_at += size > 0 ? size + 1 : 0;
    return name;
}

QStringView FilterParser::takeWord()
{
    const qsizetype start = m_at;
    while (m_at < m_text.size() && !m_text[m_at].isSpace() && !isAt(u'|'))
        ++m_at;
    return m_text.sliced(start, m_at - start);
}

/// Past a '|' and the spaces around it.
bool FilterParser::skipBar()
{
    const qsizetype start = m_at;
    skipSpaces();
    if (!isAt(u'|')) {
        m_at = start;
        return false;
    }
    ++m_at;
    skipSpaces();
    return true;
}

void FilterParser::skipSpaces()
{
    while (m_at < m_text.size() && m_text[m_at].isSpace())
        ++m_at;
}

bool FilterParser::fail(qsizetype start, const QString &sentence)
{
    const qsizetype end = std::min(m_at, m_text.size());
    m_problem = {sentence, static_cast<int>(start), static_cast<int>(std::max<qsizetype>(end - start, 1))};
    return false;
}

} // namespace auth::console
