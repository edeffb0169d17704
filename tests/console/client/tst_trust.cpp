#include "client/http_link.h"
#include "support/tls_server.h"

#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslSocket>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;
using namespace auth::test;

namespace {

const QByteArray emptyObject = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";

} // namespace

/// Whose certificate is accepted, and what nobody can override.
class TrustTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    Identity m_server;
    Identity m_other;
    Identity m_elsewhere;

    Identity make(const QString &name, const QString &host) const { return makeIdentity(m_folder, name, host); }

    struct Outcome {
        Answer<QByteArray> body;
        std::optional<CertificateProblem> problem;
    };
    Outcome ask(const Identity &server, ServerProfile profile)
    {
        TlsServer listening(server, emptyObject);
        profile.url = QUrl(u"https://localhost:%1"_s.arg(listening.serverPort()));
        HttpLink link(profile);
        std::unique_ptr<QNetworkReply> reply(
            link.start({.method = Method::Get, .target = "/health", .content = {}}, {}));
        if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 20000))
            qFatal("no answer");
        return {link.resultOf(*reply), link.certificateProblem()};
    }
    static ServerProfile pinnedTo(const Identity &identity)
    {
        ServerProfile profile;
        profile.pinnedSha256 = fingerprint(identity.chain.first());
        return profile;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!QSslSocket::supportsSsl())
            QFAIL("Qt has no TLS here");
        m_server = make(u"server"_s, u"localhost"_s);
        m_other = make(u"other"_s, u"localhost"_s);
        m_elsewhere = make(u"elsewhere"_s, u"auth.example.org"_s);
    }

    void anUnknownIssuerIsNotTrustedButMayBe()
    {
        const auto [body, problem] = ask(m_server, {});
        QVERIFY(!body);
        QCOMPARE(body.error().kind, ApiError::Kind::Untrusted);
        QVERIFY(problem && problem->mayBeTrusted && !problem->pinChanged);
        QCOMPARE(problem->chain.first(), m_server.chain.first());
        QVERIFY(!problem->reasons.isEmpty());
    }

    void thePinnedCertificateIsTrusted() { QVERIFY(ask(m_server, pinnedTo(m_server)).body); }

    void anotherCertificateThanThePinnedOneIsAHardStop()
    {
        const auto [body, problem] = ask(m_other, pinnedTo(m_server));
        QVERIFY(!body);
        QVERIFY(problem && problem->pinChanged && !problem->mayBeTrusted);
    }

    void aPinHoldsAlsoWhereSomebodyVouchesForTheOther()
    {
        ServerProfile profile = pinnedTo(m_server);
        profile.caFile = m_other.file;
        const auto [body, problem] = ask(m_other, profile);
        QVERIFY(!body);
        QVERIFY(problem && problem->pinChanged);
    }

    void theProfilesOwnCaIsTrusted()
    {
        ServerProfile profile;
        profile.caFile = m_server.file;
        QVERIFY(ask(m_server, profile).body);
    }

    void aCaFileThatIsNoneTrustsNobody()
    {
        ServerProfile profile;
        profile.caFile = m_folder.filePath(u"none.pem"_s);
        QVERIFY(!ask(m_server, profile).body);
    }

    void anotherHostsCertificateCannotBeTrusted()
    {
        const auto [body, problem] = ask(m_elsewhere, {});
        QVERIFY(!body);
        QVERIFY(problem && !problem->mayBeTrusted);
        QVERIFY(!ask(m_elsewhere, pinnedTo(m_elsewhere)).body);
    }

    void whatHasExpiredCannotBeTrustedNotEvenPinned()
    {
        const auto errors = {QSslError(QSslError::SelfSignedCertificate), QSslError(QSslError::CertificateExpired)};
        QVERIFY(!judge({}, m_server.chain, errors)->mayBeTrusted);
        QVERIFY(judge(pinnedTo(m_server), m_server.chain, errors).has_value());
    }
};

QTEST_GUILESS_MAIN(TrustTest)
#include "tst_trust.moc"
