#include "settings.h"

#include "rest/client_address.h"

#include <QtCore/QSet>
#include <QtCore/QUrl>

#include <algorithm>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

/// Parts of secrets that manuals and examples print.
constexpr std::array wellKnown{"changeme",  "change-me",   "change_me",   "secret-key", "secret_key",
                               "secretkey", "your-secret", "your_secret", "example",    "password",
                               "insecure",  "default",     "0123456789",  "abcdefgh"};

bool isProtected(Environment environment)
{
    return environment == Environment::Staging || environment == Environment::Production;
}

bool isWellKnown(const Secret &secret)
{
    const QByteArray text = secret.reveal().toByteArray().toLower();
    const QSet<char> distinct(text.begin(), text.end());
    return distinct.size() < 8
           || std::any_of(wellKnown.begin(), wellKnown.end(), [&](const char *part) { return text.contains(part); });
}

bool isOrigin(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && (url.scheme() == u"https" || url.scheme() == u"http") && !url.host().isEmpty()
           && url.path().isEmpty() && !url.hasQuery() && !url.hasFragment() && url.userInfo().isEmpty()
           && text == text.toLower();
}

bool isListenAddress(const QString &host) { return host == u"localhost" || !QHostAddress(host).isNull(); }

bool isPlainName(const QString &name)
{
    return std::all_of(name.begin(), name.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_' || c == u'.');
    });
}

QList<FieldError> secretFaults(const Settings &settings, bool signs)
{
    const auto fault = [](const QString &rule) {
        return QList<FieldError>{{u"JWT_SECRET_KEY"_s, u"invalid"_s, u"JWT_SECRET_KEY "_s + rule}};
    };
    if (settings.jwtSecretKey.isEmpty() && !signs)
        return {};
    if (settings.jwtSecretKey.isEmpty() && namesPostgres(settings.databaseUrl))
        return fault(u"must be set with PostgreSQL: all instances need the same one."_s);
    if (settings.jwtSecretKey.isEmpty())
        return isProtected(settings.environment) ? fault(u"must be set in this ENVIRONMENT."_s) : QList<FieldError>();
    if (settings.jwtSecretKey.size() < 32)
        return fault(u"must have at least 32 bytes."_s);
    if (isProtected(settings.environment) && isWellKnown(settings.jwtSecretKey))
        return fault(u"is well known or has too few different characters; take random bytes."_s);
    return {};
}

} // namespace

QString setting_values::wireName(JwtAlgorithm algorithm)
{
    return algorithm == JwtAlgorithm::HS256 ? u"HS256"_s : u"EdDSA"_s;
}

Settings resolved(Settings settings, int cores)
{
    const auto orCores = [cores](int value) { return value > 0 ? value : std::max(1, cores); };
    settings.ioThreads = orCores(settings.ioThreads);
    settings.hashSlots = orCores(settings.hashSlots);
    if (settings.hashThreads == 0)
        settings.hashThreads = settings.hashSlots + 4; // beside those that hash, some wait for the disk
    return settings;
}

Outcome checkSettings(const Settings &settings, bool signs)
{
    QList<FieldError> faults = secretFaults(settings, signs);
    const auto demand = [&](bool good, const QString &setting, const QString &rule) {
        if (!good)
            faults.append({setting, u"invalid"_s, setting + u' ' + rule});
    };
    if (const auto usable = checkDatabaseUrl(settings.databaseUrl); !usable)
        faults.append({u"DATABASE_URL"_s, u"invalid"_s, usable.error().message});
    const bool isMade = settings.jwtKeyFile.isEmpty() && signs && settings.jwtAlgorithm == JwtAlgorithm::EdDSA;
    demand(!isMade || !namesPostgres(settings.databaseUrl), u"JWT_KEY_FILE"_s,
           u"must be set with PostgreSQL: all instances need the same key."_s);
    demand(isListenAddress(settings.host), u"HOST"_s, u"must be an IP address or localhost."_s);
    demand(isListenAddress(settings.metricsHost), u"METRICS_HOST"_s, u"must be an IP address or localhost."_s);
    demand(isPlainName(settings.instanceId), u"INSTANCE_ID"_s, u"must be letters, digits, '-', '_' or '.'."_s);
    demand(parseNetworks(settings.trustedProxies).has_value(), u"TRUSTED_PROXIES"_s,
           u"must be addresses or networks such as 10.0.0.0/8."_s);
    demand(std::all_of(settings.corsOrigins.begin(), settings.corsOrigins.end(), isOrigin), u"CORS_ORIGINS"_s,
           u"must be origins such as https://app.example.com, in lower case, without a path; * is not taken."_s);
    demand(qint64{settings.hashSlots} * settings.hashMemoryKib <= qint64{settings.hashMemoryLimitMib} * 1024,
           u"HASH_SLOTS"_s, u"times HASH_MEMORY_KIB is more than HASH_MEMORY_LIMIT_MIB."_s);
    demand(settings.hashThreads >= settings.hashSlots, u"HASH_THREADS"_s, u"must not be less than HASH_SLOTS."_s);
    demand(settings.maxTargetBytes <= settings.maxHeadBytes, u"MAX_TARGET_BYTES"_s,
           u"must not be more than MAX_HEAD_BYTES."_s);
    demand(settings.refreshTokenExpireDays <= settings.sessionMaxDays, u"REFRESH_TOKEN_EXPIRE_DAYS"_s,
           u"must not be more than SESSION_MAX_DAYS."_s);
    if (faults.isEmpty())
        return Done{};
    QStringList lines;
    for (const FieldError &fault : faults)
        lines += fault.detail;
    return Error{.code = ErrorCode::ValidationError, .message = lines.join(u'\n'), .fields = faults};
}

} // namespace auth
