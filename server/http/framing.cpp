#include "http/framing.h"

#include "http/beast_message.h"

#include <algorithm>
#include <utility>

namespace auth {
namespace {

// The shortest that can follow a chunk is "0\r\n\r\n". Beast asserts that it never sees part of it twice.
constexpr qsizetype shortestChunkEnd = 5;

/// A line feed without the carriage return that belongs before it. `from` must not be inside a line end.
bool hasBareLineFeed(QByteArrayView text, qsizetype from)
{
    for (qsizetype at = text.indexOf('\n', from); at >= 0; at = text.indexOf('\n', at + 1)) {
        if (at == 0 || text[at - 1] != '\r')
            return true;
    }
    return false;
}

/// What Beast would judge differently depending on how much has arrived: a line feed alone, and a quoted extension that
/// runs on over the end of its line. Escapes, which could hide a quote, are not taken at all.
bool isBadChunkLine(QByteArrayView framing)
{
    const qsizetype start = framing.startsWith("\r\n") ? 2 : 0; // of the chunk before
    const qsizetype end = framing.indexOf('\n', start);
    if (end < 0)
        return false;
    const QByteArrayView line = framing.sliced(start, end - start);
    return !line.endsWith('\r') || line.contains('\\') || line.count('"') % 2 != 0;
}

} // namespace

RequestParser::RequestParser(const HttpLimits &limits) : m_limits(limits) {}
RequestParser::RequestParser(RequestParser &&) noexcept = default;
RequestParser::~RequestParser() = default;

RequestParser::Step RequestParser::feed(QByteArrayView pending)
{
    if (!m_message && !pending.isEmpty())
        m_message = std::make_unique<BeastMessage>(m_limits);
    qsizetype consumed = 0;
    while (consumed < pending.size()) {
        const Step next = step(pending.sliced(consumed));
        consumed += next.consumed;
        if (next.progress != Progress::NeedMore || next.consumed == 0)
            return {next.progress, consumed};
    }
    return {Progress::NeedMore, consumed};
}

FramedRequest RequestParser::take() { return std::exchange(m_message, nullptr)->release(); }

ErrorCode RequestParser::error() const { return *m_message->failure; }

const HttpRequest &RequestParser::partial() const { return m_message->request; }

bool RequestParser::isReadingBody() const { return m_message && m_message->is_header_done(); }

bool RequestParser::takeExpectation() { return isReadingBody() && std::exchange(m_message->expectsContinue, false); }

RequestParser::Step RequestParser::step(QByteArrayView pending)
{
    if (!m_message->requestLineDone)
        return requestLine(pending);
    if (!m_message->is_header_done())
        return fields(pending);
    return m_message->chunked() ? chunks(pending) : content(pending);
}

RequestParser::Step RequestParser::fail(ErrorCode code)
{
    m_message->failure = code;
    return {Progress::Failed, 0};
}

RequestParser::Step RequestParser::outcome(qsizetype consumed)
{
    if (m_message->failure)
        return {Progress::Failed, consumed};
    return {m_message->is_done() ? Progress::Complete : Progress::NeedMore, consumed};
}

RequestParser::Step RequestParser::requestLine(QByteArrayView pending)
{
    if (!m_message->emptyLineSkipped && pending.startsWith("\r\n")) { // RFC 9112 section 2.2: one is forgiven
        m_message->emptyLineSkipped = true;
        m_message->scanned = 0;
        return {Progress::NeedMore, 2};
    }
    const qsizetype end = pending.indexOf('\n', m_message->scanned);
    if ((end < 0 ? pending.size() : end) > m_limits.maxRequestLineBytes)
        return fail(ErrorCode::UriTooLong);
    m_message->scanned = pending.size();
    if (end < 0)
        return {Progress::NeedMore, 0};
    if (end == 0 || pending[end - 1] != '\r')
        return fail(ErrorCode::BadRequest);
    m_message->parse(pending.first(end + 1));
    m_message->requestLineDone = true;
    m_message->requestLineBytes = end + 1;
    m_message->lineStart = m_message->scanned = 0;
    return outcome(end + 1);
}

RequestParser::Step RequestParser::fields(QByteArrayView pending)
{
    // Beast gets the fields in one piece, so that cutting the bytes differently cannot make it see something else.
    BeastMessage &message = *m_message;
    const qsizetype room = m_limits.maxHeadBytes - message.requestLineBytes;
    for (;;) {
        const qsizetype end = pending.indexOf('\n', message.scanned);
        if ((end < 0 ? pending.size() : end + 1) > room)
            return fail(ErrorCode::HeadersTooLarge);
        message.scanned = end < 0 ? pending.size() : end + 1;
        if (end < 0)
            return {Progress::NeedMore, 0};
        const QByteArrayView line = pending.sliced(message.lineStart, end + 1 - message.lineStart);
        if (!line.endsWith("\r\n") || line.startsWith(' ') || line.startsWith('\t')) // bare line feed, obsolete folding
            return fail(ErrorCode::BadRequest);
        message.lineStart = end + 1;
        if (line.size() == 2)
            break;
    }
    const qsizetype size = message.lineStart;
    message.scanned = 0;
    message.parse(pending.first(size));
    if (!message.failure && !message.is_header_done())
        return fail(ErrorCode::BadRequest);
    return outcome(size);
}

RequestParser::Step RequestParser::content(QByteArrayView pending) { return outcome(m_message->parse(pending)); }

RequestParser::Step RequestParser::chunks(QByteArrayView pending)
{
    BeastMessage &message = *m_message;
    if (message.chunkLeft > 0)
        return outcome(message.parse(pending));
    const QByteArrayView framing = pending.first(std::min(pending.size(), m_limits.maxHeadBytes));
    if (isBadChunkLine(framing))
        return fail(ErrorCode::BadRequest);
    const qsizetype consumed = framing.size() < shortestChunkEnd ? 0 : message.parse(framing);
    message.framingBytes += consumed;
    if (!message.failure && message.framingBytes > m_limits.maxBodyBytes)
        return fail(ErrorCode::PayloadTooLarge);
    if (consumed > 0 || message.failure) {
        message.scanned = 0;
        return outcome(consumed);
    }
    // Beast waits for a line end; it would wait for ever behind a bare line feed.
    if (hasBareLineFeed(framing, message.scanned))
        return fail(ErrorCode::BadRequest);
    message.scanned = framing.size();
    return framing.size() < m_limits.maxHeadBytes ? Step{Progress::NeedMore, 0} : fail(ErrorCode::HeadersTooLarge);
}

} // namespace auth
