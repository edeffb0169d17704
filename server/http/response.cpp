#include "http/response.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QTimeZone>

#include <boost/beast/http/status.hpp>

#include <algorithm>

namespace auth {
using namespace Qt::StringLiterals;
namespace {

bool hasNoBody(int status) { return status < 200 || status == 204 || status == 304; }

/// A line break in a value would let whoever chose the value write the rest of the answer.
bool isSafe(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

void appendField(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    if (!isSafe(name) || !isSafe(value))
        return;
    out.append(name).append(": ").append(value).append("\r\n");
}

void appendStatusLine(QByteArray &out, int status)
{
    const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
    out.append("HTTP/1.1 ").append(QByteArray::number(status)).append(' ');
    out.append(reason.data(), static_cast<qsizetype>(reason.size())).append("\r\n");
}

} // namespace

void appendHead(QByteArray &out, const HttpResponse &response, ResponseFraming framing, QByteArrayView date)
{
    const bool bodiless = hasNoBody(response.status);
    appendStatusLine(out, response.status);
    appendField(out, "Date", date);
    if (!bodiless && !response.source)
        appendField(out, "Content-Length", QByteArray::number(response.body.size()));
    else if (!bodiless && !framing.headOnly && !framing.http10) // RFC 9112 section 6.1
        appendField(out, "Transfer-Encoding", "chunked");
    if (!bodiless && !response.contentType.isEmpty())
        appendField(out, "Content-Type", response.contentType);
    for (const auto &[name, value] : response.headers)
        appendField(out, name, value);
    if (framing.close)
        appendField(out, "Connection", "close");
    else if (framing.http10)
        appendField(out, "Connection", "keep-alive");
    out.append("\r\n");
}

QByteArray sentBody(const HttpResponse &response, ResponseFraming framing)
{
    return hasNoBody(response.status) || framing.headOnly ? QByteArray() : response.body;
}

void appendResponse(QByteArray &out, const HttpResponse &response, ResponseFraming framing, QByteArrayView date)
{
    const QByteArray body = sentBody(response, framing);
    out.reserve(out.size() + 1024 + body.size());
    appendHead(out, response, framing, date);
    out.append(body);
}

QByteArrayView HttpDate::at(Time now)
{
    const qint64 second = toMillis(now) / 1000;
    if (second != m_second) {
        m_second = second;
        const QDateTime moment = QDateTime::fromSecsSinceEpoch(second, Qt::UTC);
        m_text = QLocale::c().toString(moment, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
    }
    return m_text;
}

} // namespace auth
