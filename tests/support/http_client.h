#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QList>

#include <utility>

namespace auth::test {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

/// One HTTP answer as it came over the wire.
struct Answer {
    int status = 0;  ///< 0: there was no answer.
    Headers headers; ///< Names in lower case.
    QByteArray body;

    bool has(QByteArrayView name) const;
    /// Its one value; empty when the field is missing or was sent twice.
    QByteArray header(QByteArrayView name) const;
    QJsonObject json() const;
    QString text(const QString &member) const { return json().value(member).toString(); }
    QString errorCode() const;
};

Answer parseAnswer(const QByteArray &received);

/// Asks a server on the loopback interface, a connection for each request. May be used from several threads at once.
class HttpClient {
public:
    explicit HttpClient(quint16 port) : m_port(port) {}
    virtual ~HttpClient() = default;

    quint16 port() const { return m_port; }
    /// These bytes and no other, then everything that comes back until the server closes. Empty when it is not there.
    QByteArray exchange(const QByteArray &bytes) const;
    virtual Answer send(const QByteArray &method, const QByteArray &target, const Headers &headers = {},
                        const QByteArray &body = {}) const;

    Answer get(const QByteArray &target, const QString &token = {}) const { return send("GET", target, bearer(token)); }
    Answer post(const QByteArray &target, const QJsonObject &body, const QString &token = {}) const;
    /// With If-Match.
    Answer patch(const QByteArray &target, const QJsonObject &body, const QString &token, const QByteArray &tag) const;
    Answer remove(const QByteArray &target, const QString &token) const
    {
        return send("DELETE", target, bearer(token));
    }

    static Headers bearer(const QString &token);

protected:
    /// The request as it goes over the wire, with these header fields beside Host and Content-Length.
    static QByteArray requestText(const QByteArray &method, const QByteArray &target, const Headers &headers,
                                  const QByteArray &body);

private:
    quint16 m_port;
};

} // namespace auth::test
