#pragma once

#include "client/api_client.h"

#include <QtCore/QSaveFile>
#include <QtNetwork/QNetworkReply>

namespace auth::console {

/// An export on its way into a file: never in memory as a whole, and under its name only when all of it is there. The
/// deletion of this object cancels it and leaves nothing behind. GUI thread.
class Download : public QObject {
    Q_OBJECT

public:
    Download(ApiClient &client, const QString &path, QObject *parent);
    ~Download() override;

    template<class Request> void begin(const Endpoint<Request, Stream> &endpoint, const Request &request)
    {
        begin(api::call(endpoint, request));
    }
    void begin(api::Call call);

    QString path() const { return m_file.fileName(); }

Q_SIGNALS:
    /// Bytes so far; how many there will be nobody knows.
    void progressed(qint64 bytes);
    void finished(const auth::console::Answer<auth::Done> &outcome);

private:
    void send(const Secret &token);
    void read();
    void end(const Secret &token);
    void finish(const Answer<Done> &outcome);
    ApiError fileError() const;

    ApiClient &m_client;
    QSaveFile m_file;
    api::Call m_call;
    QPointer<QNetworkReply> m_reply; ///< Gone before this when the whole client goes.
    qint64 m_bytes = 0;
    bool m_repeated = false;
};

} // namespace auth::console
