#include "commands/csv_reader.h"

#include <csv.h>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 piece = 16 * 1024;
constexpr QByteArrayView byteOrderMark = "\xEF\xBB\xBF";

} // namespace

/// Cells come one by one, rows when they end.
struct CsvReader::Parser {
    csv_parser state{};
    Cells row;
    qsizetype sinceRow = 0; ///< Bytes fed since the last row ended.
    QList<Cells> rows;
    bool atStart = true;
    bool atEnd = false;

    static void cell(void *text, size_t size, void *self)
    {
        static_cast<Parser *>(self)->row +=
            text ? Cell(QByteArray(static_cast<const char *>(text), qsizetype(size))) : Cell();
    }
    static void endOfRow(int, void *self)
    {
        auto *const parser = static_cast<Parser *>(self);
        parser->rows += std::exchange(parser->row, {});
        parser->sinceRow = 0;
    }
};

CsvReader::CsvReader(QIODevice &input) : m_input(input), m_parser(std::make_unique<Parser>())
{
    if (csv_init(&m_parser->state, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL) != 0)
        throw std::bad_alloc();
}

CsvReader::~CsvReader() { csv_free(&m_parser->state); }

Result<std::optional<CsvReader::Cells>> CsvReader::next()
{
    while (m_parser->rows.isEmpty() && !m_parser->atEnd) {
        if (const auto fed = feed(); !fed)
            return fed.error();
    }
    return m_parser->rows.isEmpty() ? std::optional<Cells>() : std::optional(m_parser->rows.takeFirst());
}

Outcome CsvReader::feed()
{
    QByteArray bytes = m_input.read(piece);
    m_parser->atEnd = bytes.isEmpty();
    if (std::exchange(m_parser->atStart, false) && bytes.startsWith(byteOrderMark))
        bytes.remove(0, byteOrderMark.size());
    m_parser->sinceRow += bytes.size();
    const size_t read = csv_parse(&m_parser->state, bytes.constData(), static_cast<size_t>(bytes.size()), &Parser::cell,
                                  &Parser::endOfRow, m_parser.get());
    const bool ended =
        m_parser->atEnd && csv_fini(&m_parser->state, &Parser::cell, &Parser::endOfRow, m_parser.get()) != 0;
    if (read != static_cast<size_t>(bytes.size()) || ended)
        return Error{.code = ErrorCode::ValidationError,
                     .message = u"The file is no CSV: a quote is not closed, or stands where none belongs."_s};
    if (m_parser->sinceRow > longestRow)
        return Error{.code = ErrorCode::ValidationError, .message = u"A row is longer than 64 KiB."_s};
    return Done{};
}

} // namespace auth
