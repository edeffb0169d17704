#include "storage/postgres_address.h"

#include "storage/libpq.h"

#include <QtCore/QUrl>

#include <algorithm>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

Error refusal(const QString &reason)
{
    return {.code = ErrorCode::StorageUnavailable,
            .message = u"DATABASE_URL %1; it must be postgresql://user:password@host:port/database?option=value, "
                       "percent-encoded."_s.arg(reason)};
}

/// Nothing: it was not encoded as it should be, or decodes to what libpq cannot take.
std::optional<QString> decoded(QStringView part, QStringView reserved = u"@/?#&")
{
    const bool plain =
        std::ranges::all_of(part, [&](QChar c) { return c > u' ' && c != u'\x7f' && !reserved.contains(c); });
    const QString text = QUrl::fromPercentEncoding(part.toUtf8());
    if (!plain || text.contains(QChar::Null) || text.contains(QChar::ReplacementCharacter))
        return {};
    return text;
}

/// What comes before and after the first `separator`; the second is null without one.
std::pair<QStringView, QStringView> cut(QStringView text, QChar separator)
{
    const qsizetype at = text.indexOf(separator);
    return at < 0 ? std::pair(text, QStringView()) : std::pair(text.first(at), text.sliced(at + 1));
}

bool isHost(const QString &host)
{
    return std::ranges::all_of(host, [](QChar c) {
        return c.isLetterOrNumber() || c == u'.' || c == u'-' || c == u'_' || c == u':' || c == u'/' || c == u'%';
    });
}

bool isPort(QStringView port)
{
    bool number = false;
    const int value = port.toInt(&number);
    return port.isEmpty() || (number && value > 0 && value < 65536);
}

/// One of "host", "host:port", "[::1]:port".
bool addHost(QStringView text, QStringList &hosts, QStringList &ports)
{
    QStringView host = text, port;
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        host = end < 0 ? QStringView() : text.sliced(1, end - 1);
        port = text.sliced(end + 1);
        if (end < 0 || !(port.isEmpty() || port.startsWith(u':')))
            return false;
        port = port.isEmpty() ? port : port.sliced(1);
    } else {
        std::tie(host, port) = cut(text, u':');
    }
    const auto name = decoded(host);
    if (!name || !isHost(*name) || !isPort(port))
        return false;
    hosts += *name;
    ports += port.toString();
    return true;
}

bool addHosts(QStringView text, PostgresAddress &address)
{
    QStringList hosts, ports;
    for (const QStringView host : text.split(u',')) {
        if (!addHost(host, hosts, ports))
            return false;
    }
    if (!text.isEmpty())
        address.options += {u"host"_s, hosts.join(u',')};
    if (std::ranges::any_of(ports, [](const QString &port) { return !port.isEmpty(); }))
        address.options += {u"port"_s, ports.join(u',')};
    if (hosts.size() > 1)
        address.options += {u"target_session_attrs"_s, u"read-write"_s};
    return true;
}

struct FreeOptions {
    void operator()(PQconninfoOption *options) const { PQconninfoFree(options); }
};

bool isKeyword(const QString &keyword)
{
    const std::unique_ptr<PQconninfoOption, FreeOptions> known(PQconndefaults());
    for (const PQconninfoOption *option = known.get(); option && option->keyword; ++option) {
        if (keyword == QLatin1StringView(option->keyword))
            return true;
    }
    return false;
}

/// What the URL says elsewhere, or the program decides.
bool isReserved(const QString &keyword)
{
    static const QStringList reserved{u"user"_s, u"password"_s, u"dbname"_s, u"client_encoding"_s, u"replication"_s};
    return reserved.contains(keyword);
}

Outcome addOption(QStringView text, qsizetype number, PostgresAddress &address)
{
    const auto [left, right] = cut(text, u'=');
    const auto keyword = decoded(left);
    const auto value = decoded(right, u"@?#&"); // a slash ends nothing here: sslrootcert=/etc/ssl/ca.pem
    if (!keyword || !value || right.isNull())
        return refusal(u"has no keyword=value as its option %1"_s.arg(number));
    if (!isKeyword(*keyword) || isReserved(*keyword))
        return refusal(u"has an option %1 that libpq does not know or that has its place before the ?"_s.arg(number));
    if (value->contains(u';')) // QtSql takes it for a space
        return refusal(u"has a semicolon in its option %1"_s.arg(number));
    const bool attributes = *keyword == u"target_session_attrs"_s;
    if (address.has(*keyword) && !attributes)
        return refusal(u"has its option %1 twice"_s.arg(number));
    address.options.removeIf([&](const PostgresAddress::Option &option) { return option.keyword == *keyword; });
    address.options += {*keyword, *value};
    return Done{};
}

bool addUser(QStringView text, PostgresAddress &address)
{
    const auto [left, right] = cut(text, u':');
    const auto user = decoded(left);
    const auto password = decoded(right);
    if (!user || !password)
        return false;
    address.user = *user;
    address.password = Secret(password->toUtf8());
    return true;
}

} // namespace

bool PostgresAddress::has(QStringView keyword) const
{
    return std::ranges::any_of(options, [&](const Option &option) { return option.keyword == keyword; });
}

QString PostgresAddress::value(QStringView keyword) const
{
    const auto found = std::ranges::find(options, keyword, &Option::keyword);
    return found == options.end() ? QString() : found->value;
}

QString PostgresAddress::name() const { return has(u"host") ? u"%1 on %2"_s.arg(database, value(u"host")) : database; }

QString PostgresAddress::connectOptions() const
{
    QStringList parts;
    for (const auto &[keyword, value] : options) {
        QString quoted = value;
        quoted.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
        parts += keyword + u"='"_s + quoted + u'\'';
    }
    return parts.join(u' ');
}

Result<PostgresAddress> postgresAddress(const QString &url)
{
    const qsizetype start = url.indexOf(u"://"_s);
    if (start < 0)
        return refusal(u"has no // after its scheme"_s);
    const auto [location, query] = cut(QStringView(url).sliced(start + 3), u'?');
    const auto [authority, path] = cut(location, u'/');
    const auto [left, right] = cut(authority, u'@');
    PostgresAddress address;
    if (!right.isNull() && !addUser(left, address))
        return refusal(u"has a user or password that is not percent-encoded"_s);
    if (!addHosts(right.isNull() ? left : right, address))
        return refusal(u"has a host or port that is none"_s);
    const auto database = decoded(path);
    if (!database || database->isEmpty())
        return refusal(u"names no database"_s);
    address.database = *database;
    qsizetype number = 0;
    for (const QStringView option : query.split(u'&', Qt::SkipEmptyParts)) {
        if (auto added = addOption(option, ++number, address); !added)
            return added.error();
    }
    return address;
}

} // namespace auth
