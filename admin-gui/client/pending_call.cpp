#include "client/pending_call.h"

namespace auth::console {

PendingCall::PendingCall(ApiClient &client, api::Call call, QObject *context, ApiClient::Finish finish)
    : QObject(&client), m_client(client), m_call(std::move(call)), m_context(context), m_finish(std::move(finish))
{
    connect(context, &QObject::destroyed, this, &QObject::deleteLater);
}

PendingCall::~PendingCall()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void PendingCall::begin()
{
    if (!m_call.needsToken)
        return send({});
    if (isChange() && m_client.profile().readOnly)
        return finish(ApiError{.kind = ApiError::Kind::ReadOnly,
                               .message = tr("The profile of this server is read-only: nothing was changed.")});
    const auto when = isChange() ? AccessTokens::WhenSignedOut::Fail : AccessTokens::WhenSignedOut::Wait;
    m_client.tokens().use(this, when, [this](const Answer<Secret> &token) {
        if (token)
            send(*token);
        else
            finish(token.error());
    });
}

void PendingCall::send(const Secret &token)
{
    m_reply = m_client.link().start(m_call, token);
    connect(m_reply, &QNetworkReply::finished, this, [this, token] { read(token); });
}

void PendingCall::read(const Secret &token)
{
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->deleteLater();
    Answer<QByteArray> body = m_client.link().resultOf(*reply);
    const bool refused = !body && body.error().status == 401 && m_call.needsToken;
    if (!refused || m_repeated)
        return finish(std::move(body));
    m_repeated = true; // a refused token means that nothing was done
    m_client.tokens().reject(token);
    begin();
}

void PendingCall::finish(Answer<QByteArray> body)
{
    deleteLater();
    if (m_context)
        m_finish(std::move(body));
}

} // namespace auth::console
