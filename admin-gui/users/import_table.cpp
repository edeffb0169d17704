#include "users/import_table.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringDecoder>

#include <algorithm>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::ImportTable)
};

/// Cells and rows of a text, which ends within quotes when it is broken.
class Splitter {
public:
    explicit Splitter(QChar delimiter) : m_delimiter(delimiter) {}

    bool split(const QString &text)
    {
        for (qsizetype i = 0; i < text.size(); ++i)
            take(text[i], i + 1 < text.size() ? text[i + 1] : QChar(), i);
        if (!m_cell.isEmpty() || !m_row.isEmpty())
            endRow();
        return !m_quoted;
    }
    QList<QStringList> rows;

private:
    void take(QChar c, QChar next, qsizetype &i)
    {
        if (m_quoted && c == u'"' && next == u'"') {
            m_cell += c;
            ++i;
        } else if (c == u'"' && (m_quoted || m_cell.isEmpty())) {
            m_quoted = !m_quoted;
        } else if (m_quoted) {
            m_cell += c;
        } else if (c == m_delimiter) {
            m_row += std::exchange(m_cell, {});
        } else if (c == u'\n') {
            endRow();
        } else if (c != u'\r') {
            m_cell += c;
        }
    }
    void endRow()
    {
        m_row += std::exchange(m_cell, {});
        const bool blank = m_row.size() == 1 && m_row.first().trimmed().isEmpty();
        if (!blank)
            rows += m_row;
        m_row.clear();
    }

    QChar m_delimiter;
    QString m_cell;
    QStringList m_row;
    bool m_quoted = false;
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
    if (!splitter.split(text))
        return Words::tr("The file is no CSV: a quote is not closed.");
    if (splitter.rows.size() < 2)
        return Words::tr("The file has no rows below its first one, which names the columns.");
    table.headers = splitter.rows.takeFirst();
    table.rows = std::move(splitter.rows);
    for (qsizetype i = 0; i < table.rows.size(); ++i) {
        QStringList &row = table.rows[i];
        if (row.size() > table.headers.size())
            return Words::tr("Row %L1 has more cells than the first row names columns.").arg(i + 2);
        row.resize(table.headers.size());
    }
    return table;
}

} // namespace auth::console
