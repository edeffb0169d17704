#include "core/json_document.h"

#include "core/json_scan.h"
#include "core/secret.h"

#include <simdjson.h>

#include <bit>
#include <cstring>

namespace auth::json {

using namespace Qt::StringLiterals;
using simdjson::dom::element_type;

/// simdjson's parser with the padded copy of the text it reads.
struct Document::Parser {
    explicit Parser(qsizetype longest)
        : input(std::make_unique<char[]>(static_cast<size_t>(longest) + simdjson::SIMDJSON_PADDING)), capacity(longest)
    {
    }

    simdjson::dom::parser parser;
    std::unique_ptr<char[]> input;
    qsizetype capacity;
    qsizetype size = 0;
};

namespace {

/// Parsers up to this size are kept, one per thread, which is about 1 MiB of address space; a larger one is freed.
constexpr qsizetype keptSize = 64 * 1024;

std::unique_ptr<Document::Parser> &idleParser()
{
    static thread_local std::unique_ptr<Document::Parser> parser;
    return parser;
}

Error malformed(const QString &reason) { return {.code = ErrorCode::MalformedJson, .message = reason}; }

QString reasonOf(simdjson::error_code error)
{
    switch (error) {
    case simdjson::UTF8_ERROR:
        return u"The body is not valid UTF-8."_s;
    case simdjson::EMPTY:
        return u"The body is empty."_s;
    case simdjson::UNCLOSED_STRING:
        return u"The body is not valid JSON: a string has no end."_s;
    case simdjson::UNESCAPED_CHARS:
        return u"The body is not valid JSON: a control character is not escaped."_s;
    case simdjson::STRING_ERROR:
        return u"The body is not valid JSON: a string has a bad escape."_s;
    case simdjson::NUMBER_ERROR:
        return u"The body is not valid JSON: a number is malformed."_s;
    default:
        return u"The body is not valid JSON."_s;
    }
}

simdjson::dom::element elementOf(const std::array<std::byte, 2 * sizeof(void *)> &bytes)
{
    return std::bit_cast<simdjson::dom::element>(bytes);
}

Node::Kind kindOfDouble(double value)
{
    if (value == hugeNumberMark)
        return Node::Kind::TooLarge;
    return value == -hugeNumberMark ? Node::Kind::TooSmall : Node::Kind::Double;
}

} // namespace

Document::Lease Document::lease(QByteArrayView text)
{
    auto &idle = idleParser();
    Lease parser(idle && text.size() <= idle->capacity ? idle.release() : new Parser(std::max(keptSize, text.size())));
    parser->size = text.size();
    std::memcpy(parser->input.get(), text.data(), static_cast<size_t>(text.size()));
    std::memset(parser->input.get() + text.size(), ' ', simdjson::SIMDJSON_PADDING);
    return parser;
}

void Document::GiveBack::operator()(Parser *parser) const
{
    std::unique_ptr<Parser> owner(parser);
    wipe(parser->input.get(), parser->size);
    // Unescaped strings: each takes its length and a zero byte more, never over 5/3 of the text (simdjson's own bound).
    const qsizetype strings = std::min(parser->capacity, parser->size) * 5 / 3 + 64;
    if (parser->parser.doc.string_buf)
        wipe(parser->parser.doc.string_buf.get(), strings);
    if (parser->capacity <= keptSize)
        idleParser() = std::move(owner);
}

Result<Document> Document::parse(QByteArrayView text, const Limits &limits)
{
    if (text.size() > limits.size)
        return Error{.code = ErrorCode::PayloadTooLarge,
                     .message = u"The body is larger than %1 bytes."_s.arg(limits.size)};
    if (text.isEmpty())
        return malformed(reasonOf(simdjson::EMPTY));
    if (text.startsWith("\xEF\xBB\xBF"))
        return malformed(u"The body starts with a byte order mark."_s);
    if (isDeeperThan(text, limits.depth))
        return malformed(u"The body is nested deeper than %1 levels."_s.arg(limits.depth));

    Lease parser = lease(text);
    char *const input = parser->input.get();
    const auto size = static_cast<size_t>(text.size());
    if (parser->parser.capacity() < static_cast<size_t>(parser->capacity)
        && parser->parser.allocate(static_cast<size_t>(parser->capacity)) != simdjson::SUCCESS)
        throw std::bad_alloc();
    markLoneSurrogates(input, text.size());
    auto root = parser->parser.parse(input, size, false);
    if (root.error() == simdjson::NUMBER_ERROR && markHugeNumbers(input, text.size()))
        root = parser->parser.parse(input, size, false);
    if (root.error() != simdjson::SUCCESS)
        return malformed(reasonOf(root.error()));
    Node node;
    node.m_element = std::bit_cast<decltype(node.m_element)>(root.value_unsafe());
    return Document(std::move(parser), node);
}

Node::Kind Node::kind() const
{
    const auto element = elementOf(m_element);
    switch (element.type()) {
    case element_type::NULL_VALUE:
        return Kind::Null;
    case element_type::BOOL:
        return Kind::Bool;
    case element_type::INT64:
        return Kind::Integer;
    case element_type::UINT64:
        return Kind::TooLarge; // only what has no place in 63 bits has this type
    case element_type::DOUBLE:
        return kindOfDouble(element.get_double().value_unsafe());
    case element_type::STRING:
        return Kind::Text;
    case element_type::ARRAY:
        return Kind::List;
    case element_type::OBJECT:
        return Kind::Object;
    }
    Q_UNREACHABLE();
}

bool Node::boolean() const { return elementOf(m_element).get_bool().value_unsafe(); }
qint64 Node::integer() const { return elementOf(m_element).get_int64().value_unsafe(); }
double Node::number() const { return elementOf(m_element).get_double().value_unsafe(); }

QByteArrayView Node::text() const
{
    const std::string_view text = elementOf(m_element).get_string().value_unsafe();
    return {text.data(), static_cast<qsizetype>(text.size())};
}

QByteArray Node::json() const { return QByteArray::fromStdString(simdjson::minify(elementOf(m_element))); }

QVarLengthArray<Node, 16> Node::items() const
{
    QVarLengthArray<Node, 16> items;
    const simdjson::dom::array list = elementOf(m_element).get_array().value_unsafe();
    for (const auto item : list)
        items.emplace_back().m_element = std::bit_cast<decltype(m_element)>(item);
    return items;
}

QVarLengthArray<Member, 16> Node::members() const
{
    QVarLengthArray<Member, 16> members;
    const simdjson::dom::object object = elementOf(m_element).get_object().value_unsafe();
    for (const auto &[key, value] : object) {
        Member &member = members.emplace_back();
        member.key = {key.data(), static_cast<qsizetype>(key.size())};
        member.value.m_element = std::bit_cast<decltype(m_element)>(value);
    }
    return members;
}

bool hasLoneSurrogate(QByteArrayView text) { return text.contains(loneSurrogateMark); }

} // namespace auth::json
