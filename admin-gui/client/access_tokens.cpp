#include "client/access_tokens.h"

#include "api/endpoints/tokens.h"

#include <QtNetwork/QNetworkReply>

namespace auth::console {

using namespace std::chrono_literals;

namespace {

/// Whatever a server says: it is not asked without end, and a timer can count that far.
constexpr std::chrono::seconds shortestLife = 10s;
constexpr std::chrono::seconds longestLife = 24h;

Answer<TokenPair> decodePair(const Answer<QByteArray> &body)
{
    if (!body)
        return body.error();
    auto pair = json::decode<TokenPair>(*body, {}, {.ignoreUnknown = true});
    if (!pair)
        return nonsense({});
    return *std::move(pair);
}

} // namespace

AccessTokens::AccessTokens(HttpLink &link, QObject *parent) : QObject(parent), m_link(link)
{
    m_renewal.setSingleShot(true);
    connect(&m_renewal, &QTimer::timeout, this, &AccessTokens::refresh);
}

bool AccessTokens::isFresh() const { return !m_access.isEmpty() && std::chrono::steady_clock::now() < m_good; }

void AccessTokens::take(const TokenPair &pair)
{
    if (!m_user.isNull() && m_user != pair.user.id)
        answerWaiting(ApiError{.kind = ApiError::Kind::Cancelled, .message = tr("Somebody else has signed in.")});
    keep(pair);
    answerWaiting(m_access);
}

void AccessTokens::keep(const TokenPair &pair)
{
    m_access = pair.accessToken;
    m_refresh = pair.refreshToken;
    m_user = pair.user.id;
    const auto life = std::clamp(std::chrono::seconds(pair.expiresIn), shortestLife, longestLife);
    m_good = std::chrono::steady_clock::now() + life - life / 10;
    m_renewal.start(life * 8 / 10);
    Q_EMIT renewed();
}

void AccessTokens::resume(Secret refreshToken, QObject *context, std::function<void(const Answer<Done> &)> done)
{
    m_refresh = std::move(refreshToken);
    use(context, WhenSignedOut::Fail, [done = std::move(done)](const Answer<Secret> &token) {
        done(token ? Answer<Done>(Done{}) : Answer<Done>(token.error()));
    });
}

void AccessTokens::use(QObject *context, WhenSignedOut when, Use use)
{
    if (isFresh())
        return use(m_access);
    if (!isSignedIn() && when == WhenSignedOut::Fail)
        return use(ApiError{.kind = ApiError::Kind::SignedOut, .message = tr("The session is over. Sign in again.")});
    m_waiting += Waiting{context, when, std::move(use)};
    if (isSignedIn())
        refresh();
}

void AccessTokens::reject(const Secret &token)
{
    if (token == m_access)
        m_access = Secret();
}

void AccessTokens::refresh()
{
    if (m_refreshing || !isSignedIn())
        return;
    m_refreshing = true;
    QNetworkReply *reply = m_link.start(api::call(api::refresh, {.refreshToken = m_refresh}), {});
    connect(reply, &QNetworkReply::finished, this, [this, reply, sent = m_refresh] {
        reply->deleteLater();
        m_refreshing = false;
        const Answer<QByteArray> answer = m_link.resultOf(*reply);
        if (sent == m_refresh)
            finishRefresh(answer);
        else if (!m_waiting.isEmpty())
            refresh(); // somebody has signed in meanwhile: that answer is of the session before
    });
}

void AccessTokens::finishRefresh(const Answer<QByteArray> &answer)
{
    const auto pair = decodePair(answer);
    if (pair) {
        keep(*pair);
        answerWaiting(m_access);
    } else if (pair.error().kind == ApiError::Kind::Refused && pair.error().status < 500 && pair.error().status != 429)
    {
        endSession(pair.error());
    } else {
        m_renewal.start(std::chrono::seconds(5)); // an outage ends by itself, and the old token may be used again
        answerWaiting(pair.error());
    }
}

/// Reading waits for the next sign-in; changes are not made behind the user's back.
void AccessTokens::endSession(const ApiError &why)
{
    m_renewal.stop();
    m_access = m_refresh = Secret();
    QList<Waiting> failing;
    for (qsizetype i = m_waiting.size(); i-- > 0;) {
        if (m_waiting[i].when == WhenSignedOut::Fail)
            failing += m_waiting.takeAt(i);
    }
    Q_EMIT signedOut(why.message);
    for (const Waiting &each : failing) {
        if (each.context)
            each.use(ApiError{.kind = ApiError::Kind::SignedOut, .message = why.message, .requestId = why.requestId});
    }
}

void AccessTokens::answerWaiting(const Answer<Secret> &token)
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const Waiting &each : waiting) {
        if (each.context)
            each.use(token);
    }
}

} // namespace auth::console
