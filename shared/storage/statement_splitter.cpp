#include "storage/migrator.h"

#include <QtCore/QStringList>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

/// Walks over a script one token at a time.
class Scanner {
public:
    explicit Scanner(QStringView script) : m_script(script) {}

    bool atEnd() const { return m_at >= m_script.size(); }
    qsizetype position() const { return m_at; }

    /// The next token; empty for space and comments.
    QStringView take()
    {
        const qsizetype start = m_at;
        const QChar c = m_script[start];
        if (m_script.sliced(start).startsWith(u"--"))
            return skipTo(u"\n");
        if (m_script.sliced(start).startsWith(u"/*"))
            return skipTo(u"*/", 2);
        if (c.isSpace())
            return skip();
        if (c == u'\'' || c == u'"' || c == u'`' || c == u'[')
            return quoted(c == u'[' ? QChar(u']') : c);
        ++m_at;
        while (isWord(c) && !atEnd() && isWord(m_script[m_at]))
            ++m_at;
        return m_script.sliced(start, m_at - start);
    }

private:
    static bool isWord(QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'$'; }

    QStringView skip()
    {
        ++m_at;
        return {};
    }

    QStringView skipTo(QStringView end, qsizetype from = 0)
    {
        const qsizetype found = m_script.indexOf(end, m_at + from);
        m_at = found < 0 ? m_script.size() : found + end.size();
        return {};
    }

    /// A doubled quote inside ends one token and starts the next, which comes to the same.
    QStringView quoted(QChar end)
    {
        const qsizetype start = m_at;
        const qsizetype found = m_script.indexOf(end, start + 1);
        m_at = found < 0 ? m_script.size() : found + 1;
        return m_script.sliced(start, m_at - start);
    }

    QStringView m_script;
    qsizetype m_at = 0;
};

bool is(QStringView token, QStringView keyword) { return token.compare(keyword, Qt::CaseInsensitive) == 0; }

/// The tokens of one statement, as far as its end depends on them.
class StatementEnd {
public:
    /// True when the token is the semicolon that ends the statement.
    bool isReached(QStringView token)
    {
        const bool end = token == u";" && (!m_trigger || (is(m_last, u"END") && m_beforeLast == u";"));
        m_trigger = m_trigger || (m_count < 4 && m_create && is(token, u"TRIGGER"));
        m_create = m_create || (m_count == 0 && is(token, u"CREATE"));
        ++m_count;
        m_beforeLast = std::exchange(m_last, token);
        return end;
    }

private:
    int m_count = 0;
    bool m_create = false;
    bool m_trigger = false; ///< CREATE [TEMP] TRIGGER: its body has semicolons and ends with "; END;".
    QStringView m_last, m_beforeLast;
};

} // namespace

QStringList splitStatements(QStringView script)
{
    QStringList statements;
    Scanner scanner(script);
    StatementEnd statement;
    qsizetype start = -1; // of the first token of the statement
    qsizetype end = 0;    // of its last
    while (!scanner.atEnd()) {
        const qsizetype at = scanner.position();
        const QStringView token = scanner.take();
        if (token.isEmpty())
            continue;
        const bool ended = statement.isReached(token);
        if (!ended) {
            start = start < 0 ? at : start;
            end = scanner.position();
        }
        if (ended && start >= 0)
            statements += script.sliced(start, end - start).toString();
        if (ended) {
            statement = {};
            start = -1;
        }
    }
    if (start >= 0)
        statements += script.sliced(start, end - start).toString();
    return statements;
}

} // namespace auth
