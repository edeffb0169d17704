#include "http/beast_message.h"

#include "http/request_target.h"

#include <boost/beast/core/string.hpp>

#include <algorithm>

namespace auth {
namespace {

namespace http = boost::beast::http;

QByteArrayView view(boost::beast::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

ErrorCode codeOf(const boost::beast::error_code &failed)
{
    if (failed == http::error::body_limit)
        return ErrorCode::PayloadTooLarge;
    return failed == http::error::header_limit ? ErrorCode::HeadersTooLarge : ErrorCode::BadRequest;
}

/// "HTTP/" and some other version where the version belongs: 505 rather than 400.
bool namesOtherVersion(QByteArrayView line)
{
    const qsizetype target = line.indexOf(' ') + 1;
    const qsizetype version = target > 0 ? line.indexOf(' ', target) + 1 : 0;
    return version > 0 && line.sliced(version).startsWith("HTTP/") && !line.sliced(version).startsWith("HTTP/1.1")
           && !line.sliced(version).startsWith("HTTP/1.0");
}

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isControl(char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f; }

} // namespace

BeastMessage::BeastMessage(const HttpLimits &limits) : m_limits(limits)
{
    header_limit(static_cast<std::uint32_t>(limits.maxHeadBytes) + 1); // Beast's check is a backstop: ours comes first
    body_limit(static_cast<std::uint64_t>(limits.maxBodyBytes));
}

qsizetype BeastMessage::parse(QByteArrayView bytes)
{
    Failure failed;
    const auto consumed = put(boost::asio::const_buffer(bytes.data(), static_cast<std::size_t>(bytes.size())), failed);
    if (failed && failed != http::error::need_more && !failure) {
        const bool version = failed == http::error::bad_version && namesOtherVersion(bytes);
        failure = version ? ErrorCode::HttpVersionNotSupported : codeOf(failed);
    }
    return static_cast<qsizetype>(consumed);
}

FramedRequest BeastMessage::release() { return {std::move(request), m_keepAlive, m_http10}; }

void BeastMessage::refuse(ErrorCode code, Failure &failed)
{
    failure = code;
    failed = http::error::bad_value;
}

void BeastMessage::on_request_impl(http::verb, Text method, Text target, int version, Failure &failed)
{
    m_http10 = version == 10;
    if (!isKnownMethod(view(method)))
        return refuse(ErrorCode::NotImplemented, failed);
    request.method = view(method).toByteArray();
    auto parsed = parseTarget(view(method), view(target));
    if (!parsed)
        return refuse(ErrorCode::BadRequest, failed);
    request.path = std::move(parsed->path);
    request.query = std::move(parsed->query);
    m_authority = std::move(parsed->authority);
}

void BeastMessage::on_field_impl(http::field id, Text name, Text value, Failure &failed)
{
    if (m_headDone)
        return; // a trailer: read past, never believed
    if (request.headers.size() == static_cast<std::size_t>(m_limits.maxHeaderFields))
        return refuse(ErrorCode::HeadersTooLarge, failed);
    if (const auto refused = judgeField(id, view(value)))
        return refuse(*refused, failed);
    request.headers.emplace_back(view(name).toByteArray().toLower(), view(value).toByteArray());
}

std::optional<ErrorCode> BeastMessage::once(bool &seen) const
{
    return std::exchange(seen, true) ? std::optional(ErrorCode::BadRequest) : std::nullopt;
}

std::optional<ErrorCode> BeastMessage::judgeField(http::field id, QByteArrayView value)
{
    switch (id) {
    case http::field::host:
        return isValidHost(value) ? once(m_hasHost) : ErrorCode::BadRequest;
    case http::field::content_length: // Beast takes lists such as "5, 5"
        return isDigits(value) ? once(m_hasLength) : ErrorCode::BadRequest;
    case http::field::transfer_encoding: // Beast takes any list that ends in chunked, and ignores the others
        if (m_http10)
            return ErrorCode::BadRequest;
        return value.compare("chunked", Qt::CaseInsensitive) == 0 ? once(m_hasCoding) : ErrorCode::NotImplemented;
    case http::field::expect:
        expectsContinue = !m_http10; // RFC 9110 section 10.1.1: ignored from HTTP/1.0
        return m_http10 || value.compare("100-continue", Qt::CaseInsensitive) == 0
                   ? std::nullopt
                   : std::optional(ErrorCode::ExpectationFailed);
    case http::field::authorization:
        return once(m_hasAuthorization);
    case http::field::content_type:
        return once(m_hasContentType);
    default:
        return std::nullopt;
    }
}

void BeastMessage::on_header_impl(Failure &failed)
{
    m_headDone = true;
    m_keepAlive = keep_alive();
    request.hasBody = m_hasLength || m_hasCoding;
    if (!m_hasHost && !m_http10)
        return refuse(ErrorCode::BadRequest, failed);
    if (!m_authority.isEmpty())
        replaceHost(m_authority);
}

void BeastMessage::replaceHost(const QByteArray &authority)
{
    for (auto &[name, value] : request.headers) {
        if (name == "host")
            value = authority;
    }
}

void BeastMessage::on_body_init_impl(const boost::optional<std::uint64_t> &, Failure &)
{
    // Nothing is reserved: a declared length costs the client nothing.
}

std::size_t BeastMessage::on_body_impl(Text bytes, Failure &)
{
    request.body.append(view(bytes));
    return bytes.size();
}

void BeastMessage::on_chunk_header_impl(std::uint64_t size, Text extensions, Failure &failed)
{
    chunkLeft = size;
    if (std::any_of(extensions.begin(), extensions.end(), isControl)) // Beast allows them inside quotes
        refuse(ErrorCode::BadRequest, failed);
}

std::size_t BeastMessage::on_chunk_body_impl(std::uint64_t, Text bytes, Failure &)
{
    request.body.append(view(bytes));
    chunkLeft -= bytes.size();
    return bytes.size();
}

void BeastMessage::on_finish_impl(Failure &) {}

void BeastMessage::on_response_impl(int, Text, int, Failure &) {}

} // namespace auth
