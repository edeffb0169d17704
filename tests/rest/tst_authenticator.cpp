#include "rest/authenticator.h"

#include "http/message.h"
#include "tests/services/fixture.h"

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

HttpRequest withAuthorization(const QByteArray &value)
{
    HttpRequest request;
    request.headers.emplace_back("authorization", value);
    return request;
}

HttpRequest withToken(const TokenPair &pair) { return withAuthorization("Bearer " + text(pair.accessToken)); }

/// A rig whose tokens are looked at.
struct Door : Rig {
    Authenticator authenticator{*database, cache, signer, std::chrono::seconds(60), clock};

    Result<Caller> admit(const HttpRequest &request, const Access &access = Access::signedIn())
    {
        Caller caller = stranger();
        const auto known = authenticator.authenticate(request, access, caller);
        return known ? Result<Caller>(caller) : known.error();
    }
    QByteArray token(const AccessClaims &claims) const { return "Bearer " + signer.sign(claims); }
    AccessClaims claimsOf(const TokenPair &pair) { return *signer.verify(pair.accessToken.reveal(), clock.now()); }
};

} // namespace

class AuthenticatorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodTokenTellsWhoIsCalling()
    {
        Door door;
        const auto pair = door.signUp();
        const auto caller = door.admit(withToken(*pair));
        VERIFY_RESULT(caller);
        QCOMPARE(caller->user, pair->user.id);
        QCOMPARE(caller->session, door.sessionOf(*pair));
        QCOMPARE(caller->permissions, Permissions());
    }

    void schemeIsReadInAnyCase_data()
    {
        QTest::addColumn<QByteArray>("prefix");
        for (const char *prefix : {"Bearer ", "bearer ", "BEARER ", "Bearer   "})
            QTest::newRow(prefix) << QByteArray(prefix);
    }
    void schemeIsReadInAnyCase()
    {
        QFETCH(QByteArray, prefix);
        Door door;
        const auto pair = door.signUp();
        VERIFY_RESULT(door.admit(withAuthorization(prefix + text(pair->accessToken))));
    }

    void missingTokenIsTold()
    {
        Door door;
        COMPARE_CODE(door.admit({}), ErrorCode::MissingToken);
        COMPARE_CODE(door.admit({}, Access::permission(Permission::LogsRead)), ErrorCode::MissingToken);
    }

    void anyoneIsNotEvenLookedAt()
    {
        Door door;
        const auto pair = door.signUp();
        QVERIFY(!door.admit(withToken(*pair), Access::anyone())->isSignedIn());
        VERIFY_RESULT(door.admit(withAuthorization("Bearer garbage"), Access::anyone()));
        VERIFY_RESULT(door.admit({}, Access::anyone()));
    }

    void tokenThatIsSentMustBeGood()
    {
        Door door;
        const auto pair = door.signUp();
        QVERIFY(!door.admit({}, Access::whenSignedIn())->isSignedIn());
        QVERIFY(door.admit(withToken(*pair), Access::whenSignedIn())->isSignedIn());
        COMPARE_CODE(door.admit(withAuthorization("Bearer garbage"), Access::whenSignedIn()), ErrorCode::TokenInvalid);
    }

    void badAuthorizationIsRefused_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char *bad :
             {"", "Bearer", "Bearer ", "Basic YWxpY2U6cGFzc3dvcmQ=", "Token abc", "Bearergarbage", "Bearer a.b.c",
              "Bearer a.b", "Bearer eyJhbGciOiJub25lIn0.e30.", "Bearer null", "Bearer garbage, Bearer garbage"})
            QTest::newRow(*bad ? bad : "empty") << QByteArray(bad);
    }
    void badAuthorizationIsRefused()
    {
        QFETCH(QByteArray, value);
        Door door;
        COMPARE_CODE(door.admit(withAuthorization(value)), ErrorCode::TokenInvalid);
    }

    void twoAuthorizationHeadersAreRefused()
    {
        Door door;
        const auto pair = door.signUp();
        HttpRequest request = withToken(*pair);
        request.headers.push_back(request.headers.front());
        COMPARE_CODE(door.admit(request), ErrorCode::TokenInvalid);
    }

    void tokenExpiresAtItsSecond()
    {
        Door door;
        const auto pair = door.signUp();
        door.clock.advance(30min - 1s);
        VERIFY_RESULT(door.admit(withToken(*pair)));
        door.clock.advance(1s);
        COMPARE_CODE(door.admit(withToken(*pair)), ErrorCode::TokenExpired);
    }

    void expiredSessionEndsItsAccessTokens()
    {
        Door door;
        const auto pair = door.signUp();
        AccessClaims claims = door.claimsOf(*pair);
        claims.expiresAt += std::chrono::days(30);
        door.clock.advance(std::chrono::days(7));
        COMPARE_CODE(door.admit(withAuthorization(door.token(claims))), ErrorCode::TokenExpired);
    }

    void revocationCountsAtOnce_data()
    {
        QTest::addColumn<bool>("everywhere");
        QTest::newRow("logout") << false;
        QTest::newRow("logout everywhere") << true;
    }
    void revocationCountsAtOnce()
    {
        QFETCH(bool, everywhere);
        Door door;
        const auto pair = door.signUp();
        const auto caller = door.admit(withToken(*pair)); // now its state is in memory
        VERIFY_RESULT(caller);
        VERIFY_RESULT(everywhere ? door.signIn.logoutAll({}, *caller) : door.signIn.logout({}, *caller));
        COMPARE_CODE(door.admit(withToken(*pair)), ErrorCode::TokenInvalid);
    }

    void changeByAnotherProcessCountsWithinASecond_data()
    {
        QTest::addColumn<QString>("change");
        QTest::newRow("revoked") << u"UPDATE sessions SET revoked_at = 1, revoke_reason = 'logout'"_s;
        QTest::newRow("deactivated") << u"UPDATE users SET is_active = 0"_s;
        QTest::newRow("deleted") << u"DELETE FROM users"_s;
    }
    void changeByAnotherProcessCountsWithinASecond()
    {
        QFETCH(QString, change);
        Door door;
        const auto pair = door.signUp();
        VERIFY_RESULT(door.admit(withToken(*pair)));
        door.sql(change);
        VERIFY_RESULT(door.admit(withToken(*pair)));
        door.clock.advance(1s);
        COMPARE_CODE(door.admit(withToken(*pair)), ErrorCode::TokenInvalid);
    }

    void refusalIsRememberedToo()
    {
        Door door;
        const auto pair = door.signUp();
        door.sql(u"UPDATE users SET is_active = 0"_s);
        COMPARE_CODE(door.admit(withToken(*pair)), ErrorCode::TokenInvalid);
        door.loseTable(u"sessions"_s); // nobody asks
        COMPARE_CODE(door.admit(withToken(*pair)), ErrorCode::TokenInvalid);
    }

    void knownSessionCostsNoQuery()
    {
        Door door;
        const auto pair = door.signUp();
        VERIFY_RESULT(door.admit(withToken(*pair)));
        door.loseTable(u"sessions"_s);
        VERIFY_RESULT(door.admit(withToken(*pair)));
        door.clock.advance(1s);
        COMPARE_CODE(door.admit(withToken(*pair)), ErrorCode::InternalError);
    }

    void unknownSessionIsRefused()
    {
        Door door;
        AccessClaims claims = door.claimsOf(*door.signUp());
        claims.session = sessionId(4711);
        COMPARE_CODE(door.admit(withAuthorization(door.token(claims))), ErrorCode::TokenInvalid);
    }

    void sessionOfSomebodyElseIsRefused()
    {
        Door door;
        const auto alice = door.signUp();
        const auto bobby = door.signUp(u"bobby"_s);
        AccessClaims claims = door.claimsOf(*alice);
        claims.session = door.sessionOf(*bobby);
        COMPARE_CODE(door.admit(withAuthorization(door.token(claims))), ErrorCode::TokenInvalid);
    }

    void missingPermissionIsNamed()
    {
        Door door;
        const auto pair = door.signUp();
        const auto refused = door.admit(withToken(*pair), Access::permission(Permission::SessionsRevoke));
        COMPARE_CODE(refused, ErrorCode::Forbidden);
        QVERIFY(refused.error().message.contains(u"sessions.revoke"));
    }

    void permissionComesFromTheRolesAndNotFromTheToken()
    {
        Door door;
        const auto pair = door.signUp();
        AccessClaims claims = door.claimsOf(*pair);
        claims.roles = {u"admin"_s};
        COMPARE_CODE(door.admit(withAuthorization(door.token(claims)), Access::permission(Permission::LogsRead)),
                     ErrorCode::Forbidden);
        VERIFY_RESULT(door.database->write(
            [&](Connection &c) { return UserRepository::addRole(c, pair->user.id, u"support"_s, door.clock.now()); }));
        door.cache.forgetUser(pair->user.id);
        const auto caller = door.admit(withToken(*pair), Access::permission(Permission::LogsRead));
        VERIFY_RESULT(caller);
        QVERIFY(caller->permissions.testFlag(Permission::LogsRead));
        COMPARE_CODE(door.admit(withToken(*pair), Access::permission(Permission::UsersWrite)), ErrorCode::Forbidden);
    }
};

QTEST_GUILESS_MAIN(AuthenticatorTest)
#include "tst_authenticator.moc"
