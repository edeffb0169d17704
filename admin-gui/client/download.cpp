#include "client/download.h"

#include <QtCore/QDir>
#include <QtCore/QTimer>

namespace auth::console {

namespace {

/// More than this waits in the network, not here.
constexpr qint64 bufferBytes = 1024 * 1024;

bool isSuccess(const QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    return status >= 200 && status < 300;
}

} // namespace

Download::Download(ApiClient &client, const QString &path, QObject *parent)
    : QObject(parent), m_client(client), m_file(path)
{
}

Download::~Download()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void Download::begin(api::Call call)
{
    m_call = std::move(call);
    m_client.tokens().use(this, AccessTokens::WhenSignedOut::Wait, [this](const Answer<Secret> &token) {
        if (token)
            send(*token);
        else
            finish(token.error());
    });
}

void Download::send(const Secret &token)
{
    if (!m_file.isOpen() && !m_file.open(QIODevice::WriteOnly))
        return finish(fileError());
    m_reply = m_client.link().start(m_call, token);
    m_reply->setReadBufferSize(bufferBytes);
    connect(m_reply, &QNetworkReply::readyRead, this, &Download::read);
    connect(m_reply, &QNetworkReply::finished, this, [this, token] { end(token); });
}

void Download::read()
{
    if (!isSuccess(*m_reply))
        return;
    const QByteArray piece = m_reply->readAll();
    if (m_file.write(piece) != piece.size()) {
        m_reply->abort();
        return;
    }
    m_bytes += piece.size();
    Q_EMIT progressed(m_bytes);
}

void Download::end(const Secret &token)
{
    if (isSuccess(*m_reply))
        read();
    QNetworkReply *reply = m_reply;
    m_reply.clear();
    reply->deleteLater();
    if (m_file.error() != QFileDevice::NoError)
        return finish(fileError());
    const Answer<QByteArray> answer = m_client.link().resultOf(*reply);
    if (answer)
        return m_file.commit() ? finish(Done{}) : finish(fileError());
    if (answer.error().status != 401 || m_repeated)
        return finish(answer.error());
    m_repeated = true;
    m_client.tokens().reject(token);
    begin(m_call);
}

void Download::finish(const Answer<Done> &outcome)
{
    if (!outcome)
        m_file.cancelWriting();
    Q_EMIT finished(outcome);
}

ApiError Download::fileError() const
{
    return {.kind = ApiError::Kind::Unwritten,
            .message =
                tr("%1 cannot be written: %2").arg(QDir::toNativeSeparators(m_file.fileName()), m_file.errorString())};
}

} // namespace auth::console
