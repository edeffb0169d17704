#include "connect/certificate_dialog.h"
#include "connect/connect_page.h"
#include "support/console_program.h"
#include "support/console_server.h"
#include "support/fault_proxy.h"
#include "support/tls_server.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeWidget>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;
using auth::test::FaultProxy;

/// The way into a server, and what stands in it.
class ConnectPageTest : public QObject {
    Q_OBJECT

private:
    test::ConsoleServer m_server;
    std::unique_ptr<FaultProxy> m_proxy;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ProfileStore> m_profiles;
    std::unique_ptr<TokenVault> m_vault;
    std::unique_ptr<ConnectPage> m_page;

    const test::Account &admin() const { return m_server.staff().admin; }
    QUrl url() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(m_proxy->port())); }
    QLineEdit *line(const QString &name) { return m_page->findChild<QLineEdit *>(name); }
    QPushButton *button(const QString &name) { return m_page->findChild<QPushButton *>(name); }
    QLabel *error() { return m_page->findChild<QLabel *>(u"sign_in.error"_s); }
    void type(const QString &password)
    {
        line(u"profile.url"_s)->setText(url().toString());
        test::ConsoleProgram::typeCredentials(m_page.get(), admin().email, password);
    }
    static QUrl urlOf(const test::TlsServer &server)
    {
        return QUrl(u"https://localhost:%1"_s.arg(server.serverPort()));
    }
    void typeFor(const test::TlsServer &server)
    {
        line(u"profile.url"_s)->setText(urlOf(server).toString());
        test::ConsoleProgram::typeCredentials(m_page.get(), admin().email, admin().password);
    }
    QDialog *certificate() { return m_page->findChild<QDialog *>(u"certificate"_s); }
    bool connects()
    {
        QSignalSpy connected(m_page.get(), &ConnectPage::connected);
        return connected.wait(20'000);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        m_proxy = std::make_unique<FaultProxy>(m_server.client().port());
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(u"c.ini"_s), QSettings::IniFormat);
        m_profiles = std::make_unique<ProfileStore>(*m_settings);
        m_vault = std::make_unique<TokenVault>(m_folder->path());
        m_page = std::make_unique<ConnectPage>(*m_profiles, *m_vault);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void cleanup() { m_page.reset(); }

    void whoeverConnectsLeavesNoPasswordBehind()
    {
        type(admin().password);
        QVERIFY(connects());
        const auto client = m_page->takeClient();
        QVERIFY(client->tokens().isSignedIn());
        QCOMPARE(m_profiles->all().size(), 1);
        QCOMPARE(client->profile(), m_profiles->all().first());
        QCOMPARE(client->profile().email, admin().email);
        QCOMPARE(line(u"sign_in.password"_s)->text(), QString());
    }

    void aServerThatIsKnownStaysOneProfile()
    {
        for (int i = 0; i < 2; ++i) {
            m_page->choose({});
            type(admin().password);
            QVERIFY(connects());
            QVERIFY(m_page->takeClient());
        }
        QCOMPARE(m_profiles->all().size(), 1);
    }

    void aPasswordIsForOneServer()
    {
        ServerProfile known;
        known.url = QUrl(u"https://other.example.org"_s);
        m_profiles->save(m_profiles->identified(known));
        m_page->choose({});
        line(u"sign_in.password"_s)->setText(u"secret"_s);
        m_page->findChild<QListWidget *>()->setCurrentRow(1);
        m_page->findChild<QListWidget *>()->setCurrentRow(0);
        QCOMPARE(line(u"profile.url"_s)->text(), known.url.toString());
        QCOMPARE(line(u"sign_in.password"_s)->text(), QString());
    }

    void aWrongPasswordIsSaidAndTheAddressStays()
    {
        type(u"not this one"_s);
        QTRY_VERIFY_WITH_TIMEOUT(error()->isVisible(), 20'000);
        QVERIFY(error()->text().contains(u"case-sensitive"_s));
        QCOMPARE(line(u"sign_in.email"_s)->text(), admin().email);
        QCOMPARE(line(u"sign_in.password"_s)->text(), QString());
        QVERIFY(m_profiles->all().isEmpty());
        type(admin().password);
        QVERIFY(connects());
    }

    void anAttemptCanBeCancelled()
    {
        m_proxy->inject("GET /health", {.kind = FaultProxy::Fault::Kind::Silence});
        QVERIFY(!button(u"connect.cancel"_s)->isVisible());
        type(admin().password);
        QTRY_COMPARE(m_proxy->requests().size(), 1);
        QVERIFY(!line(u"sign_in.email"_s)->isEnabled());
        QTest::keyClick(m_page.get(), Qt::Key_Escape);
        QTRY_VERIFY(line(u"sign_in.email"_s)->isEnabled());
        QVERIFY(!button(u"connect.cancel"_s)->isVisible());
        QVERIFY(!error()->isVisible());
        type(admin().password);
        QVERIFY(connects());
    }

    void whatAnUnknownServerSaysIsNoHtml()
    {
        m_proxy->inject("POST /api/auth/login",
                        FaultProxy::refusal(403, "ACCOUNT_DISABLED", {}, "<b>Trust</b> <img src=x>"));
        type(admin().password);
        QTRY_VERIFY_WITH_TIMEOUT(error()->isVisible(), 20'000);
        QVERIFY2(error()->text().startsWith(u"<b>Trust</b>"_s), qPrintable(error()->text()));
        QCOMPARE(error()->textFormat(), Qt::PlainText);
    }

    void aCertificateNobodyVouchesForIsAskedAbout()
    {
        const test::Identity identity = test::makeIdentity(*m_folder, u"a"_s, u"localhost"_s);
        test::TlsServer server(identity, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        typeFor(server);
        QTRY_VERIFY_WITH_TIMEOUT(certificate() && certificate()->isVisible(), 20'000);
        QCOMPARE(server.asked(), 0); // not a byte of the password
        const auto *reasons = certificate()->findChild<QLabel *>(u"certificate.reasons"_s);
        QCOMPARE(reasons->textFormat(), Qt::RichText);
        QVERIFY(reasons->text().contains(u"localhost"_s));
        const auto *chain = certificate()->findChild<QTreeWidget *>();
        QCOMPARE(chain
                     ->findItems(fingerprintText(fingerprint(identity.chain.first())),
                                 Qt::MatchExactly | Qt::MatchRecursive, 1)
                     .size(),
                 1);
        QTest::keyClick(certificate(), Qt::Key_Return); // Cancel is the default
        QTRY_VERIFY(!certificate());
        QCOMPARE(server.asked(), 0);

        typeFor(server);
        QTRY_VERIFY_WITH_TIMEOUT(certificate() && certificate()->isVisible(), 20'000);
        QTest::mouseClick(certificate()->findChild<QPushButton *>(u"certificate.trust"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(server.asked() > 0, 20'000);
    }

    void anotherCertificateThanThePinnedOneCannotBeTrusted()
    {
        test::TlsServer server(test::makeIdentity(*m_folder, u"b"_s, u"localhost"_s),
                               "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        ServerProfile pinned;
        pinned.url = urlOf(server);
        pinned.pinnedSha256 = QByteArray(32, 'x');
        m_page->choose(pinned);
        test::ConsoleProgram::typeCredentials(m_page.get(), admin().email, admin().password);
        QTRY_VERIFY_WITH_TIMEOUT(certificate() && certificate()->isVisible(), 20'000);
        QVERIFY(!certificate()->findChild<QPushButton *>(u"certificate.trust"_s));
        QCOMPARE(server.asked(), 0);
        certificate()->close();
    }

    void tooManyAttemptsCountDown()
    {
        m_proxy->inject("POST /api/auth/login", FaultProxy::refusal(429, "RATE_LIMITED", "Retry-After: 2\r\n"));
        type(admin().password);
        auto *go = button(u"sign_in.button"_s);
        QTRY_VERIFY_WITH_TIMEOUT(error()->isVisible() && !go->isEnabled(), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(go->isEnabled(), 10'000);
        QVERIFY(!error()->isVisible());
    }

    void aNewPasswordIsAskedForOnceAndForgotten()
    {
        m_proxy->inject("POST /api/auth/login", FaultProxy::refusal(403, "PASSWORD_CHANGE_REQUIRED"));
        type(admin().password);
        QTRY_VERIFY_WITH_TIMEOUT(line(u"sign_in.new_password"_s)->isVisible(), 20'000);
        line(u"sign_in.new_password"_s)->setText(u"a new password, long enough"_s);
        line(u"sign_in.again"_s)->setText(u"another"_s);
        QTest::keyClick(line(u"sign_in.again"_s), Qt::Key_Return);
        QVERIFY(error()->text().contains(u"twice"_s));
        m_page->choose({});
        QVERIFY(!line(u"sign_in.new_password"_s)->isVisible());
        QCOMPARE(line(u"sign_in.new_password"_s)->text(), QString());
    }
};

QTEST_MAIN(ConnectPageTest)
#include "tst_connect_page.moc"
