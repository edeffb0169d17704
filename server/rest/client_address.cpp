#include "rest/client_address.h"

#include "http/message.h"

#include <algorithm>
#include <array>

namespace auth {

namespace {

/// ::ffff:192.0.2.1 is 192.0.2.1, and the zone after a '%' is text of any length that means nothing on another host.
QHostAddress plain(QHostAddress address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    if (isIpv4)
        return QHostAddress(ipv4);
    address.setScopeId({});
    return address;
}

bool contains(const QList<Network> &networks, const QHostAddress &address)
{
    return std::any_of(networks.begin(), networks.end(), [&](const Network &each) { return address.isInSubnet(each); });
}

/// Qt takes 10 for 10.0.0.0/8, which nobody means who leaves something out.
bool isWhole(const QString &text) { return text.contains(u':') || text.count(u'.') == 3; }

} // namespace

std::optional<QList<Network>> parseNetworks(const QStringList &texts)
{
    QList<Network> networks;
    for (const QString &text : texts) {
        const Network network = QHostAddress::parseSubnet(text);
        if (network.second < 0 || !isWhole(text))
            return std::nullopt;
        networks.append(network);
    }
    return networks;
}

QHostAddress clientAddress(const HttpRequest &request, const QList<Network> &trusted)
{
    QHostAddress client = plain(request.peer);
    if (trusted.isEmpty() || !contains(trusted, client))
        return client;
    const QList<QByteArray> hops = request.header("x-forwarded-for").split(',');
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        QHostAddress address;
        if (!address.setAddress(QString::fromLatin1(hop->trimmed())))
            break;
        client = plain(address);
        if (!contains(trusted, client))
            break;
    }
    return client;
}

bool clientIsLocal(const HttpRequest &request)
{
    static const std::array<QByteArrayView, 4> traces{"x-forwarded-for", "x-real-ip", "forwarded", "via"};
    return plain(request.peer).isLoopback()
           && std::none_of(request.headers.begin(), request.headers.end(), [](const auto &header) {
                  return std::find(traces.begin(), traces.end(), header.first) != traces.end();
              });
}

} // namespace auth
