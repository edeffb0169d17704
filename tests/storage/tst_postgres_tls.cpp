#include "fixture.h"
#include "support/postgres_server.h"

#include <QtCore/QStandardPaths>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// Encrypted connections to PostgreSQL, as DATABASE_URL asks for them.
class TestPostgresTls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void serverWithoutTlsIsRefused();
    void verifiedServerIsUsed();
    void changesAreHeardEncrypted();
    void strangeCertificateIsRefused();
    void missingCertificateFileIsRefused();

private:
    Result<std::unique_ptr<Database>> open(const QString &options)
    {
        return Database::open({.url = m_server->url(u"tls"_s, options)}, m_clock);
    }
    QString verified() const { return u"sslmode=verify-full&sslrootcert="_s + m_certificate; }

    std::unique_ptr<PostgresServer> m_server;
    ManualClock m_clock;
    QString m_certificate;
};

void TestPostgresTls::initTestCase()
{
    QString whyNot = u"openssl is not installed"_s;
    if (!QStandardPaths::findExecutable(u"openssl"_s).isEmpty())
        m_server = PostgresServer::start(whyNot);
    REQUIRE_POSTGRES(m_server, whyNot);
    m_server->makeDatabase(u"tls"_s);
}

/// First, while it is without.
void TestPostgresTls::serverWithoutTlsIsRefused()
{
    const auto refused = open(u"sslmode=require"_s);
    QVERIFY(!refused);
    QVERIFY2(refused.error().cause.contains(u"SSL"_s), trouble(refused).constData());
    m_certificate = m_server->useTls();
}

void TestPostgresTls::verifiedServerIsUsed()
{
    const auto database = open(verified());
    VERIFY_RESULT(database);
    const auto encrypted = (*database)->read([](Connection &c) {
        return c.one("SELECT CAST(ssl AS INT) FROM pg_stat_ssl WHERE pid = pg_backend_pid()", {},
                     [](const Row &row) { return row.flag(0); });
    });
    QVERIFY(encrypted && *encrypted && **encrypted);
    VERIFY_RESULT((*database)->write([](Connection &c) { return UserRepository::insert(c, newUser(1)); }));
}

void TestPostgresTls::changesAreHeardEncrypted()
{
    const auto database = open(verified());
    VERIFY_RESULT(database);
    HeardChanges heard;
    const auto feed = (*database)->follow(heard);
    QVERIFY(heard.has(u"found"_s));
    m_server->query(u"UPDATE users SET is_active = 0"_s, u"tls"_s);
    QVERIFY(heard.has(u"user "_s + userId(1).text()));
}

void TestPostgresTls::strangeCertificateIsRefused()
{
    const auto refused = open(u"sslmode=verify-full&sslrootcert="_s + m_server->makeCertificate(u"other"_s));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::StorageUnavailable);
    QVERIFY2(refused.error().cause.contains(u"certificate"_s), trouble(refused).constData());
    QVERIFY(!trouble(refused).contains(PostgresServer::password.toUtf8()));
}

void TestPostgresTls::missingCertificateFileIsRefused()
{
    const auto refused = open(u"sslmode=verify-full&sslrootcert=/nonexistent.crt"_s);
    QVERIFY(!refused);
    QVERIFY2(refused.error().cause.contains(u"nonexistent.crt"_s), trouble(refused).constData());
}

QTEST_GUILESS_MAIN(TestPostgresTls)
#include "tst_postgres_tls.moc"
