#include "overview/attention_list.h"
#include "overview/overview_page.h"
#include "support/console_desk.h"
#include "support/console_server.h"
#include "widgets/sparkline.h"
#include "widgets/theme.h"
#include "widgets/tile.h"

#include <QtCore/QDir>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QTableView>

using namespace auth;
using namespace auth::console;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int patienceMs = 20'000;

Tile *tile(const QWidget &page, const QString &id) { return page.findChild<Tile *>(u"tile."_s + id); }

QString textOf(const QWidget &page, const QString &id)
{
    const Tile *found = tile(page, id);
    return found->accessibleName() + u", "_s + found->accessibleDescription();
}

int activeTimers(const QWidget &page)
{
    const auto timers = page.findChildren<QTimer *>(QString(), Qt::FindDirectChildrenOnly);
    return static_cast<int>(std::ranges::count_if(timers, &QTimer::isActive));
}

/// Asks one question that is answered at once, and one that never is until its call is deleted.
class AskingPage : public LivePage {
public:
    explicit AskingPage(Workspace &workspace) : LivePage(Place::Overview, workspace, Permission::SystemRead, nullptr)
    {
        setContent(new QWidget);
        every(1ms, [this] {
            ++waiting;
            call = new QObject(this);
            return CallHandle(call);
        });
        every(1ms, [this] {
            ++answered;
            return CallHandle();
        });
    }

    void open(const Target &) override {}
    Target target() const override { return {}; }
    void focusFilter() override {}

    QPointer<QObject> call;
    int waiting = 0;
    int answered = 0;
};

} // namespace

/// The overview, of the real daemon.
class TestOverviewPage : public QObject {
    Q_OBJECT

private:
    Theme m_theme;
    std::unique_ptr<test::ConsoleServer> m_server;
    std::unique_ptr<test::ConsoleDesk> m_desk;

    std::unique_ptr<OverviewPage> openPage(int width = 1200)
    {
        auto page = std::make_unique<OverviewPage>(m_desk->workspace(), nullptr);
        page->resize(width, 760);
        page->show();
        return page;
    }

    void signInAs(const test::Account &account)
    {
        m_desk = std::make_unique<test::ConsoleDesk>(m_server->daemon().port(), account);
    }

private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }

    void init()
    {
        m_server = std::make_unique<test::ConsoleServer>();
        QVERIFY(m_server->start());
        signInAs(m_server->staff().admin);
    }

    void cleanup()
    {
        m_desk.reset();
        m_server.reset();
    }

    void tilesHaveTheSignInsThatHappened()
    {
        const test::Account wrong{
            .email = m_server->staff().user.email, .username = {}, .password = u"wrong"_s, .access = {}, .refresh = {}};
        for (int i = 0; i < 3; ++i)
            test::signIn(m_server->client(), wrong);
        const auto page = openPage();
        QTRY_VERIFY_WITH_TIMEOUT(textOf(*page, u"failedSignIns"_s).contains(u"3 in the last hour"_s), patienceMs);
        QVERIFY(!textOf(*page, u"signIns"_s).contains(u", 0 in the last hour"_s));
        QVERIFY(!textOf(*page, u"failureShare"_s).contains(u"–"_s));
        QVERIFY(tile(*page, u"failedSignIns"_s)->sparkline()->accessibleName().contains(u"max 3"_s));
    }

    void aTileLeadsToWhereItsNumberIsExplained()
    {
        const auto page = openPage();
        QSignalSpy went(&m_desk->navigator(), &Navigator::went);
        tile(*page, u"failedSignIns"_s)->click();
        QCOMPARE(went.size(), 1);
        QCOMPARE(m_desk->navigator().current().place, Place::Logs);
        QCOMPARE(m_desk->navigator().current().filter, u"event:sign_in.failed"_s);
        tile(*page, u"activeSessions"_s)->click();
        QCOMPARE(m_desk->navigator().current().place, Place::Sessions);
    }

    void itTellsTheInstance()
    {
        const auto page = openPage();
        QTRY_VERIFY_WITH_TIMEOUT(page->findChild<QLabel *>(u"instance"_s)->text().contains(u"version"_s), patienceMs);
    }

    void calmServersNeedNoAttention()
    {
        const auto page = openPage();
        const auto list = page->findChild<AttentionList *>(u"attention"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!tile(*page, u"requests"_s)->accessibleDescription().isEmpty(), patienceMs);
        QVERIFY(list->concerns().isEmpty());
        QCOMPARE(list->findChildren<QPushButton *>().size(), 0);
    }

    void lockedAccountsAreAConcernWithAWayToThem()
    {
        const QByteArray path = "/api/users/" + test::idOf(m_server->staff().user).toLatin1() + "/lock";
        const QString until = QDateTime::currentDateTimeUtc().addDays(1).toString(Qt::ISODate);
        const test::Answer locked =
            m_server->client().post(path, {{u"until"_s, until}}, m_server->staff().admin.access);
        QCOMPARE(locked.status, 200);
        const auto page = openPage();
        const auto list = page->findChild<AttentionList *>(u"attention"_s);
        QTRY_COMPARE_WITH_TIMEOUT(list->concerns().size(), 1, patienceMs);
        list->findChild<QPushButton *>(u"concern.0.lead"_s)->click();
        QCOMPARE(m_desk->navigator().current().place, Place::Users);
        QCOMPARE(m_desk->navigator().current().filter, u"state:locked"_s);
    }

    void itAsksOnlyWhileItIsSeen()
    {
        const auto page = openPage();
        QCOMPARE(activeTimers(*page), 3);
        page->hide();
        QCOMPARE(activeTimers(*page), 0);
        page->show();
        QCOMPARE(activeTimers(*page), 3);
    }

    void questionsDoNotPileUp()
    {
        AskingPage page(m_desk->workspace());
        page.show();
        QTRY_VERIFY(page.answered > 20);
        QCOMPARE(page.waiting, 1);
        page.refresh();
        QCOMPARE(page.waiting, 2); // in place of the one before
        QVERIFY(page.call);
        delete page.call;
        QTRY_COMPARE(page.waiting, 3);
    }

    void waysToTheLogNeedThePermissionToReadIt()
    {
        const auto page = openPage();
        for (const QString &id : {u"overview.errors"_s, u"overview.failed_sign_ins"_s})
            QCOMPARE(m_desk->actions().find(id)->facts().needs, Permission::LogsRead);
    }

    void whatWasKnownStaysGreyWhileTheServerIsAway()
    {
        const auto page = openPage();
        QTRY_VERIFY_WITH_TIMEOUT(textOf(*page, u"requests"_s).contains(u"in the last hour"_s), patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(tile(*page, u"requests"_s)->isEnabled(), patienceMs);
        m_server->daemon().kill();
        page->refresh();
        const auto banner = page->findChild<QWidget *>(u"staleBanner"_s);
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), patienceMs);
        QVERIFY(!tile(*page, u"requests"_s)->isEnabled());
        QVERIFY(textOf(*page, u"requests"_s).contains(u"in the last hour"_s));
    }

    void aServerThatWasNeverReachedIsAnError()
    {
        m_server->daemon().kill();
        const auto page = openPage();
        const auto state = page->findChild<StateView *>();
        QTRY_COMPARE_WITH_TIMEOUT(state->state(), StateView::State::Error, patienceMs);
    }

    void withoutThePermissionItSaysSo()
    {
        signInAs(m_server->staff().user);
        const auto page = openPage();
        QCOMPARE(page->findChild<StateView *>()->state(), StateView::State::Forbidden);
    }

    void tilesFlowWithTheWindow()
    {
        const auto wide = openPage(1400);
        const auto narrow = openPage(520);
        QVERIFY(QTest::qWaitForWindowExposed(wide.get()));
        QVERIFY(QTest::qWaitForWindowExposed(narrow.get()));
        const auto sameRow = [](const QWidget &page) {
            return tile(page, u"signIns"_s)->y() == tile(page, u"refreshes"_s)->y();
        };
        QTRY_VERIFY(sameRow(*wide));
        QTRY_VERIFY(!sameRow(*narrow));
        const auto area = narrow->findChild<QScrollArea *>();
        QVERIFY(tile(*narrow, u"requests"_s)->geometry().right() <= area->viewport()->width());
    }

    void theListOfCircuitsKeepsTheRulesOfModels()
    {
        const auto page = openPage();
        const auto table = page->findChild<QTableView *>(u"circuits"_s);
        const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QTRY_VERIFY_WITH_TIMEOUT(page->findChild<QLabel *>(u"instance"_s)->text().contains(u"version"_s), patienceMs);
    }

    void drawsItself_data()
    {
        QTest::addColumn<Theme::Choice>("choice");
        QTest::newRow("light") << Theme::Choice::Light;
        QTest::newRow("dark") << Theme::Choice::Dark;
    }

    void drawsItself()
    {
        QFETCH(const Theme::Choice, choice);
        m_theme.choose(choice);
        const auto page = openPage();
        QTRY_VERIFY_WITH_TIMEOUT(page->findChild<QLabel *>(u"instance"_s)->text().contains(u"version"_s), patienceMs);
        QVERIFY(QDir().mkpath(u"screenshots"_s));
        const QString name = u"screenshots/overview_%1.png"_s.arg(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(page->grab().save(name));
    }
};

QTEST_MAIN(TestOverviewPage)
#include "tst_overview_page.moc"
