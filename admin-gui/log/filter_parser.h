#pragma once

#include "log/filter_expression.h"

namespace auth::console {

/// Reads the text of a FilterExpression, once.
class FilterParser {
public:
    explicit FilterParser(QStringView text) : m_text(text) {}

    std::variant<FilterExpression, FilterProblem> parse();

private:
    bool readGroup(FilterGroup &group);
    bool readClause(FilterClause &clause);
    bool readValues(FilterClause &clause);
    bool readValue(FilterClause &clause);
    bool readPattern(FilterClause &clause);
    bool readQuoted(QString &text);
    bool addValue(FilterClause &clause, const QString &text, bool quoted, qsizetype start);
    QStringView takeName();
    QStringView takeWord();
    bool skipBar();
    void skipSpaces();
    bool atValueOfSameField() const;
    bool isAt(QChar c, qsizetype offset = 0) const
    {
        return m_at + offset < m_text.size() && m_text[m_at + offset] == c;
    }
    bool fail(qsizetype start, const QString &sentence);

    QStringView m_text;
    qsizetype m_at = 0;
    FilterProblem m_problem;
};

} // namespace auth::console
