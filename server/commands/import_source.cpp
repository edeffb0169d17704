#include "commands/import_source.h"

#include "core/query.h"

namespace auth {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestLine = 64 * 1024;
constexpr QByteArrayView byteOrderMark = "\xEF\xBB\xBF";

Error badHeader(const QByteArray &name, const QString &what)
{
    // A name that is no member may be anything, a password of a file without header included: it is not repeated.
    const bool isKnown =
        visitField<ImportRow>({name.data(), std::size_t(name.size())}, [](const auto &, std::size_t) {});
    return fieldError(ErrorCode::ValidationError, isKnown ? QString::fromUtf8(name) : QString(), u"header"_s, what);
}

} // namespace

/// Without the rest of a line that is too long.
QByteArray NdjsonSource::line()
{
    QByteArray line = m_input.readLine(longestLine + 2);
    const bool isWhole = line.endsWith('\n') || line.size() <= longestLine;
    while (!isWhole) {
        const QByteArray rest = m_input.readLine(longestLine);
        if (rest.isEmpty() || rest.endsWith('\n'))
            break;
    }
    if (std::exchange(m_atStart, false) && line.startsWith(byteOrderMark))
        line.remove(0, byteOrderMark.size());
    return line;
}

Result<std::optional<ImportSource::Row>> NdjsonSource::next()
{
    QByteArray text = line();
    while (!text.isEmpty() && text.trimmed().isEmpty())
        text = line();
    if (text.isEmpty())
        return std::optional<Row>();
    return std::optional(json::decode<ImportRow>(text, {.size = longestLine}));
}

Result<std::optional<ImportSource::Row>> CsvSource::next()
{
    if (m_names.isEmpty()) {
        if (const auto read = readHeader(); !read)
            return read.error();
    }
    const auto cells = m_reader.next();
    if (!cells)
        return cells.error();
    return *cells ? std::optional(rowOf(**cells)) : std::optional<Row>();
}

Outcome CsvSource::readHeader()
{
    const auto cells = m_reader.next();
    if (!cells)
        return cells.error();
    for (const CsvReader::Cell &cell : cells->value_or(CsvReader::Cells())) {
        const QByteArray name = cell.value_or(QByteArray());
        if (!visitField<ImportRow>({name.data(), std::size_t(name.size())}, [](const auto &, std::size_t) {}))
            return badHeader(name, u"Column %1 of the first row is no member of an account."_s.arg(m_names.size() + 1));
        if (m_names.contains(name))
            return badHeader(name, u"The first row names a member twice."_s);
        m_names += name;
    }
    return m_names.contains("email") ? Outcome(Done{})
                                     : badHeader("email", u"The first row must name the columns, email among them."_s);
}

ImportSource::Row CsvSource::rowOf(const CsvReader::Cells &cells) const
{
    if (cells.size() != m_names.size())
        return fieldError(ErrorCode::ValidationError, {}, u"wrong_width"_s,
                          u"The row has another number of cells than the first one."_s);
    ImportRow row;
    bool hasEmail = false;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (!cells[i])
            continue;
        if (const auto set = assignMember(row, m_names[i], *cells[i]); !set)
            return set.error();
        hasEmail = hasEmail || m_names[i] == "email";
    }
    if (!hasEmail)
        return fieldError(ErrorCode::ValidationError, u"email"_s, u"missing"_s, u"email is missing."_s);
    return row;
}

} // namespace auth
