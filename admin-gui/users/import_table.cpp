#include "users/import_table.h"

#include "core/csv.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringDecoder>

#include <algorithm>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::ImportTable)
};

// What is in memory is many times the size of its file.
constexpr qsizetype mostColumns = 200;
constexpr qsizetype mostRows = 1'000'000;

/// Cells and rows of a text, as long as it is one to import.
class Splitter {
public:
    explicit Splitter(QChar delimiter) : m_delimiter(delimiter) {}

    /// Empty, or what is wrong.
    QString split(const QString &text)
    {
        for (qsizetype i = 0; i < text.size() && m_problem.isEmpty(); ++i)
            take(text[i], i + 1 < text.size() ? text[i + 1] : QChar(), i);
        if (m_problem.isEmpty() && m_quoted)
            return Words::tr("The file is no CSV: a quote is not closed.");
        if (m_problem.isEmpty() && (!m_cell.isEmpty() || !m_row.isEmpty()))
            endRow();
        return m_problem;
    }
    QList<QStringList> rows;
    QList<int> lines;

private:
    void take(QChar c, QChar next, qsizetype &i)
    {
        m_line += c == u'\n' ? 1 : 0;
        if (m_quoted && c == u'"' && next == u'"') {
            m_cell += c;
            ++i;
        } else if (c == u'"' && (m_quoted || m_cell.isEmpty())) {
            m_quoted = !m_quoted;
        } else if (m_quoted) {
            m_cell += c;
        } else if (c == m_delimiter) {
            endCell();
        } else if (c == u'\n') {
            endRow();
        } else if (c != u'\r') {
            m_cell += c;
        }
    }

    void endCell()
    {
        m_row += csvValue(std::exchange(m_cell, {}));
        if (rows.isEmpty() && m_row.size() > mostColumns)
            m_problem = Words::tr("The first row names more than %L1 columns.").arg(mostColumns);
        else if (!rows.isEmpty() && m_row.size() > rows.first().size())
            m_problem = Words::tr("Line %L1 has more cells than the first row names columns.").arg(m_rowLine);
    }

    void endRow()
    {
        endCell();
        const bool blank = m_row.size() == 1 && m_row.first().trimmed().isEmpty();
        if (!blank && rows.size() > mostRows) {
            m_problem =
                Words::tr("The file has more than %L1 rows; use “auth-serve import” on the server.").arg(mostRows);
        } else if (!blank) {
            rows += m_row;
            lines += m_rowLine;
        }
        m_row.clear();
        m_rowLine = m_line;
    }

    QChar m_delimiter;
    QString m_cell;
    QStringList m_row;
    bool m_quoted = false;
    int m_line = 1;
    int m_rowLine = 1;
    QString m_problem;
};

char likelyDelimiter(const QString &text)
{
    const QString line = text.left(std::max<qsizetype>(0, text.indexOf(u'\n')));
    const QByteArray candidates = ",;\t|";
    return *std::max_element(candidates.begin(), candidates.end(),
                             [&](char a, char b) { return line.count(QLatin1Char(a)) < line.count(QLatin1Char(b)); });
}

} // namespace

Result<ImportTable, QString> readImportTable(QByteArray bytes)
{
    ImportTable table;
    if (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF"))
        return Words::tr("The file is UTF-16. Save it as “CSV UTF-8”.");
    table.hasByteOrderMark = bytes.startsWith("\xEF\xBB\xBF");
    if (table.hasByteOrderMark)
        bytes.remove(0, 3);
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    if (decoder.hasError())
        return Words::tr("The file is not UTF-8. Save it as “CSV UTF-8”.");
    table.delimiter = likelyDelimiter(text);
    Splitter splitter(QLatin1Char(table.delimiter));
    if (const QString problem = splitter.split(text); !problem.isEmpty())
        return problem;
    if (splitter.rows.size() < 2)
        return Words::tr("The file has no rows below its first one, which names the columns.");
    table.headers = splitter.rows.takeFirst();
    table.rows = std::move(splitter.rows);
    table.lines = splitter.lines.sliced(1);
    return table;
}

} // namespace auth::console
