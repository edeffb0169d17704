#include "core/enum_name.h"
#include "fixture.h"
#include "model/email.h"
#include "storage/account_repository.h"
#include "storage/user_listing.h"
#include "support/postgres_server.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QSet>

#include <algorithm>
#include <optional>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 day = 86'400'000;
constexpr qint64 nowMillis = 1000 * day;
constexpr quint64 population = 240;

/// An account as this test knows it, without the database.
struct Known {
    quint64 number = 0;
    QString username, email;
    QStringList roles;
    qint64 created = 0;
    std::optional<qint64> lastLogin, lockedUntil, deleted;
    bool active = true, hasPassword = true;

    AccountState state() const
    {
        if (deleted)
            return AccountState::Deleted;
        if (!active)
            return AccountState::Deactivated;
        if (lockedUntil && *lockedUntil > nowMillis)
            return AccountState::Locked;
        return hasPassword ? AccountState::Active : AccountState::Invited;
    }
};

QList<Known> people()
{
    QRandomGenerator random(4711);
    const QStringList hosts{u"Example.org"_s, u"mail.test"_s, u"a-b.example.com"_s};
    QList<Known> all;
    for (quint64 i = 1; i <= population; ++i) {
        Known one;
        one.number = i;
        one.username = u"%1_%2"_s.arg(QStringList{u"Anna"_s, u"bob"_s, u"a_x"_s, u"Zoe"_s}[qsizetype(i % 4)]).arg(i);
        one.email = u"%1%2@%3"_s.arg(random.bounded(2) ? u"anna.%"_s : u"%x_"_s).arg(i).arg(hosts[qsizetype(i % 3)]);
        one.roles = i % 5 == 0 ? QStringList{u"support"_s, u"user"_s} : QStringList{u"user"_s};
        one.created = qint64(random.bounded(40)) * 10 * day; // many at the same moment
        if (random.bounded(3))
            one.lastLogin = one.created + qint64(random.bounded(20)) * 20 * day;
        if (random.bounded(8) == 0)
            one.lockedUntil = nowMillis + (random.bounded(2) ? day : -day);
        one.active = random.bounded(6) != 0;
        one.hasPassword = random.bounded(7) != 0;
        if (random.bounded(9) == 0) {
            one.deleted = nowMillis - day;
            one.active = false;
        }
        all.append(one);
    }
    return all;
}

bool contains(const Known &one, const QString &text)
{
    const QString address = one.email.toLower(), name = one.username.toLower();
    if (userId(one.number).text() == text)
        return true;
    return text.size() < 3 ? address.startsWith(text) || name.startsWith(text)
                           : address.contains(text) || name.contains(text);
}

bool isMeant(const Known &one, const UserFilter &filter)
{
    const auto before = [](std::optional<qint64> time, std::optional<Time> end) {
        return !end || (time && *time < toMillis(*end));
    };
    const auto since = [](std::optional<qint64> time, std::optional<Time> start) {
        return !start || (time && *time >= toMillis(*start));
    };
    const qint64 dormant = nowMillis - filter.dormantDays.value_or(0) * day;
    return (filter.state ? one.state() == *filter.state : !one.deleted)
           && (!filter.role || one.roles.contains(*filter.role)) && since(one.created, filter.createdFrom)
           && before(one.created, filter.createdTo) && since(one.lastLogin, filter.lastLoginFrom)
           && before(one.lastLogin, filter.lastLoginTo)
           && (!filter.dormantDays || (one.created < dormant && one.lastLogin.value_or(0) < dormant))
           && (!filter.q || contains(one, filter.q->toLower()));
}

QString relevance(const Known &one, const QString &text)
{
    const QString address = one.email.toLower(), name = one.username.toLower();
    const bool exact = address == text || name == text || userId(one.number).text() == text;
    const bool begins = address.startsWith(text) || name.startsWith(text);
    return (exact ? u"0"_s : begins ? u"1"_s : u"2"_s) + address;
}

bool comesBefore(const Known &a, const Known &b, UserSort sort, const QString &text)
{
    const auto byNumber = [](qint64 left, quint64 leftId, qint64 right, quint64 rightId) {
        return std::pair(left, leftId) < std::pair(right, rightId);
    };
    switch (sort) {
    case UserSort::Relevance:
        return relevance(a, text) < relevance(b, text);
    case UserSort::CreatedAt:
        return byNumber(a.created, a.number, b.created, b.number);
    case UserSort::LastLogin:
        return byNumber(a.lastLogin.value_or(0), a.number, b.lastLogin.value_or(0), b.number);
    case UserSort::Email:
        return a.email.toLower() < b.email.toLower();
    case UserSort::Username:
        return a.username.toLower() < b.username.toLower();
    case UserSort::CreatedAtDescending:
        return comesBefore(b, a, UserSort::CreatedAt, text);
    case UserSort::LastLoginDescending:
        return comesBefore(b, a, UserSort::LastLogin, text);
    case UserSort::EmailDescending:
        return comesBefore(b, a, UserSort::Email, text);
    case UserSort::UsernameDescending:
        return comesBefore(b, a, UserSort::Username, text);
    }
    Q_UNREACHABLE();
}

QList<UserSort> sorts(const UserFilter &filter)
{
    QList<UserSort> all;
    for (const EnumName &each : enumNames<UserSort>())
        all.append(UserSort(each.value));
    if (!filter.q)
        all.removeOne(UserSort::Relevance);
    return all;
}

QList<UserId> idsOf(const QList<ListedUser> &users)
{
    QList<UserId> ids;
    for (const ListedUser &each : users)
        ids.append(each.account.id);
    return ids;
}

} // namespace

/// Lists of accounts beside a model in memory, on each engine.
class TestUserListing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanup();

    void pagesAreThoseOfTheModel_data();
    void pagesAreThoseOfTheModel();
    void anchorsStandEveryStep();
    void tooManyAnchorsDoubleTheStep();
    void whoStaysIsListedOnceWhateverChanges_data();
    void whoStaysIsListedOnceWhateverChanges();
    void relevanceKeepsToItsLimit();
    void hostileTextFindsNothingElse_data();
    void hostileTextFindsNothingElse();
    void statementsAreKeptUpToALimit();

private:
    bool isSqlite() const;
    void fill(const QList<Known> &all);
    void sql(const QString &statement);
    UserListing listing(const UserFilter &filter, UserSort sort, const ListLimits &limits = {});
    QList<ListedUser> page(const UserListing &listing, const ListWindow &window);
    QList<UserId> walk(const UserListing &listing, bool forward, int limit);
    QList<UserId> expected(const UserFilter &filter, UserSort sort) const;

    const QList<Known> m_people = people();
    std::unique_ptr<PostgresServer> m_server;
    QString m_noServer;
    std::optional<Folder> m_folder;
    std::unique_ptr<Database> m_database;
    QString m_filledFor;
};

void TestUserListing::initTestCase_data()
{
    QTest::addColumn<QString>("engine");
    QTest::newRow("SQLite") << u"SQLite"_s;
    QTest::newRow("PostgreSQL") << u"PostgreSQL"_s;
    m_server = PostgresServer::start(m_noServer);
}

bool TestUserListing::isSqlite() const
{
    QFETCH_GLOBAL(QString, engine);
    return engine == u"SQLite"_s;
}

/// A database for all tests of an engine; one that changes it makes another.
void TestUserListing::init()
{
    QFETCH_GLOBAL(QString, engine);
    if (!isSqlite())
        REQUIRE_POSTGRES(m_server, m_noServer);
    if (m_filledFor == engine)
        return;
    m_database.reset();
    m_folder.emplace();
    DatabaseOptions options = m_folder->options();
    if (!isSqlite()) {
        m_server->makeDatabase(u"listing"_s);
        options.url = m_server->url(u"listing"_s);
    }
    auto database = Database::open(options, m_folder->clock);
    VERIFY_RESULT(database);
    m_database = *std::move(database);
    fill(m_people);
    m_filledFor = engine;
}

void TestUserListing::cleanup()
{
    if (m_filledFor.isEmpty())
        m_database.reset();
}

void TestUserListing::sql(const QString &statement)
{
    VERIFY_RESULT(m_database->write([&](Connection &connection) { return connection.run(statement); }));
}

void TestUserListing::fill(const QList<Known> &all)
{
    VERIFY_RESULT(m_database->write([&](Connection &c) -> Outcome {
        for (const Known &each : all) {
            const auto made = UserRepository::insert(c, {.id = userId(each.number),
                                                         .username = each.username,
                                                         .email = each.email,
                                                         .passwordHash = each.hasPassword ? "hash" : "",
                                                         .roles = each.roles,
                                                         .createdAt = fromMillis(each.created)});
            if (!made)
                return made.error();
            const auto set = c.execute(
                "UPDATE users SET last_login = ?, locked_until = ?, deleted_at = ?, is_active = ? WHERE public_id = ?",
                {each.lastLogin, each.lockedUntil, each.deleted, int(each.active), userId(each.number)});
            if (!set)
                return set.error();
        }
        return Done{};
    }));
}

UserListing TestUserListing::listing(const UserFilter &filter, UserSort sort, const ListLimits &limits)
{
    const auto listing = m_database->read([&](Connection &connection) {
        return UserListing::prepare(connection, filter, sort, fromMillis(nowMillis), limits);
    });
    if (!listing)
        qFatal("%s", trouble(listing).constData());
    return *listing;
}

QList<ListedUser> TestUserListing::page(const UserListing &listing, const ListWindow &window)
{
    const auto page = m_database->read([&](Connection &connection) { return listing.page(connection, window); });
    if (!page)
        qFatal("%s", trouble(page).constData());
    return *page;
}

/// Everybody, page by page, in the order of the list.
QList<UserId> TestUserListing::walk(const UserListing &listing, bool forward, int limit)
{
    QList<UserId> all;
    ListWindow window{.from = {}, .forward = forward, .limit = limit};
    for (;;) {
        const QList<ListedUser> users = page(listing, window);
        if (users.isEmpty())
            return all;
        all = forward ? all + idsOf(users) : idsOf(users) + all;
        window.from = forward ? users.last().position : users.first().position;
    }
}

QList<UserId> TestUserListing::expected(const UserFilter &filter, UserSort sort) const
{
    QList<Known> meant;
    std::copy_if(m_people.begin(), m_people.end(), std::back_inserter(meant),
                 [&](const Known &one) { return isMeant(one, filter); });
    const QString text = filter.q.value_or(QString()).toLower();
    std::sort(meant.begin(), meant.end(),
              [&](const Known &a, const Known &b) { return comesBefore(a, b, sort, text); });
    QList<UserId> ids;
    for (const Known &one : meant)
        ids.append(userId(one.number));
    return ids;
}

void TestUserListing::pagesAreThoseOfTheModel_data()
{
    QTest::addColumn<UserFilter>("filter");
    const auto row = [](const QByteArray &name, const UserFilter &filter) {
        QTest::newRow(name.constData()) << filter;
    };
    const auto at = [](int days) { return fromMillis(days * day); };
    row("everybody", {});
    for (const EnumName &each : enumNames<AccountState>())
        row("state " + each.name, {.state = AccountState(each.value)});
    row("role", {.role = u"support"_s});
    row("role of all", {.role = u"user"_s});
    row("unknown role", {.role = u"nobody"_s});
    row("created from", {.createdFrom = at(200)});
    row("created to", {.createdTo = at(200)});
    row("created between", {.createdFrom = at(100), .createdTo = at(110)});
    row("last login from", {.lastLoginFrom = at(300)});
    row("last login to", {.lastLoginTo = at(300)});
    row("dormant", {.dormantDays = 500});
    row("dormant since ever", {.dormantDays = 36'500});
    row("text", {.q = u"anna"_s});
    row("text in capitals", {.q = u"EXAMPLE"_s});
    row("one character", {.q = u"a"_s});
    row("two characters", {.q = u"bo"_s});
    row("two in the middle", {.q = u"nn"_s});
    row("percent", {.q = u"a.%"_s});
    row("percent first", {.q = u"%x_"_s});
    row("underscore", {.q = u"a_x"_s});
    row("whole name", {.q = u"anna_4"_s});
    row("id", {.q = userId(17).text()});
    row("id of nobody", {.q = userId(4711).text()});
    row("nothing", {.q = u"qqq"_s});
    row("text and role and state", {.q = u"example"_s, .state = AccountState::Active, .role = u"support"_s});
    row("dates and state",
        {.state = AccountState::Deactivated, .createdTo = at(350), .lastLoginFrom = at(50), .lastLoginTo = at(500)});
    row("deleted with role", {.state = AccountState::Deleted, .role = u"support"_s});
    row("dormant and text", {.q = u"org"_s, .dormantDays = 400});
}

void TestUserListing::pagesAreThoseOfTheModel()
{
    QFETCH(const UserFilter, filter);
    for (const int few : {0, 10'000}) {
        for (const UserSort sort : sorts(filter)) {
            const UserListing list = listing(filter, sort, {.few = few});
            const QList<UserId> all = expected(filter, sort);
            const QByteArray what = wireName(sort).toLatin1() + " few " + QByteArray::number(few);
            QVERIFY2(walk(list, true, 50) == all, what);
            QVERIFY2(walk(list, false, 70) == all, what);
            const QList<ListedUser> first = page(list, {.limit = 3});
            QCOMPARE(idsOf(first), all.first(std::min<qsizetype>(3, all.size())));
            if (first.size() == 3)
                QVERIFY2(idsOf(page(list, {.from = first[1].position, .skip = 4, .limit = 5})) == all.mid(6, 5), what);
            const auto total = m_database->read([&](Connection &c) { return list.count(c, 1000); });
            QCOMPARE(*total, (Total{.value = all.size(), .exact = true}));
            const auto capped = m_database->read([&](Connection &c) { return list.count(c, 10); });
            QCOMPARE(*capped, (Total{.value = std::min<qint64>(10, all.size()), .exact = all.size() < 10}));
        }
    }
}

void TestUserListing::anchorsStandEveryStep()
{
    for (const int few : {0, 10'000}) {
        const UserFilter filter{.role = u"user"_s};
        for (const UserSort sort : sorts(filter)) {
            const UserListing list = listing(filter, sort, {.few = few});
            const QList<UserId> all = expected(filter, sort);
            const auto anchors = m_database->read([&](Connection &c) { return list.anchors(c, 10, 1000); });
            VERIFY_RESULT(anchors);
            QCOMPARE(anchors->total, all.size());
            QCOMPARE(anchors->positions.size(), all.size() / 10);
            for (qsizetype i = 0; i < anchors->positions.size(); ++i)
                QCOMPARE(idsOf(page(list, {.from = anchors->positions[i], .limit = 5})), all.mid((i + 1) * 10, 5));
        }
    }
}

void TestUserListing::tooManyAnchorsDoubleTheStep()
{
    const UserListing list = listing({}, UserSort::Email);
    const QList<UserId> all = expected({}, UserSort::Email);
    const auto anchors = m_database->read([&](Connection &c) { return list.anchors(c, 1, 8); });
    VERIFY_RESULT(anchors);
    QCOMPARE(anchors->total, all.size());
    QVERIFY(anchors->positions.size() < 8);
    QVERIFY(anchors->positions.size() >= 4);
    QCOMPARE(anchors->positions.size(), all.size() / anchors->step);
    for (qsizetype i = 0; i < anchors->positions.size(); ++i)
        QCOMPARE(idsOf(page(list, {.from = anchors->positions[i], .limit = 1})), all.mid((i + 1) * anchors->step, 1));
}

void TestUserListing::whoStaysIsListedOnceWhateverChanges_data()
{
    QTest::addColumn<int>("seed");
    QTest::addColumn<bool>("forward");
    for (int seed = 1; seed <= 3; ++seed)
        QTest::addRow("seed %d", seed) << seed << (seed % 2 == 0);
}

void TestUserListing::whoStaysIsListedOnceWhateverChanges()
{
    QFETCH(const int, seed);
    QFETCH(const bool, forward);
    m_filledFor.clear(); // the next test fills another
    QRandomGenerator random{quint32(seed)};
    const UserFilter filter{.role = u"user"_s};
    for (const UserSort sort : sorts(filter)) {
        const UserListing list = listing(filter, sort, {.few = seed % 3 == 0 ? 0 : 10'000});
        const QList<UserId> before = walk(list, true, 200);
        QSet<UserId> gone;
        QList<UserId> seen;
        ListWindow window{.from = {}, .forward = forward, .limit = 11};
        for (;;) {
            const QList<ListedUser> users = page(list, window);
            if (users.isEmpty())
                break;
            seen += idsOf(users);
            window.from = forward ? users.last().position : users.first().position;
            // Anybody may go, also who the position is made of, and somebody comes.
            const UserId leaver = random.bounded(3) ? before[random.bounded(before.size())]
                                                    : users[random.bounded(users.size())].account.id;
            gone.insert(leaver);
            const quint64 newcomer = 100'000 + random.generate() % 1'000'000'000;
            VERIFY_RESULT(m_database->write([&](Connection &c) -> Outcome {
                const auto left = c.execute("DELETE FROM users WHERE public_id = ?", {leaver});
                NewUser user = newUser(newcomer);
                user.createdAt = fromMillis(qint64(random.bounded(40)) * 10 * day);
                const auto made = UserRepository::insert(c, user);
                return left && made ? Outcome(Done{}) : Outcome(made.error());
            }));
        }
        QCOMPARE(QSet<UserId>(seen.begin(), seen.end()).size(), seen.size());
        for (const UserId &id : before)
            QVERIFY2(seen.contains(id) || gone.contains(id), qPrintable(wireName(sort)));
    }
}

void TestUserListing::relevanceKeepsToItsLimit()
{
    const UserFilter filter{.q = u"anna"_s};
    const UserListing list = listing(filter, UserSort::Relevance, {.few = 0, .best = 10});
    const QList<UserId> found = walk(list, true, 7);
    QVERIFY(found.size() >= 10 && found.size() <= 30);
    QCOMPARE(found.first(), expected(filter, UserSort::Relevance).first());
    const auto total = m_database->read([&](Connection &c) { return list.count(c, 1000); });
    QCOMPARE(*total, (Total{.value = found.size(), .exact = false}));
}

void TestUserListing::hostileTextFindsNothingElse_data()
{
    QTest::addColumn<QString>("text");
    const QStringList texts{u"' OR 1=1 --"_s,
                            u"\" OR \"ann"_s,
                            u"ann* OR bob"_s,
                            u"NEAR(ann bob)"_s,
                            u"username_norm:ann"_s,
                            u"{email_norm}:x"_s,
                            u"\"\"\"\""_s,
                            u"^anna"_s,
                            u"-anna"_s,
                            u"(anna"_s,
                            u"anna) --"_s,
                            u"\\%anna"_s,
                            u"%%%"_s,
                            u"___"_s,
                            u"\\\\\\"_s,
                            u"a%a"_s,
                            u"ÄÖÜ"_s,
                            u"ann\u0130"_s,
                            u"\U0001F600\U0001F600\U0001F600"_s,
                            u"\U0010FFFF"_s,
                            u"  anna"_s,
                            u"anna\n"_s,
                            u"$1 ? ?"_s,
                            u"ann\u200Ba"_s,
                            u"'; DROP TABLE users; --"_s};
    for (const QString &text : texts)
        QTest::newRow(text.toUtf8().toPercentEncoding().constData()) << text;
    QTest::newRow("long") << QString(u"anna"_s.repeated(63));
}

void TestUserListing::hostileTextFindsNothingElse()
{
    QFETCH(const QString, text);
    const UserFilter filter{.q = text};
    for (const int few : {0, 10'000}) {
        for (const UserSort sort : {UserSort::Relevance, UserSort::CreatedAt})
            QCOMPARE(walk(listing(filter, sort, {.few = few}), true, 100), expected(filter, sort));
    }
}

/// However many lists there are, a connection keeps the statements of the last few.
void TestUserListing::statementsAreKeptUpToALimit()
{
    for (int round = 0; round < 3; ++round) {
        for (const EnumName &state : enumNames<AccountState>()) {
            const UserFilter filter{.state = AccountState(state.value), .role = u"user"_s};
            for (const UserSort sort : sorts(filter)) {
                for (const bool forward : {true, false}) {
                    const UserListing list = listing(filter, sort, {.few = 0});
                    const QList<ListedUser> first = page(list, {.forward = forward, .limit = 2});
                    page(list, {.from = first.isEmpty() ? ListPosition{u"0"_s, 1} : first.last().position,
                                .forward = forward,
                                .limit = 2});
                }
            }
        }
    }
    const auto open = m_database->read([&](Connection &c) {
        return c.one(Sql("SELECT count(*) FROM roles", "SELECT count(*) FROM pg_prepared_statements"), {},
                     [](const Row &row) { return row.integer(0); });
    });
    VERIFY_RESULT(open);
    QVERIFY(**open < 20); // on PostgreSQL none of these is prepared
}

QTEST_GUILESS_MAIN(TestUserListing)
#include "tst_user_listing.moc"
