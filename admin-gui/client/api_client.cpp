#include "client/api_client.h"

#include "client/pending_call.h"

#include <QtCore/QTimer>

namespace auth::console {

void CallHandle::cancel() { delete m_call.data(); }

ApiClient::ApiClient(const ServerProfile &profile, QObject *parent) : QObject(parent), m_link(profile), m_tokens(m_link)
{
}

CallHandle ApiClient::start(api::Call call, QObject *context, Finish finish)
{
    auto *pending = new PendingCall(*this, std::move(call), context, std::move(finish));
    QTimer::singleShot(0, pending, &PendingCall::begin);
    return CallHandle(pending);
}

void ApiClient::withToken(QObject *context, AccessTokens::Use use)
{
    m_tokens.use(context, AccessTokens::WhenSignedOut::Wait, std::move(use));
}

} // namespace auth::console
