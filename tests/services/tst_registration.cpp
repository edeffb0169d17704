#include "fixture.h"

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

class RegistrationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void newAccountIsSignedIn()
    {
        Rig rig;
        const auto pair = rig.signUp(u"Alice_7"_s);
        VERIFY_RESULT(pair);
        QCOMPARE(pair->user.username, u"Alice_7"_s);
        QCOMPARE(pair->user.email, u"Alice_7@Example.org"_s);
        QCOMPARE(pair->user.roles, QStringList{u"user"_s});
        QCOMPARE(pair->user.createdAt, rig.clock.now());
        QVERIFY(pair->user.isActive);
        VERIFY_RESULT(rig.refresh(pair->refreshToken));
        VERIFY_RESULT(rig.login(u"alice_7"_s, "fluffy walrus paints"));
    }

    void passwordIsKeptAsAHashOnly()
    {
        Rig rig;
        const auto pair = rig.signUp();
        VERIFY_RESULT(pair);
        QVERIFY(rig.credentials(pair->user.id).passwordHash.startsWith("$argon2id$"));
    }

    void badRequestsAreRefusedBeforeAnyHash_data()
    {
        QTest::addColumn<QString>("email");
        QTest::addColumn<QString>("username");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("reason");
        const QString email = u"alice@example.org"_s;
        const QString username = u"alice"_s;
        const QByteArray password = "fluffy walrus paints";
        QTest::newRow("no address") << u"alice"_s << username << password << ErrorCode::InvalidEmail << u"email"_s
                                    << u"invalid"_s;
        QTest::newRow("host without a dot")
            << u"alice@localhost"_s << username << password << ErrorCode::InvalidEmail << u"email"_s << u"invalid"_s;
        QTest::newRow("space before the address")
            << u" alice@example.org"_s << username << password << ErrorCode::InvalidEmail << u"email"_s << u"invalid"_s;
        QTest::newRow("address over 254") << QString(250, u'a') + u"@example.org"_s << username << password
                                          << ErrorCode::InvalidEmail << u"email"_s << u"invalid"_s;
        QTest::newRow("name of 2") << email << u"al"_s << password << ErrorCode::InvalidUsername << u"username"_s
                                   << u"invalid"_s;
        QTest::newRow("name of 51") << email << QString(51, u'a') << password << ErrorCode::InvalidUsername
                                    << u"username"_s << u"invalid"_s;
        QTest::newRow("name with a hyphen")
            << email << u"al-ice"_s << password << ErrorCode::InvalidUsername << u"username"_s << u"invalid"_s;
        QTest::newRow("name beyond ASCII")
            << email << u"ålice"_s << password << ErrorCode::InvalidUsername << u"username"_s << u"invalid"_s;
        QTest::newRow("short password") << email << username << "kV9#mQ2"_ba << ErrorCode::WeakPassword << u"password"_s
                                        << u"too_short"_s;
        QTest::newRow("long password") << email << username << QByteArray(257, 'x') << ErrorCode::WeakPassword
                                       << u"password"_s << u"too_long"_s;
        QTest::newRow("endless password")
            << email << username << QByteArray(60000, 'x') << ErrorCode::WeakPassword << u"password"_s << u"too_long"_s;
        QTest::newRow("common password") << email << username << "Password1!"_ba << ErrorCode::WeakPassword
                                         << u"password"_s << u"common"_s;
        QTest::newRow("password like the address") << u"gribblethorpe@example.org"_s << username << "gribblethorpe1"_ba
                                                   << ErrorCode::WeakPassword << u"password"_s << u"context"_s;
        QTest::newRow("password like the name") << email << u"gribblethorpe"_s << "gribblethorpe1"_ba
                                                << ErrorCode::WeakPassword << u"password"_s << u"context"_s;
    }
    void badRequestsAreRefusedBeforeAnyHash()
    {
        QFETCH(QString, email);
        QFETCH(QString, username);
        QFETCH(QByteArray, password);
        QFETCH(ErrorCode, code);
        QFETCH(QString, field);
        QFETCH(QString, reason);
        Rig rig;
        const quint64 before = rig.hasher->runs();
        const auto refused = rig.registration.registerUser(
            {.email = email, .username = username, .password = Secret(password)}, Rig::stranger());
        COMPARE_CODE(refused, code);
        QCOMPARE(refused.error().fields.value(0).field, field);
        QCOMPARE(refused.error().fields.value(0).code, reason);
        QCOMPARE(rig.hasher->runs(), before);
        QCOMPARE(rig.users(), 0);
    }

    void limitsThemselvesAreTaken()
    {
        Rig rig;
        VERIFY_RESULT(rig.signUp(u"abc"_s));
        VERIFY_RESULT(rig.signUp(QString(50, u'z')));
    }

    void takenNamesAreRefusedInAnyCase_data()
    {
        QTest::addColumn<QString>("email");
        QTest::addColumn<QString>("username");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("address") << u"ALICE@example.ORG"_s << u"other"_s << ErrorCode::DuplicateEmail;
        QTest::newRow("name") << u"other@example.org"_s << u"ALICE"_s << ErrorCode::DuplicateUsername;
        QTest::newRow("both") << u"alice@example.org"_s << u"alice"_s << ErrorCode::DuplicateEmail;
    }
    void takenNamesAreRefusedInAnyCase()
    {
        QFETCH(QString, email);
        QFETCH(QString, username);
        QFETCH(ErrorCode, code);
        Rig rig;
        VERIFY_RESULT(rig.signUp());
        COMPARE_CODE(
            rig.registration.registerUser(
                {.email = email, .username = username, .password = secret("seven tractors hum")}, Rig::stranger()),
            code);
        QCOMPARE(rig.users(), 1);
    }

    void oneOfManyRacingRegistrationsWins()
    {
        Rig rig;
        std::atomic<int> made{0};
        std::atomic<int> refused{0};
        onThreads(6, [&](int) {
            const auto pair = rig.signUp();
            made += bool(pair);
            refused += codeOf(pair) == ErrorCode::DuplicateEmail;
            rig.database->releaseThread();
        });
        QCOMPARE(made.load(), 1);
        QCOMPARE(refused.load(), 5);
        QCOMPARE(rig.users(), 1);
    }

    void storageFaultLeavesNoHalfAccount()
    {
        Rig rig;
        rig.refuseChanges(u"INSERT ON sessions"_s);
        COMPARE_CODE(rig.signUp(), ErrorCode::InternalError);
        QCOMPARE(rig.users(), 0);
        rig.allowChanges();
        rig.refuseChanges(u"INSERT ON users"_s);
        COMPARE_CODE(rig.signUp(), ErrorCode::InternalError);
        rig.allowChanges();
        VERIFY_RESULT(rig.signUp());
    }
};

QTEST_GUILESS_MAIN(RegistrationTest)
#include "tst_registration.moc"
