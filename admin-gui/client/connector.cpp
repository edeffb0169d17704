#include "client/connector.h"

#include "api/endpoints/health.h"
#include "api/endpoints/own_account.h"
#include "api/endpoints/tokens.h"

namespace auth::console {

using namespace Qt::StringLiterals;

Connector::Connector(ApiClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    connect(&m_client.link(), &HttpLink::encrypted, this, [this] {
        if (m_call.isUnderWay())
            Q_EMIT reached(Step::Connect);
    });
}

void Connector::begin(Credentials credentials)
{
    m_credentials = std::move(credentials);
    m_kept = Secret();
    resolve();
}

void Connector::resume(Secret refreshToken)
{
    m_kept = std::move(refreshToken);
    resolve();
}

void Connector::resolve()
{
    QHostInfo::lookupHost(m_client.profile().url.host(), this, [this](const QHostInfo &host) { resolved(host); });
}

void Connector::resolved(const QHostInfo &host)
{
    if (host.error() != QHostInfo::NoError)
        return fail(Step::Resolve,
                    {.kind = ApiError::Kind::Unreachable,
                     .message = tr("No server has the name %1. Check the address.").arg(host.hostName())});
    Q_EMIT reached(Step::Resolve);
    askVersion();
}

void Connector::askVersion()
{
    m_call = m_client.send(api::health, {}, this, [this](const Answer<HealthStatus> &status) {
        if (status)
            return judgeVersion(*status);
        const bool connected =
            status.error().kind == ApiError::Kind::Refused || status.error().kind == ApiError::Kind::Nonsense;
        fail(connected ? Step::Version : Step::Connect, status.error());
    });
}

void Connector::judgeVersion(const HealthStatus &status)
{
    Q_EMIT reached(Step::Connect);
    if (status.apiVersion != apiVersion)
        return fail(Step::Version,
                    {.kind = ApiError::Kind::Nonsense,
                     .message = status.apiVersion > apiVersion
                                    ? tr("The server is newer than this program. Install a newer console.")
                                    : tr("The server is too old for this program.")});
    Q_EMIT reached(Step::Version);
    signIn();
}

void Connector::signIn()
{
    const auto done = [this](const Answer<TokenPair> &pair) { signedIn(pair); };
    if (!m_kept.isEmpty())
        return m_client.tokens().resume(std::exchange(m_kept, {}), this, [this](const Answer<Done> &resumed) {
            if (!resumed)
                return fail(Step::SignIn, resumed.error());
            Q_EMIT reached(Step::SignIn);
            askAccess();
        });
    if (m_credentials.newPassword.isEmpty())
        m_call =
            m_client.send(api::login, {.email = m_credentials.email, .password = m_credentials.password}, this, done);
    else
        m_call = m_client.send(api::replacePassword,
                               {.email = m_credentials.email,
                                .currentPassword = m_credentials.password,
                                .newPassword = m_credentials.newPassword},
                               this, done);
}

void Connector::signedIn(const Answer<TokenPair> &pair)
{
    m_credentials = {};
    if (!pair)
        return fail(Step::SignIn, pair.error());
    m_client.tokens().take(*pair);
    Q_EMIT reached(Step::SignIn);
    askAccess();
}

void Connector::askAccess()
{
    m_call = m_client.send(api::profile, {}, this, [this](const Answer<Profile> &profile) {
        if (!profile)
            return fail(Step::Access, profile.error());
        Q_EMIT reached(Step::Access);
        Q_EMIT connected(*profile);
    });
}

void Connector::fail(Step step, const ApiError &error)
{
    m_credentials = {};
    m_kept = Secret();
    Q_EMIT failed(step, error);
}

} // namespace auth::console
