#include "fixture.h"
#include "services/session_directory.h"

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// Everybody's sessions, page by page.
class TestSessionDirectory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_rig.reset(); }

    void liveSessionsAreListedNewestFirst();
    void filtersApplyTogether_data();
    void filtersApplyTogether();
    void rareOnesComeOnShortPages();
    void cursorIsGoodForItsFilterAlone();

private:
    /// The numbers of the sessions on all pages, and how many pages there were.
    std::pair<QList<quint64>, int> walk(SessionListRequest request)
    {
        QList<quint64> numbers;
        for (int pages = 1;; ++pages) {
            const auto page = m_directory->list(request, m_caller);
            if (!page)
                qFatal("%s", trouble(page).constData());
            for (const ListedSession &each : page->items)
                numbers += number(each.id);
            request.cursor = page->nextCursor;
            if (!request.cursor)
                return {numbers, pages};
        }
    }
    static quint64 number(SessionId id) { return quint64(id.text().right(4).toInt(nullptr, 16)); }

    std::unique_ptr<Rig> m_rig;
    std::unique_ptr<SessionDirectory> m_directory;
    Caller m_caller = Rig::stranger();
};

/// Twenty sessions of two people; 5 is revoked, 6 has expired.
void TestSessionDirectory::init()
{
    m_rig = std::make_unique<Rig>();
    m_directory = std::make_unique<SessionDirectory>(*m_rig->database, m_rig->keys, m_rig->clock,
                                                     SessionWindow{.limit = 6, .lookedAt = 8});
    const Time now = m_rig->clock.now();
    m_caller.session = sessionId(7);
    VERIFY_RESULT(m_rig->database->write([&](Connection &connection) -> Outcome {
        for (quint64 i = 1; i <= 2; ++i) {
            if (const auto made = UserRepository::insert(connection, newUser(i)); !made)
                return made.error();
        }
        for (quint64 i = 1; i <= 20; ++i) {
            const auto made =
                SessionRepository::insert(connection, {.id = sessionId(i),
                                                       .userId = userId(1 + i % 2),
                                                       .tokenHash = QByteArray(32, '0'),
                                                       .createdAt = now,
                                                       .expiresAt = i == 6 ? now : now + std::chrono::hours(1),
                                                       .revokedAt = i == 5 ? std::optional(now) : std::nullopt,
                                                       .device = i == 2 ? u"Opera/9 100%_\\"_s : u"Firefox/100"_s,
                                                       .ip = i % 3 ? u"192.0.2.%1"_s.arg(i) : u"2001:db8::%1"_s.arg(i),
                                                       .network = u"n"_s});
            if (!made)
                return made;
        }
        return Done{};
    }));
}

void TestSessionDirectory::liveSessionsAreListedNewestFirst()
{
    const auto [numbers, pages] = walk({});
    QCOMPARE(numbers, (QList<quint64>{20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 4, 3, 2, 1}));
    QCOMPARE(pages, 3);
    const auto first = m_directory->list({}, m_caller);
    QCOMPARE(first->total, (Total{.value = 6, .exact = false}));
    QCOMPARE(first->items.first().username, u"User_1"_s);
    SessionListRequest all;
    all.limit = 200;
    const auto whole = m_directory->list(all, m_caller);
    QCOMPARE(whole->total, (Total{.value = 18, .exact = true}));
    for (const ListedSession &each : whole->items)
        QCOMPARE(each.current, number(each.id) == 7);
}

void TestSessionDirectory::filtersApplyTogether_data()
{
    QTest::addColumn<SessionFilter>("filter");
    QTest::addColumn<QList<quint64>>("numbers");
    const auto row = [](const char *name, const SessionFilter &filter, const QList<quint64> &numbers) {
        QTest::newRow(name) << filter << numbers;
    };
    row("of one", {.userId = userId(2)}, {19, 17, 15, 13, 11, 9, 7, 3, 1});
    row("of nobody", {.userId = userId(4711)}, {});
    row("address", {.ip = u"2001:db8:"_s}, {18, 15, 12, 9, 3});
    row("whole address", {.ip = u"192.0.2.20"_s}, {20});
    row("no pattern", {.ip = u"192.0.2.%"_s}, {});
    row("device in any case", {.device = u"oPERA"_s}, {2});
    row("device with signs", {.device = u"100%_\\"_s}, {2});
    row("all three", {.userId = userId(2), .ip = u"2001"_s, .device = u"fire"_s}, {15, 9, 3});
}

void TestSessionDirectory::filtersApplyTogether()
{
    QFETCH(const SessionFilter, filter);
    SessionListRequest request;
    static_cast<SessionFilter &>(request) = filter;
    QTEST(walk(request).first, "numbers");
}

void TestSessionDirectory::rareOnesComeOnShortPages()
{
    SessionListRequest request;
    request.device = u"opera"_s;
    const auto first = m_directory->list(request, m_caller);
    QCOMPARE(first->items.size(), 0);
    QVERIFY(first->nextCursor);
    QCOMPARE(first->total, (Total{.value = 0, .exact = false}));
    QCOMPARE(walk(request), std::pair(QList<quint64>{2}, 3)); // 20 in steps of 8
}

void TestSessionDirectory::cursorIsGoodForItsFilterAlone()
{
    SessionListRequest request;
    request.cursor = m_directory->list({}, m_caller)->nextCursor;
    request.device = u"fire"_s;
    COMPARE_CODE(m_directory->list(request, m_caller), ErrorCode::ValidationError);
    request.device.reset();
    request.cursor->chop(2);
    COMPARE_CODE(m_directory->list(request, m_caller), ErrorCode::ValidationError);
}

QTEST_GUILESS_MAIN(TestSessionDirectory)
#include "tst_session_directory.moc"
