#pragma once

#include "client/api_client.h"

#include <QtNetwork/QNetworkReply>

namespace auth::console {

/// One call from its token to its answer. Deletes itself.
class PendingCall : public QObject {
    Q_OBJECT

public:
    PendingCall(ApiClient &client, api::Call call, QObject *context, ApiClient::Finish finish);
    ~PendingCall() override;

    /// Later, from the event loop, so that nobody hears of a call before they have its handle.
    void begin();

private:
    void send(const Secret &token);
    void read(const Secret &token);
    void finish(Answer<QByteArray> body);
    bool isChange() const { return m_call.method != Method::Get; }

    ApiClient &m_client;
    api::Call m_call;
    QPointer<QObject> m_context;
    ApiClient::Finish m_finish;
    QPointer<QNetworkReply> m_reply; ///< Gone before this when the whole client goes.
    bool m_repeated = false;
};

} // namespace auth::console
