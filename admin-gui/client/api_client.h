#pragma once

#include "client/access_tokens.h"
#include "core/json.h"

#include <QtCore/QPointer>

#include <functional>

namespace auth::console {

/// A call under way. Letting go of it does not cancel it.
class CallHandle {
public:
    CallHandle() = default;
    explicit CallHandle(QObject *call) : m_call(call) {}

    bool isUnderWay() const { return !m_call.isNull(); }
    /// The answer is never heard of; a change may have been made all the same.
    void cancel();

private:
    QPointer<QObject> m_call;
};

/// The REST interface of one server for whoever has signed in: typed by the endpoints' constants. Calls wait for a
/// fresh access token, are repeated once with another when theirs was refused, and end as values. GUI thread.
class ApiClient : public QObject {
    Q_OBJECT

public:
    explicit ApiClient(const ServerProfile &profile, QObject *parent = nullptr);

    HttpLink &link() { return m_link; }
    AccessTokens &tokens() { return m_tokens; }
    const ServerProfile &profile() const { return m_link.profile(); }

    /// Calls done(Answer<Response>) unless `context` is gone by then; never before send() returns. `rows` are the
    /// content of an import.
    template<class Request, class Response, class Done>
    CallHandle send(const Endpoint<Request, Response> &endpoint, const Request &request, QObject *context, Done done,
                    const QByteArray &rows = {})
    {
        return start(api::call(endpoint, request, rows), context, [done = std::move(done)](Answer<QByteArray> body) {
            done(body ? decode<Response>(*body) : Answer<Response>(std::move(body).error()));
        });
    }

    using Finish = std::function<void(Answer<QByteArray> body)>;
    CallHandle start(api::Call call, QObject *context, Finish finish);
    /// For readers of their own, such as the live log: an access token that counts.
    void withToken(QObject *context, AccessTokens::Use use);

private:
    template<class Response> static Answer<Response> decode(const QByteArray &body)
    {
        if constexpr (std::is_same_v<Response, NoContent>) {
            return NoContent{};
        } else if constexpr (std::is_same_v<Response, Document>) {
            return Document{.mediaType = {}, .bytes = body};
        } else {
            auto value = json::decode<Response>(body, {.size = HttpLink::largestAnswer}, {.ignoreUnknown = true});
            return value ? Answer<Response>(*std::move(value)) : Answer<Response>(nonsense({}));
        }
    }

    HttpLink m_link;
    AccessTokens m_tokens;
};

} // namespace auth::console
