#include "fixture.h"
#include "services/user_directory.h"

#include <QtCore/QSet>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

const Caller anybody = Rig::stranger();

QStringList namesOf(const Page<Account> &page)
{
    QStringList names;
    for (const Account &each : page.items)
        names += each.username;
    return names;
}

UserListRequest request(const UserFilter &filter, UserSort sort, int limit)
{
    UserListRequest asked;
    static_cast<UserFilter &>(asked) = filter;
    asked.sort = sort;
    asked.limit = limit;
    return asked;
}

} // namespace

/// Pages, cursors, totals and anchors as clients get them.
class TestUserDirectory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_rig.reset(); }

    void pagesLeadForwardAndBack();
    void cursorIsGoodForItsListAlone_data();
    void cursorIsGoodForItsListAlone();
    void changedCursorIsRefused();
    void otherSecretMakesOtherCursors();
    void relevanceNeedsASearch();
    void totalsAreCountedAsAsked();
    void largeTotalIsRememberedForAWhile();
    void smallTotalIsAlwaysTrue();
    void anchorsLeadAnywhere();
    void anchorsAreKeptForAWhile();
    void keptAnchorsAreFew();
    void everybodyIsWhoTheFilterMeans();

private:
    Page<Account> list(const UserListRequest &asked)
    {
        const auto page = m_directory->list(asked, anybody);
        if (!page)
            qFatal("%s", trouble(page).constData());
        return *page;
    }
    void add(quint64 first, quint64 last)
    {
        VERIFY_RESULT(m_rig->database->write([&](Connection &connection) -> Outcome {
            for (quint64 i = first; i <= last; ++i) {
                if (const auto made = UserRepository::insert(connection, newUser(i)); !made)
                    return made.error();
            }
            return Done{};
        }));
    }

    const UserDirectoryLimits m_limits{.page = 5, .total = 20, .step = 10, .anchors = 100, .cachedAnchors = 2};
    std::unique_ptr<Rig> m_rig;
    std::unique_ptr<UserDirectory> m_directory;
};

void TestUserDirectory::init()
{
    m_rig = std::make_unique<Rig>();
    m_directory = std::make_unique<UserDirectory>(*m_rig->database, m_rig->keys, m_rig->clock, m_limits);
    add(10, 40);
}

void TestUserDirectory::pagesLeadForwardAndBack()
{
    UserListRequest asked = request({}, UserSort::Username, 12);
    const Page<Account> first = list(asked);
    QCOMPARE(namesOf(first).first(), u"User_10"_s);
    QCOMPARE(first.items.size(), 12);
    QVERIFY(!first.previousCursor);
    asked.cursor = first.nextCursor;
    const Page<Account> second = list(asked);
    QCOMPARE(namesOf(second).first(), u"User_22"_s);
    asked.cursor = second.nextCursor;
    const Page<Account> last = list(asked);
    QCOMPARE(namesOf(last), (QStringList{u"User_34"_s, u"User_35"_s, u"User_36"_s, u"User_37"_s, u"User_38"_s,
                                         u"User_39"_s, u"User_40"_s}));
    QVERIFY(!last.nextCursor);
    asked.cursor = last.previousCursor;
    QCOMPARE(namesOf(list(asked)), namesOf(second));
    asked.cursor = second.previousCursor;
    const Page<Account> again = list(asked);
    QCOMPARE(namesOf(again), namesOf(first));
    QVERIFY(!again.previousCursor);
    asked.cursor = again.nextCursor;
    QCOMPARE(namesOf(list(asked)), namesOf(second));
}

void TestUserDirectory::cursorIsGoodForItsListAlone_data()
{
    QTest::addColumn<UserListRequest>("asked");
    QTest::newRow("other order") << request({}, UserSort::Email, 5);
    QTest::newRow("other direction") << request({}, UserSort::UsernameDescending, 5);
    QTest::newRow("other filter") << request({.state = AccountState::Active}, UserSort::Username, 5);
    QTest::newRow("other text") << request({.q = u"user"_s}, UserSort::Username, 5);
}

void TestUserDirectory::cursorIsGoodForItsListAlone()
{
    QFETCH(UserListRequest, asked);
    asked.cursor = list(request({}, UserSort::Username, 5)).nextCursor;
    const auto refused = m_directory->list(asked, anybody);
    COMPARE_CODE(refused, ErrorCode::ValidationError);
    QCOMPARE(refused.error().fields.first().field, u"cursor"_s);
    UserListRequest more = request({}, UserSort::Username, 7); // another size is the same list
    more.cursor = asked.cursor;
    QCOMPARE(namesOf(list(more)).first(), u"User_15"_s);
}

void TestUserDirectory::changedCursorIsRefused()
{
    UserListRequest asked = request({}, UserSort::Username, 5);
    const QString good = *list(asked).nextCursor;
    for (qsizetype at = 0; at < good.size(); ++at) {
        QString changed = good;
        changed[at] = changed[at] == u'A' ? u'B' : u'A';
        asked.cursor = changed;
        COMPARE_CODE(m_directory->list(asked, anybody), ErrorCode::ValidationError);
    }
    for (const QString &made : {QString(), u"AAAA"_s, good.chopped(1), QString(good + u"AAAA"_s), u"%"_s, u"ä"_s}) {
        asked.cursor = made;
        COMPARE_CODE(m_directory->list(asked, anybody), ErrorCode::ValidationError);
    }
}

void TestUserDirectory::otherSecretMakesOtherCursors()
{
    UserListRequest asked = request({}, UserSort::Username, 5);
    asked.cursor = list(asked).nextCursor;
    const KeyRing others = *KeyRing::create(secret("of another service: 32 bytes and more"));
    UserDirectory other(*m_rig->database, others, m_rig->clock, m_limits);
    COMPARE_CODE(other.list(asked, anybody), ErrorCode::ValidationError);
}

void TestUserDirectory::relevanceNeedsASearch()
{
    const auto refused = m_directory->list(request({}, UserSort::Relevance, 5), anybody);
    COMPARE_CODE(refused, ErrorCode::ValidationError);
    QCOMPARE(refused.error().fields.first().field, u"sort"_s);
    UserListRequest usual;
    usual.q = u"USER_1"_s;
    QCOMPARE(namesOf(list(usual)).first(), u"User_10"_s);
}

void TestUserDirectory::totalsAreCountedAsAsked()
{
    UserListRequest asked = request({}, UserSort::Username, 5);
    QCOMPARE(list(asked).total, (Total{.value = 20, .exact = false}));
    asked.count = CountMode::Exact;
    QCOMPARE(list(asked).total, (Total{.value = 31, .exact = true}));
    asked.count = CountMode::None;
    QCOMPARE(list(asked).total, (Total{.value = 0, .exact = false}));
    UserListRequest few = request({.q = u"user_11"_s}, UserSort::Username, 5);
    QCOMPARE(list(few).total, (Total{.value = 1, .exact = true}));
}

void TestUserDirectory::largeTotalIsRememberedForAWhile()
{
    const UserListRequest asked = request({}, UserSort::Username, 5);
    list(asked);
    m_rig->sql(u"DELETE FROM users WHERE username_norm > 'user_15'"_s);
    QCOMPARE(list(asked).total, (Total{.value = 20, .exact = false}));
    m_rig->clock.advance(m_limits.totalLife);
    QCOMPARE(list(asked).total, (Total{.value = 6, .exact = true}));
}

void TestUserDirectory::smallTotalIsAlwaysTrue()
{
    m_rig->sql(u"DELETE FROM users WHERE username_norm > 'user_20'"_s);
    const UserListRequest asked = request({}, UserSort::Username, 5);
    QCOMPARE(list(asked).total, (Total{.value = 11, .exact = true}));
    add(41, 42);
    QCOMPARE(list(asked).total, (Total{.value = 13, .exact = true}));
}

void TestUserDirectory::anchorsLeadAnywhere()
{
    UserAnchorsRequest places;
    places.sort = UserSort::Username;
    const auto anchors = m_directory->anchors(places, anybody);
    VERIFY_RESULT(anchors);
    QCOMPARE(anchors->step, 10);
    QCOMPARE(anchors->anchors.size(), 3);
    QCOMPARE(anchors->total, (Total{.value = 31, .exact = true}));
    UserListRequest asked = request({}, UserSort::Username, 2);
    asked.cursor = anchors->anchors[1];
    asked.offset = 4;
    QCOMPARE(namesOf(list(asked)), (QStringList{u"User_34"_s, u"User_35"_s}));
}

void TestUserDirectory::anchorsAreKeptForAWhile()
{
    const auto ask = [&] { return m_directory->anchors({}, anybody)->total.value; };
    QCOMPARE(ask(), 31);
    add(41, 50);
    QCOMPARE(ask(), 31);
    m_rig->clock.advance(m_limits.anchorLife);
    QCOMPARE(ask(), 41);
    QCOMPARE(m_directory->anchorCounters().hits, 1u);
}

void TestUserDirectory::keptAnchorsAreFew()
{
    for (const UserSort sort : {UserSort::Email, UserSort::Username, UserSort::CreatedAt}) {
        UserAnchorsRequest places;
        places.sort = sort;
        VERIFY_RESULT(m_directory->anchors(places, anybody));
    }
    QCOMPARE(m_directory->anchorCounters().evictions, 1u);
}

void TestUserDirectory::everybodyIsWhoTheFilterMeans()
{
    const auto all = m_directory->everybody({.q = u"user_1"_s}, 1000);
    VERIFY_RESULT(all);
    QCOMPARE(QSet<UserId>(all->begin(), all->end()).size(), 10);
    QCOMPARE(m_directory->everybody({}, 1000)->size(), 31);
    QCOMPARE(m_directory->everybody({.role = u"admin"_s}, 1000)->size(), 0);
}

QTEST_GUILESS_MAIN(TestUserDirectory)
#include "tst_user_directory.moc"
