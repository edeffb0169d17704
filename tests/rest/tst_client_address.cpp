#include "rest/client_address.h"

#include "http/admission.h"
#include "http/message.h"

#include <QtTest/QTest>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

HttpRequest requestFrom(const QString &peer, const QByteArrayList &forwarded)
{
    HttpRequest request;
    request.peer = QHostAddress(peer);
    for (const QByteArray &each : forwarded)
        request.headers.emplace_back("x-forwarded-for", each);
    return request;
}

} // namespace

class ClientAddressTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void localIsWhoCallsFromThisMachineForNobodyElse_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<bool>("local");
        const auto row = [](const char *name, const char *peer, const char *header, bool local) {
            QTest::newRow(name) << QString::fromLatin1(peer) << QByteArray(header) << local;
        };
        row("IPv4", "127.0.0.1", "accept", true);
        row("all of 127", "127.8.9.10", "accept", true);
        row("IPv6", "::1", "accept", true);
        row("IPv4 in IPv6", "::ffff:127.0.0.1", "accept", true);
        row("another machine", "192.0.2.7", "accept", false);
        row("the same network", "10.0.0.1", "accept", false);
        for (const char *trace : {"x-forwarded-for", "x-real-ip", "forwarded", "via"})
            row(trace, "127.0.0.1", trace, false);
    }
    void localIsWhoCallsFromThisMachineForNobodyElse()
    {
        QFETCH(const QString, peer);
        QFETCH(const QByteArray, header);
        QFETCH(const bool, local);
        HttpRequest request = requestFrom(peer, {});
        request.headers.emplace_back(header, "127.0.0.1");
        QCOMPARE(clientIsLocal(request), local);
    }

    void clientIsWhomTheLastTrustedProxyNames_data()
    {
        QTest::addColumn<QString>("peer");
        QTest::addColumn<QByteArrayList>("forwarded");
        QTest::addColumn<QString>("client");
        const QString proxy = u"10.0.0.1"_s;
        const auto row = [](const char *name, const QString &peer, const QByteArrayList &forwarded,
                            const QString &client) { QTest::newRow(name) << peer << forwarded << client; };
        row("nobody's proxy", u"203.0.113.9"_s, {}, u"203.0.113.9"_s);
        row("stranger who says so", u"203.0.113.9"_s, {"198.51.100.1"}, u"203.0.113.9"_s);
        row("proxy that says nothing", proxy, {}, proxy);
        row("proxy", proxy, {"198.51.100.1"}, u"198.51.100.1"_s);
        row("client's own claims come first", proxy, {"1.1.1.1, 2.2.2.2, 198.51.100.1"}, u"198.51.100.1"_s);
        row("chain of proxies", proxy, {"198.51.100.1, 10.9.9.9, 192.168.7.7"}, u"198.51.100.1"_s);
        row("chain, and claims before it", proxy, {"10.5.5.5, 198.51.100.1, 10.9.9.9"}, u"198.51.100.1"_s);
        row("proxies only", proxy, {"10.5.5.5, 10.9.9.9"}, u"10.5.5.5"_s);
        row("several header fields", proxy, {"198.51.100.1", "10.9.9.9"}, u"198.51.100.1"_s);
        row("without spaces", proxy, {"198.51.100.1,10.9.9.9"}, u"198.51.100.1"_s);
        row("with many spaces", proxy, {"  198.51.100.1 \t,   10.9.9.9  "}, u"198.51.100.1"_s);
        row("garbage", proxy, {"unknown"}, proxy);
        row("garbage behind a proxy", proxy, {"unknown, 10.9.9.9"}, u"10.9.9.9"_s);
        row("garbage before a client", proxy, {"unknown, 198.51.100.1"}, u"198.51.100.1"_s);
        row("empty", proxy, {""}, proxy);
        row("empty items", proxy, {", ,"}, proxy);
        row("empty item at the end", proxy, {"198.51.100.1, "}, proxy);
        row("port", proxy, {"198.51.100.1:4711"}, proxy);
        row("brackets", proxy, {"[2001:db8::1]"}, proxy);
        row("network", proxy, {"198.51.100.0/24"}, proxy);
        row("host name", proxy, {"localhost"}, proxy);
        row("quote", proxy, {"\"198.51.100.1\""}, proxy);
        row("bytes over ASCII", proxy, {"198.51.100.1\xff"}, proxy);
        row("IPv6 client", proxy, {"2001:db8::1"}, u"2001:db8::1"_s);
        row("IPv6 in long", proxy, {"2001:0DB8:0:0:0:0:0:1"}, u"2001:db8::1"_s);
        row("IPv6 proxy", u"fd00::7"_s, {"198.51.100.1"}, u"198.51.100.1"_s);
        row("mapped peer", u"::ffff:203.0.113.9"_s, {}, u"203.0.113.9"_s);
        row("mapped proxy", u"::ffff:10.0.0.1"_s, {"198.51.100.1"}, u"198.51.100.1"_s);
        row("mapped client", proxy, {"::ffff:198.51.100.1"}, u"198.51.100.1"_s);
        row("mapped proxy in the chain", proxy, {"198.51.100.1, ::ffff:10.9.9.9"}, u"198.51.100.1"_s);
        row("zone", proxy, {"fe80::1%eth0"}, u"fe80::1"_s);
        row("endless zone", proxy, {"fe80::1%" + QByteArray(64 * 1024, 'z')}, u"fe80::1"_s);
        row("64 KiB of addresses", proxy, {QByteArray("10.9.9.9,").repeated(7281) + "10.9.9.9"}, u"10.9.9.9"_s);
        row("64 KiB of commas", proxy, {QByteArray(64 * 1024, ',')}, proxy);
        row("64 KiB of digits", proxy, {QByteArray(64 * 1024, '1')}, proxy);
    }
    void clientIsWhomTheLastTrustedProxyNames()
    {
        QFETCH(QString, peer);
        QFETCH(QByteArrayList, forwarded);
        QFETCH(QString, client);
        const auto trusted = parseNetworks({u"10.0.0.0/8"_s, u"192.168.7.7"_s, u"fd00::/8"_s});
        QVERIFY(trusted);
        QCOMPARE(clientAddress(requestFrom(peer, forwarded), *trusted).toString(), client);
    }

    void nobodyIsBelievedByDefault()
    {
        QCOMPARE(clientAddress(requestFrom(u"127.0.0.1"_s, {"198.51.100.1"}), {}).toString(), u"127.0.0.1"_s);
    }

    void networksAreParsedAllOrNone_data()
    {
        QTest::addColumn<QStringList>("texts");
        QTest::addColumn<int>("count"); // -1: refused
        QTest::newRow("none") << QStringList() << 0;
        QTest::newRow("address and networks")
            << QStringList{u"192.0.2.1"_s, u"10.0.0.0/8"_s, u"::1"_s, u"2001:db8::/32"_s} << 4;
        QTest::newRow("one bad") << QStringList{u"10.0.0.0/8"_s, u"nope"_s} << -1;
        QTest::newRow("too narrow") << QStringList{u"10.0.0.0/33"_s} << -1;
        QTest::newRow("empty") << QStringList{QString()} << -1;
    }
    void networksAreParsedAllOrNone()
    {
        QFETCH(QStringList, texts);
        QFETCH(int, count);
        const auto networks = parseNetworks(texts);
        QCOMPARE(networks ? static_cast<int>(networks->size()) : -1, count);
    }

    void placeIsTheIpv4AddressOrThe64OfIpv6_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("network");
        QTest::newRow("IPv4") << u"192.0.2.7"_s << u"192.0.2.7"_s;
        QTest::newRow("mapped") << u"::ffff:192.0.2.7"_s << u"192.0.2.7"_s;
        QTest::newRow("IPv6") << u"2001:db8:1:2:3:4:5:6"_s << u"2001:db8:1:2::"_s;
        QTest::newRow("neighbour") << u"2001:db8:1:2:ffff:ffff:ffff:ffff"_s << u"2001:db8:1:2::"_s;
        QTest::newRow("next network") << u"2001:db8:1:3::1"_s << u"2001:db8:1:3::"_s;
    }
    void placeIsTheIpv4AddressOrThe64OfIpv6()
    {
        QFETCH(QString, address);
        QFETCH(QString, network);
        QCOMPARE(networkOf(QHostAddress(address)).toString(), network);
    }
};

QTEST_APPLESS_MAIN(ClientAddressTest)
#include "tst_client_address.moc"
