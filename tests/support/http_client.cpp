#include "support/http_client.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QJsonDocument>
#include <QtNetwork/QTcpSocket>

namespace auth::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 30000;

QByteArray encoded(const QJsonObject &body) { return QJsonDocument(body).toJson(QJsonDocument::Compact); }

} // namespace

bool Answer::has(QByteArrayView name) const
{
    return std::any_of(headers.begin(), headers.end(), [&](const auto &each) { return each.first == name; });
}

QByteArray Answer::header(QByteArrayView name) const
{
    QList<QByteArray> values;
    for (const auto &[each, value] : headers) {
        if (each == name)
            values.append(value);
    }
    return values.size() == 1 ? values.first() : QByteArray();
}

QJsonObject Answer::json() const { return QJsonDocument::fromJson(body).object(); }

QString Answer::errorCode() const { return text(u"error_code"_s); }

namespace {

/// What the chunks hold, as far as they came (RFC 9112 section 7.1).
QByteArray withoutChunks(const QByteArray &body)
{
    QByteArray whole;
    for (qsizetype at = 0; at < body.size();) {
        const qsizetype end = body.indexOf("\r\n", at);
        const qsizetype size = end < 0 ? 0 : body.sliced(at, end - at).toLongLong(nullptr, 16);
        if (size == 0)
            break;
        whole += body.mid(end + 2, size);
        at = end + 2 + size + 2;
    }
    return whole;
}

} // namespace

Answer parseAnswer(const QByteArray &received)
{
    Answer answer;
    const qsizetype end = received.indexOf("\r\n\r\n");
    if (end < 0)
        return answer;
    QList<QByteArray> lines = received.first(end).split('\n');
    answer.status = lines.takeFirst().mid(9, 3).toInt();
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        answer.headers.emplaceBack(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
    }
    answer.body = received.sliced(end + 4);
    if (answer.header("transfer-encoding") == "chunked")
        answer.body = withoutChunks(answer.body);
    return answer;
}

QByteArray HttpClient::exchange(const QByteArray &bytes) const
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, m_port);
    if (!socket.waitForConnected(patienceMs))
        return {};
    socket.write(bytes);
    const QDeadlineTimer deadline(patienceMs);
    QByteArray received;
    while (socket.waitForReadyRead(static_cast<int>(deadline.remainingTime())))
        received += socket.readAll();
    return received + socket.readAll();
}

QByteArray HttpClient::requestText(const QByteArray &method, const QByteArray &target, const Headers &headers,
                                   const QByteArray &body)
{
    QByteArray request = method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (const auto &[name, value] : headers)
        request += name + ": " + value + "\r\n";
    if (!body.isEmpty())
        request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return request + "\r\n" + body;
}

Answer HttpClient::send(const QByteArray &method, const QByteArray &target, const Headers &headers,
                        const QByteArray &body) const
{
    const Headers closing = Headers{{"Connection", "close"}} + headers;
    return parseAnswer(exchange(requestText(method, target, closing, body)));
}

Answer HttpClient::post(const QByteArray &target, const QJsonObject &body, const QString &token) const
{
    return send("POST", target, bearer(token) << std::pair<QByteArray, QByteArray>("Content-Type", "application/json"),
                encoded(body));
}

Answer HttpClient::patch(const QByteArray &target, const QJsonObject &body, const QString &token,
                         const QByteArray &tag) const
{
    Headers headers = bearer(token);
    headers.emplaceBack("Content-Type", "application/json");
    headers.emplaceBack("If-Match", tag);
    return send("PATCH", target, headers, encoded(body));
}

Headers HttpClient::bearer(const QString &token)
{
    return token.isEmpty() ? Headers() : Headers{{"Authorization", "Bearer " + token.toLatin1()}};
}

} // namespace auth::test
