#include "fixture.h"
#include "support/postgres_server.h"

#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>

#include <algorithm>
#include <optional>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// The contract of the repositories, the same for each database driver.
class TestRepositories : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanup();

    void insertedUserIsFoundByIdAndAnySpellingOfTheAddress();
    void unknownUserIsNothing();
    void takenNamesAreRefusedByField_data();
    void takenNamesAreRefusedByField();
    void unknownRoleUndoesTheWholeInsert();
    void textAtItsLimitsComesBackUnchanged_data();
    void textAtItsLimitsComesBackUnchanged();
    void textThatCannotBeStoredIsRefused_data();
    void textThatCannotBeStoredIsRefused();
    void signInMovesLastLoginAlone();
    void renewedHashIsNoVisibleChange();
    void changedPasswordMovesTheVersion();
    void changeNeedsTheCurrentVersion();
    void changeToTakenNamesIsRefused();
    void changeKeepsOwnNamesInOtherCase();
    void switchingTwiceChangesOnce();
    void roleIsAddedOnce();
    void onlyActiveAdministratorsCount();
    void builtInRolesHaveTheirPermissions_data();
    void builtInRolesHaveTheirPermissions();

    void insertedSessionIsFound();
    void sessionOfUnknownUserIsRefused();
    void rotationNeedsEverythingItStates_data();
    void rotationNeedsEverythingItStates();
    void revokedSessionStaysRevoked();
    void onlyTheOwnerRevokes();
    void revokeAllSparesOne();
    void revokeBeyondKeepsTheLastUsed_data();
    void revokeBeyondKeepsTheLastUsed();
    void activeLeavesOutEndedAndOthers();
    void networkIsKnownAfterTheSessionEnded();
    void purgeStopsAtItsLimit();
    void oneOfEightRotationsWins();
    void rotationOrRevocationButNeverALostOne();
    void oneOfEightRegistrationsWins();
    void hotStatementsUseIndexes_data();
    void hotStatementsUseIndexes();

private:
    template<class F> auto write(F &&function) { return m_database->write(std::forward<F>(function)); }
    template<class F> auto read(F &&function) { return m_database->read(std::forward<F>(function)); }
    void addUser(quint64 number, const QStringList &roles = {u"user"_s});
    StoredSession addSession(quint64 number, quint64 user = 1, qint64 lastUsed = 1000, qint64 expires = 9000);
    std::optional<User> user(quint64 number);
    StoredSession session(quint64 number);

    bool isSqlite() const;

    std::unique_ptr<PostgresServer> m_server;
    QString m_noServer;
    std::optional<Folder> m_folder;
    std::unique_ptr<Database> m_database;
};

void TestRepositories::initTestCase_data()
{
    QTest::addColumn<QString>("driver");
    QTest::newRow("QSQLITE") << u"QSQLITE"_s;
    QTest::newRow("QPSQL") << u"QPSQL"_s;
    m_server = PostgresServer::start(m_noServer);
}

bool TestRepositories::isSqlite() const
{
    QFETCH_GLOBAL(QString, driver);
    return driver == u"QSQLITE"_s;
}

void TestRepositories::init()
{
    m_folder.emplace();
    DatabaseOptions options = m_folder->options();
    if (!isSqlite()) {
        REQUIRE_POSTGRES(m_server, m_noServer);
        m_server->makeDatabase(u"contract"_s);
        options.url = m_server->socketUrl(u"contract"_s);
    }
    auto database = Database::open(options, m_folder->clock);
    VERIFY_RESULT(database);
    m_database = *std::move(database);
}

void TestRepositories::cleanup()
{
    m_database.reset();
    m_folder.reset();
}

void TestRepositories::addUser(quint64 number, const QStringList &roles)
{
    VERIFY_RESULT(write([&](Connection &c) { return UserRepository::insert(c, newUser(number, roles)); }));
}

StoredSession TestRepositories::addSession(quint64 number, quint64 user, qint64 lastUsed, qint64 expires)
{
    const StoredSession session{.id = sessionId(number),
                                .userId = userId(user),
                                .generation = 3,
                                .tokenHash = "token" + QByteArray::number(number),
                                .createdAt = fromMillis(500),
                                .lastUsedAt = fromMillis(lastUsed),
                                .rotatedAt = fromMillis(600),
                                .expiresAt = fromMillis(expires),
                                .revokedAt = {},
                                .device = u"Firefox"_s,
                                .ip = u"192.0.2.7"_s,
                                .network = u"192.0.2.0/24"_s};
    const auto done = write([&](Connection &c) { return SessionRepository::insert(c, session); });
    if (!done)
        QTest::qFail(qPrintable(done.error().cause), __FILE__, __LINE__);
    return session;
}

std::optional<User> TestRepositories::user(quint64 number)
{
    const auto found = read([&](Connection &c) { return UserRepository::byId(c, userId(number)); });
    return found ? *found : std::nullopt;
}

StoredSession TestRepositories::session(quint64 number)
{
    const auto found = read([&](Connection &c) { return SessionRepository::byId(c, sessionId(number)); });
    return found ? found->value_or(StoredSession()) : StoredSession();
}

void TestRepositories::insertedUserIsFoundByIdAndAnySpellingOfTheAddress()
{
    const auto made = write([&](Connection &c) {
        return UserRepository::insert(c, newUser(1, {u"user"_s, u"admin"_s}));
    });
    VERIFY_RESULT(made);
    QCOMPARE(made->email, u"User1@Example.org"_s);
    QCOMPARE(made->roles, QStringList({u"admin"_s, u"user"_s}));
    QCOMPARE(user(1), std::optional(*made));
    const auto found = read([&](Connection &c) { return UserRepository::byEmail(c, u"uSER1@eXAMPLE.ORG"_s); });
    VERIFY_RESULT(found);
    QVERIFY(found->has_value());
    QCOMPARE((*found)->user, *made);
    QCOMPARE((*found)->passwordHash, QByteArray("hash1"));
    const auto same = read([&](Connection &c) { return UserRepository::credentials(c, userId(1)); });
    QCOMPARE((*same)->user, *made);
    QCOMPARE(*read([&](Connection &c) { return UserRepository::count(c); }), 1);
}

void TestRepositories::unknownUserIsNothing()
{
    QCOMPARE(user(1), std::nullopt);
    QVERIFY(!*read([&](Connection &c) { return UserRepository::byEmail(c, u"no such address"_s); }));
    QVERIFY(!*read([&](Connection &c) { return UserRepository::credentials(c, userId(1)); }));
    QCOMPARE(*write([&](Connection &c) { return UserRepository::recordSignIn(c, userId(1), "hash1", fromMillis(5)); }),
             false);
    QCOMPARE(*write([&](Connection &c) { return UserRepository::setActive(c, userId(1), false, fromMillis(5)); }),
             false);
    QCOMPARE(*write([&](Connection &c) { return UserRepository::addRole(c, userId(1), u"admin"_s, fromMillis(5)); }),
             false);
}

void TestRepositories::takenNamesAreRefusedByField_data()
{
    QTest::addColumn<QString>("email");
    QTest::addColumn<QString>("username");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("field");
    QTest::newRow("e-mail") << u"USER1@example.org"_s << u"other"_s << int(ErrorCode::DuplicateEmail) << u"email"_s;
    QTest::newRow("name") << u"other@example.org"_s << u"USER_1"_s << int(ErrorCode::DuplicateUsername)
                          << u"username"_s;
    QTest::newRow("both") << u"user1@example.org"_s << u"user_1"_s << int(ErrorCode::DuplicateEmail) << u"email"_s;
}

void TestRepositories::takenNamesAreRefusedByField()
{
    QFETCH(QString, email);
    QFETCH(QString, username);
    QFETCH(int, code);
    QFETCH(QString, field);
    addUser(1);
    NewUser second = newUser(2);
    second.email = email;
    second.username = username;
    const auto refused = write([&](Connection &c) { return UserRepository::insert(c, second); });
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), code);
    QCOMPARE(refused.error().fields.first().field, field);
    QVERIFY(!refused.error().message.contains(u"user1"_s, Qt::CaseInsensitive));
    QCOMPARE(*read([&](Connection &c) { return UserRepository::count(c); }), 1);
}

void TestRepositories::unknownRoleUndoesTheWholeInsert()
{
    const auto refused = write([&](Connection &c) {
        return UserRepository::insert(c, newUser(1, {u"user"_s, u"emperor"_s}));
    });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::ValidationError);
    QCOMPARE(refused.error().fields.first().field, u"roles"_s);
    QCOMPARE(user(1), std::nullopt);
}

void TestRepositories::textAtItsLimitsComesBackUnchanged_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << u""_s;
    QTest::newRow("null") << QString();
    QTest::newRow("quotes and question marks") << u"'; DROP TABLE users; -- ? :name \"`"_s;
    QTest::newRow("beyond the basic plane") << u"\U0001F511 e\u0301 \u202E"_s;
    QTest::newRow("100,000 characters") << QString(100'000, u'x');
}

void TestRepositories::textAtItsLimitsComesBackUnchanged()
{
    QFETCH(QString, text);
    addUser(1);
    StoredSession stored = addSession(1);
    stored.id = sessionId(2);
    stored.device = text;
    stored.tokenHash = QByteArray("\0\1\xff", 3);
    VERIFY_RESULT(write([&](Connection &c) { return SessionRepository::insert(c, stored); }));
    QCOMPARE(session(2), stored);
}

void TestRepositories::textThatCannotBeStoredIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("U+0000") << QString(QChar(0));
    QTest::newRow("high surrogate alone") << QString(QChar(0xD800));
    QTest::newRow("low surrogate first") << QString(QChar(0xDC00)) + QChar(0xD800);
}

void TestRepositories::textThatCannotBeStoredIsRefused()
{
    QFETCH(QString, text);
    NewUser bad = newUser(1);
    bad.username = u"name"_s + text;
    const auto refused = write([&](Connection &c) { return UserRepository::insert(c, bad); });
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::ValidationError);
    addUser(1); // the connection is fit for the next
}

void TestRepositories::signInMovesLastLoginAlone()
{
    addUser(1);
    User expected = *user(1);
    QCOMPARE(expected.lastLogin, std::nullopt);
    const auto signIn = [&](const QByteArray &hash) {
        return *write(
            [&](Connection &c) { return UserRepository::recordSignIn(c, userId(1), hash, fromMillis(7000)); });
    };
    QCOMPARE(signIn("changed meanwhile"), false);
    QCOMPARE(user(1), std::optional(expected));
    QCOMPARE(signIn("hash1"), true);
    expected.lastLogin = fromMillis(7000);
    QCOMPARE(user(1), std::optional(expected));
    QVERIFY(*write([&](Connection &c) { return UserRepository::setActive(c, userId(1), false, fromMillis(7001)); }));
    QCOMPARE(signIn("hash1"), false);
}

void TestRepositories::renewedHashIsNoVisibleChange()
{
    addUser(1);
    const auto before = user(1);
    const auto renew = [&](QByteArray from, QByteArray to) {
        return *write([&](Connection &c) { return UserRepository::renewPasswordHash(c, userId(1), from, to); });
    };
    QCOMPARE(renew("wrong", "new"), false);
    QCOMPARE(renew("hash1", "new"), true);
    QCOMPARE(renew("hash1", "newer"), false);
    QCOMPARE(user(1), before);
    QCOMPARE((*read([&](Connection &c) { return UserRepository::credentials(c, userId(1)); }))->passwordHash,
             QByteArray("new"));
}

void TestRepositories::changedPasswordMovesTheVersion()
{
    addUser(1);
    const auto change = [&](QByteArray from) {
        return *write(
            [&](Connection &c) { return UserRepository::changePassword(c, userId(1), from, "new", fromMillis(8000)); });
    };
    QCOMPARE(change("wrong"), false);
    QCOMPARE(user(1)->version, 1);
    QCOMPARE(change("hash1"), true);
    QCOMPARE(user(1)->version, 2);
    QCOMPARE(user(1)->updatedAt, fromMillis(8000));
}

void TestRepositories::changeNeedsTheCurrentVersion()
{
    addUser(1);
    const auto change = [&](const UserChange &what, qint64 version) {
        return write(
            [&](Connection &c) { return UserRepository::change(c, userId(1), what, version, fromMillis(8000)); });
    };
    const auto changed = change({.email = u"New@Example.org"_s}, 1);
    VERIFY_RESULT(changed);
    QCOMPARE(*changed, user(1));
    QCOMPARE((*changed)->email, u"New@Example.org"_s);
    QCOMPARE((*changed)->username, u"User_1"_s);
    QCOMPARE((*changed)->version, 2);
    QCOMPARE(*change({.username = u"late"_s}, 1), std::optional<User>());
    QCOMPARE(user(1)->username, u"User_1"_s);
    QVERIFY(*read([&](Connection &c) { return UserRepository::byEmail(c, u"new@example.org"_s); }));
    QVERIFY(!*read([&](Connection &c) { return UserRepository::byEmail(c, u"user1@example.org"_s); }));
}

void TestRepositories::changeToTakenNamesIsRefused()
{
    addUser(1);
    addUser(2);
    const auto change = [&](const UserChange &what) {
        return write([&](Connection &c) { return UserRepository::change(c, userId(2), what, 1, fromMillis(8000)); })
            .error()
            .code;
    };
    QCOMPARE(change({.username = u"user_1"_s}), ErrorCode::DuplicateUsername);
    QCOMPARE(change({.email = u"user1@example.org"_s}), ErrorCode::DuplicateEmail);
    QCOMPARE(change({.username = u"user_1"_s, .email = u"user1@example.org"_s}), ErrorCode::DuplicateEmail);
    QCOMPARE(user(2)->version, 1);
}

void TestRepositories::changeKeepsOwnNamesInOtherCase()
{
    addUser(1);
    const UserChange upper{.username = u"USER_1"_s, .email = u"USER1@EXAMPLE.ORG"_s};
    VERIFY_RESULT(
        write([&](Connection &c) { return UserRepository::change(c, userId(1), upper, 1, fromMillis(8000)); }));
    QCOMPARE(user(1)->username, u"USER_1"_s);
}

void TestRepositories::switchingTwiceChangesOnce()
{
    addUser(1);
    const auto set = [&](bool active) {
        return *write([&](Connection &c) { return UserRepository::setActive(c, userId(1), active, fromMillis(8000)); });
    };
    QCOMPARE(set(true), false);
    QCOMPARE(set(false), true);
    QCOMPARE(set(false), false);
    QCOMPARE(user(1)->isActive, false);
    QCOMPARE(user(1)->version, 2);
}

void TestRepositories::roleIsAddedOnce()
{
    addUser(1);
    const auto add = [&](const QString &role) {
        return write([&](Connection &c) { return UserRepository::addRole(c, userId(1), role, fromMillis(8000)); });
    };
    QCOMPARE(*add(u"support"_s), true);
    QCOMPARE(*add(u"support"_s), false);
    QCOMPARE(add(u"emperor"_s).error().code, ErrorCode::ValidationError);
    QCOMPARE(user(1)->roles, QStringList({u"support"_s, u"user"_s}));
    QCOMPARE(user(1)->version, 2);
}

void TestRepositories::onlyActiveAdministratorsCount()
{
    const auto exists = [&] { return *read([&](Connection &c) { return UserRepository::hasAdministrator(c); }); };
    addUser(1, {u"support"_s});
    QCOMPARE(exists(), false);
    addUser(2, {u"admin"_s});
    QCOMPARE(exists(), true);
    VERIFY_RESULT(
        write([&](Connection &c) { return UserRepository::setActive(c, userId(2), false, fromMillis(8000)); }));
    QCOMPARE(exists(), false);
}

void TestRepositories::builtInRolesHaveTheirPermissions_data()
{
    using enum Permission;
    QTest::addColumn<QStringList>("roles");
    QTest::addColumn<Permissions>("permissions");
    const Permissions support = UsersRead | SessionsRead | SessionsRevoke | LogsRead | AuditRead | SystemRead;
    QTest::newRow("none") << QStringList() << Permissions();
    QTest::newRow("user") << QStringList{u"user"_s} << Permissions();
    QTest::newRow("support") << QStringList{u"support"_s} << support;
    QTest::newRow("admin") << QStringList{u"admin"_s} << (support | UsersWrite | SystemManage | RolesManage);
    QTest::newRow("several") << QStringList{u"user"_s, u"support"_s} << support;
}

void TestRepositories::builtInRolesHaveTheirPermissions()
{
    QFETCH(QStringList, roles);
    QFETCH(Permissions, permissions);
    addUser(1, roles);
    addSession(1);
    const auto access = [&] {
        return **read([&](Connection &c) { return SessionRepository::access(c, sessionId(1)); });
    };
    const SessionAccess expected{userId(1), true, false, fromMillis(9000), permissions};
    QCOMPARE(access(), expected);
    VERIFY_RESULT(
        write([&](Connection &c) { return UserRepository::setActive(c, userId(1), false, fromMillis(2000)); }));
    VERIFY_RESULT(write([&](Connection &c) {
        return SessionRepository::revoke(c, sessionId(1), {}, fromMillis(2000), RevokeReason::Deactivation);
    }));
    const SessionAccess ended{userId(1), false, true, fromMillis(9000), permissions};
    QCOMPARE(access(), ended);
}

void TestRepositories::insertedSessionIsFound()
{
    addUser(1);
    const auto stored = addSession(1);
    QCOMPARE(session(1), stored);
    QVERIFY(!*read([&](Connection &c) { return SessionRepository::byId(c, sessionId(2)); }));
    QVERIFY(!*read([&](Connection &c) { return SessionRepository::access(c, sessionId(2)); }));
}

void TestRepositories::sessionOfUnknownUserIsRefused()
{
    const auto refused = write([&](Connection &c) {
        return SessionRepository::insert(c, StoredSession{.id = sessionId(1),
                                                          .userId = userId(1),
                                                          .tokenHash = "x",
                                                          .revokedAt = {},
                                                          .device = {},
                                                          .ip = {},
                                                          .network = {}});
    });
    QCOMPARE(refused.error().code, ErrorCode::UserNotFound);
}

void TestRepositories::rotationNeedsEverythingItStates_data()
{
    QTest::addColumn<qint64>("generation");
    QTest::addColumn<QByteArray>("hash");
    QTest::addColumn<qint64>("now");
    QTest::addColumn<bool>("rotated");
    QTest::newRow("all right, last millisecond") << 3LL << QByteArray("token1") << 8999LL << true;
    QTest::newRow("expired") << 3LL << QByteArray("token1") << 9000LL << false;
    QTest::newRow("generation before") << 2LL << QByteArray("token1") << 2000LL << false;
    QTest::newRow("generation after") << 4LL << QByteArray("token1") << 2000LL << false;
    QTest::newRow("other token") << 3LL << QByteArray("token2") << 2000LL << false;
}

void TestRepositories::rotationNeedsEverythingItStates()
{
    QFETCH(qint64, generation);
    QFETCH(QByteArray, hash);
    QFETCH(qint64, now);
    QFETCH(bool, rotated);
    addUser(1);
    StoredSession expected = addSession(1);
    QCOMPARE(*write([&](Connection &c) {
        return rotate(c, sessionId(1), generation, hash, "next", fromMillis(now), fromMillis(20'000));
    }),
             rotated);
    if (rotated) {
        expected.generation = 4;
        expected.tokenHash = "next";
        expected.lastUsedAt = expected.rotatedAt = fromMillis(now);
        expected.expiresAt = fromMillis(20'000);
    }
    QCOMPARE(session(1), expected);
}

void TestRepositories::revokedSessionStaysRevoked()
{
    addUser(1);
    addSession(1);
    const auto revoke = [&](qint64 at) {
        return *write([&](Connection &c) {
            return SessionRepository::revoke(c, sessionId(1), {}, fromMillis(at), RevokeReason::TokenReuse);
        });
    };
    QCOMPARE(revoke(2000), true);
    QCOMPARE(revoke(3000), false);
    QCOMPARE(session(1).revokedAt, std::optional(fromMillis(2000)));
    QCOMPARE(*write([&](Connection &c) {
        return rotate(c, sessionId(1), 3, "token1", "next", fromMillis(2500), fromMillis(20'000));
    }),
             false);
}

void TestRepositories::onlyTheOwnerRevokes()
{
    addUser(1);
    addUser(2);
    addSession(1);
    const auto revoke = [&](quint64 owner) {
        return *write([&](Connection &c) {
            return SessionRepository::revoke(c, sessionId(1), userId(owner), fromMillis(2000), RevokeReason::Logout);
        });
    };
    QCOMPARE(revoke(2), false);
    QCOMPARE(revoke(99), false);
    QCOMPARE(session(1).revokedAt, std::nullopt);
    QCOMPARE(revoke(1), true);
}

void TestRepositories::revokeAllSparesOne()
{
    addUser(1);
    addUser(2);
    for (quint64 i = 1; i <= 3; ++i)
        addSession(i);
    addSession(4, 2);
    const auto revokeAll = [&](std::optional<SessionId> except) {
        auto ended = *write([&](Connection &c) {
            return SessionRepository::revokeAll(c, userId(1), except, fromMillis(2000), RevokeReason::PasswordChange);
        });
        std::ranges::sort(ended);
        return ended;
    };
    QCOMPARE(revokeAll(sessionId(2)), QList({sessionId(1), sessionId(3)}));
    QCOMPARE(revokeAll({}), QList({sessionId(2)}));
    QCOMPARE(revokeAll({}), QList<SessionId>());
    QCOMPARE(session(4).revokedAt, std::nullopt);
}

void TestRepositories::revokeBeyondKeepsTheLastUsed_data()
{
    QTest::addColumn<int>("keep");
    QTest::addColumn<QList<int>>("ended");
    QTest::newRow("none") << 0 << QList<int>{1, 2, 3};
    QTest::newRow("one") << 1 << QList<int>{1, 2};
    QTest::newRow("all but one") << 2 << QList<int>{1};
    QTest::newRow("as many as there are") << 3 << QList<int>{};
    QTest::newRow("more") << 4 << QList<int>{};
}

void TestRepositories::revokeBeyondKeepsTheLastUsed()
{
    QFETCH(int, keep);
    QFETCH(QList<int>, ended);
    addUser(1);
    for (quint64 i = 1; i <= 3; ++i)
        addSession(i, 1, qint64(1000 * i));
    auto got = *write([&](Connection &c) {
        return SessionRepository::revokeBeyond(c, userId(1), keep, fromMillis(5000), RevokeReason::TooMany);
    });
    std::ranges::sort(got);
    QList<SessionId> expected;
    for (int number : ended)
        expected += sessionId(quint64(number));
    QCOMPARE(got, expected);
}

void TestRepositories::activeLeavesOutEndedAndOthers()
{
    addUser(1);
    addUser(2);
    const auto oldest = addSession(1, 1, 1000);
    const auto newest = addSession(2, 1, 3000);
    addSession(3, 1, 2000, 5000); // expires at the very moment
    addSession(4, 1, 2000);
    addSession(5, 2);
    VERIFY_RESULT(write([&](Connection &c) {
        return SessionRepository::revoke(c, sessionId(4), {}, fromMillis(2000), RevokeReason::Logout);
    }));
    const auto active = read([&](Connection &c) { return SessionRepository::active(c, userId(1), fromMillis(5000)); });
    QCOMPARE(*active, QList({newest, oldest}));
}

void TestRepositories::networkIsKnownAfterTheSessionEnded()
{
    addUser(1);
    addUser(2);
    addSession(1);
    VERIFY_RESULT(write([&](Connection &c) {
        return SessionRepository::revoke(c, sessionId(1), {}, fromMillis(2000), RevokeReason::Logout);
    }));
    const auto knows = [&](quint64 user, const QString &network) {
        return *read([&](Connection &c) { return SessionRepository::knowsNetwork(c, userId(user), network); });
    };
    QCOMPARE(knows(1, u"192.0.2.0/24"_s), true);
    QCOMPARE(knows(1, u"192.0.3.0/24"_s), false);
    QCOMPARE(knows(2, u"192.0.2.0/24"_s), false);
}

void TestRepositories::purgeStopsAtItsLimit()
{
    addUser(1);
    for (quint64 i = 1; i <= 5; ++i)
        addSession(i, 1, 1000, qint64(1000 * i));
    const auto purge = [&] {
        return *write([&](Connection &c) { return SessionRepository::purge(c, fromMillis(4000), 2); });
    };
    QCOMPARE(purge(), 2);
    QCOMPARE(purge(), 1);
    QCOMPARE(purge(), 0);
    QCOMPARE(session(4).id, sessionId(4));
}

void TestRepositories::oneOfEightRotationsWins()
{
    addUser(1);
    for (quint64 number = 1; number <= 20; ++number) {
        addSession(number);
        std::atomic<int> winners = 0;
        onThreads(8, [&](int thread) {
            const QByteArray next = "next" + QByteArray::number(thread);
            const QByteArray current = "token" + QByteArray::number(number);
            const auto won = write([&](Connection &c) {
                return rotate(c, sessionId(number), 3, current, next, fromMillis(2000), fromMillis(9000));
            });
            winners += won && *won;
        });
        QCOMPARE(winners.load(), 1);
        QCOMPARE(session(number).generation, 4);
    }
}

void TestRepositories::rotationOrRevocationButNeverALostOne()
{
    addUser(1);
    for (quint64 number = 1; number <= 20; ++number) {
        addSession(number);
        std::atomic<int> revoked = 0;
        onThreads(4, [&](int thread) {
            const QByteArray current = "token" + QByteArray::number(number);
            const auto went = write([&](Connection &c) {
                return thread % 2 == 0
                           ? SessionRepository::revoke(c, sessionId(number), {}, fromMillis(2000), RevokeReason::Logout)
                           : rotate(c, sessionId(number), 3, current, "next", fromMillis(2000), fromMillis(9000));
            });
            revoked += thread % 2 == 0 && went && *went;
        });
        QCOMPARE(revoked.load(), 1);
        QVERIFY(session(number).revokedAt.has_value()); // whoever came first, the session has ended
    }
}

void TestRepositories::oneOfEightRegistrationsWins()
{
    std::atomic<int> winners = 0, duplicates = 0;
    onThreads(8, [&](int thread) {
        NewUser user = newUser(quint64(thread) + 1);
        user.email = u"same@example.org"_s;
        const auto made = write([&](Connection &c) { return UserRepository::insert(c, user); });
        winners += bool(made);
        duplicates += !made && made.error().code == ErrorCode::DuplicateEmail;
    });
    QCOMPARE(winners.load(), 1);
    QCOMPARE(duplicates.load(), 7);
}

void TestRepositories::hotStatementsUseIndexes_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("user by id")
        << u"SELECT 1 FROM users u LEFT JOIN user_roles ur ON ur.user_id = u.id LEFT JOIN roles r ON r.id = ur.role_id WHERE u.public_id = x''"_s;
    QTest::newRow("sessions of a user")
        << u"SELECT 1 FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.public_id = x'' AND s.revoked_at IS NULL"_s;
    QTest::newRow("known network")
        << u"SELECT 1 FROM sessions WHERE user_id = (SELECT id FROM users WHERE public_id = x'') AND network = ''"_s;
    QTest::newRow("purge")
        << u"DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at < 1 LIMIT 1)"_s;
    QTest::newRow("administrators")
        << u"SELECT 1 FROM roles r JOIN user_roles ur ON ur.role_id = r.id JOIN users u ON u.id = ur.user_id WHERE r.name = 'admin'"_s;
}

void TestRepositories::hotStatementsUseIndexes()
{
    QFETCH(QString, sql);
    if (!isSqlite())
        QSKIP("PostgreSQL plans by the size of the tables, which are empty here");
    m_database.reset();
    QStringList plan;
    {
        QSqlDatabase raw = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"plan"_s);
        raw.setDatabaseName(m_folder->path);
        QVERIFY(raw.open());
        QSqlQuery query(u"EXPLAIN QUERY PLAN "_s + sql, raw);
        while (query.next())
            plan += query.value(3).toString();
    }
    QSqlDatabase::removeDatabase(u"plan"_s);
    QVERIFY(!plan.isEmpty());
    for (const QString &step : plan)
        QVERIFY2(!step.startsWith(u"SCAN"_s), qPrintable(plan.join(u" | "_s)));
}

QTEST_GUILESS_MAIN(TestRepositories)
#include "tst_repositories.moc"
