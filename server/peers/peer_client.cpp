#include "peers/peer_client.h"

#include "core/late_library.h"

#include <curl/curl.h>

#include <memory>
#include <vector>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

// One instance alone has no peers to ask.
inline constinit LateLibrary libcurl("libcurl.so.4");
AUTH_LATE(libcurl, curl_easy_cleanup);
AUTH_LATE(libcurl, curl_easy_getinfo);
AUTH_LATE(libcurl, curl_easy_init);
AUTH_LATE(libcurl, curl_easy_setopt);
AUTH_LATE(libcurl, curl_easy_strerror);
AUTH_LATE(libcurl, curl_global_init);
AUTH_LATE(libcurl, curl_multi_add_handle);
AUTH_LATE(libcurl, curl_multi_cleanup);
AUTH_LATE(libcurl, curl_multi_info_read);
AUTH_LATE(libcurl, curl_multi_init);
AUTH_LATE(libcurl, curl_multi_perform);
AUTH_LATE(libcurl, curl_multi_poll);
AUTH_LATE(libcurl, curl_multi_remove_handle);
AUTH_LATE(libcurl, curl_slist_append);
AUTH_LATE(libcurl, curl_slist_free_all);

struct CloseEasy {
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
};
struct CloseMulti {
    void operator()(CURLM *handle) const { curl_multi_cleanup(handle); }
};
struct FreeList {
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using Headers = std::unique_ptr<curl_slist, FreeList>;

void initialize()
{
    static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
    Q_UNUSED(once);
}

Error unanswered(const QString &why) { return {.code = ErrorCode::StorageUnavailable, .message = why}; }

/// Bearer tokens are ASCII, as whoever verified this one knows.
Headers headersWith(const Secret &token)
{
    Headers headers(curl_slist_append(nullptr, "Accept: application/json"));
    const QByteArray line = "Authorization: Bearer " + token.reveal().toByteArray();
    headers.reset(curl_slist_append(headers.release(), line.constData()));
    return headers;
}

/// One request of a round.
class Transfer {
public:
    Transfer(CURLM *multi, const QString &url, curl_slist *headers, std::chrono::milliseconds timeout)
        : m_multi(multi), m_handle(curl_easy_init())
    {
        const QByteArray address = url.toUtf8();
        set(CURLOPT_URL, address.constData());
        set(CURLOPT_HTTPHEADER, headers);
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_PROXY, "");
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
        set(CURLOPT_WRITEFUNCTION, &Transfer::write);
        set(CURLOPT_WRITEDATA, this);
        set(CURLOPT_PRIVATE, this);
        curl_multi_add_handle(m_multi, m_handle.get());
    }
    ~Transfer() { curl_multi_remove_handle(m_multi, m_handle.get()); }
    Q_DISABLE_COPY_MOVE(Transfer)

    static void finished(CURL *handle, CURLcode result)
    {
        Transfer *self = nullptr;
        curl_easy_getinfo(handle, CURLINFO_PRIVATE, &self);
        self->m_result = result;
    }
    Result<QByteArray> answer() const
    {
        if (m_result != CURLE_OK)
            return unanswered(QString::fromUtf8(curl_easy_strerror(m_result)));
        long status = 0;
        curl_easy_getinfo(m_handle.get(), CURLINFO_RESPONSE_CODE, &status);
        return status == 200 ? Result<QByteArray>(m_body) : unanswered(u"It answered %1."_s.arg(status));
    }

private:
    template<class T> void set(CURLoption option, T value) { curl_easy_setopt(m_handle.get(), option, value); }

    static size_t write(char *data, size_t size, size_t count, void *self)
    {
        QByteArray &body = static_cast<Transfer *>(self)->m_body;
        const size_t bytes = size * count;
        if (bytes > static_cast<size_t>(PeerClient::mostBytes - body.size()))
            return 0; // ends the transfer with CURLE_WRITE_ERROR
        body.append(data, static_cast<qsizetype>(bytes));
        return bytes;
    }

    CURLM *m_multi;
    std::unique_ptr<CURL, CloseEasy> m_handle;
    QByteArray m_body;
    CURLcode m_result = CURLE_OPERATION_TIMEDOUT;
};

void performAll(CURLM *multi)
{
    constexpr int longestWaitMs = 1000; // libcurl wakes by itself for the time-outs of its transfers
    int running = 1;
    while (running > 0 && curl_multi_perform(multi, &running) == CURLM_OK) {
        if (running > 0)
            curl_multi_poll(multi, nullptr, 0, longestWaitMs, nullptr);
    }
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(multi, &left)) {
        if (message->msg == CURLMSG_DONE)
            Transfer::finished(message->easy_handle, message->data.result);
    }
}

} // namespace

QList<Result<QByteArray>> PeerClient::get(const QStringList &urls, const Secret &token) const
{
    if (!libcurl.isThere())
        return QList<Result<QByteArray>>(urls.size(),
                                         Result<QByteArray>(unanswered(u"libcurl is not installed here."_s)));
    initialize();
    const std::unique_ptr<CURLM, CloseMulti> multi(curl_multi_init());
    const Headers headers = headersWith(token);
    std::vector<std::unique_ptr<Transfer>> transfers;
    for (const QString &url : urls.first(std::min(urls.size(), mostPeers)))
        transfers.push_back(std::make_unique<Transfer>(multi.get(), url, headers.get(), m_timeout));
    performAll(multi.get());
    QList<Result<QByteArray>> answers;
    for (const auto &transfer : transfers)
        answers.append(transfer->answer());
    while (answers.size() < urls.size())
        answers.append(unanswered(u"There are too many instances to ask."_s));
    return answers;
}

} // namespace auth
