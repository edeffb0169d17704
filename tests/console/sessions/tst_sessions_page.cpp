#include "sessions/session_filter_text.h"
#include "sessions/sessions_page.h"
#include "support/list_window.h"
#include "widgets/confirm_dialog.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;

/// Everybody's sessions, and the end of one.
class SessionsPageTest : public QObject {
    Q_OBJECT

private:
    test::ConsoleServer m_server;
    std::unique_ptr<test::ListWindow<SessionsPage>> m_list;

    void openAs(const test::Account &account, const QString &filter)
    {
        m_list.reset();
        m_list = std::make_unique<test::ListWindow<SessionsPage>>(m_server, account, u"sessions.table"_s);
        QVERIFY(m_list->find(filter));
    }
    static QString filterFor(const test::Account &account) { return u"user:"_s + test::idOf(account); }
    ConfirmDialog *dialog() const { return m_list->page().findChild<ConfirmDialog *>(); }
    static QPushButton *verb(const ConfirmDialog &asked)
    {
        for (QPushButton *button : asked.findChildren<QPushButton *>()) {
            if (button->text().contains(u"End"_s))
                return button;
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void cleanup() { m_list.reset(); }

    void filtersAreReadAndComplaintsNameTheirPlace()
    {
        SessionFilter filter;
        QVERIFY(!readSessionFilter(u"ip:10.1. client:\"Fire fox\""_s, filter));
        QCOMPARE(filter.ip, std::optional(u"10.1."_s));
        QCOMPARE(filter.device, std::optional(u"Fire fox"_s));
        const auto problem = readSessionFilter(u"ip:1 user:ada"_s, filter);
        QVERIFY(problem);
        QCOMPARE(problem->position, 5);
        QVERIFY(readSessionFilter(u"role:admin"_s, filter));
    }

    void oneSessionEndsAfterAQuestionAndItsTokenCountsNoMore()
    {
        const auto somebody = test::signUp(m_server.client());
        openAs(m_server.staff().admin, filterFor(somebody));
        QCOMPARE(m_list->rows(), 1);
        m_list->table().selectRow(0);
        QTest::keyClick(&m_list->table(), Qt::Key_Delete);
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        QVERIFY(!verb(*dialog())->isDefault());
        QTest::mouseClick(verb(*dialog()), Qt::LeftButton);
        QTRY_COMPARE(m_list->rows(), 0);
        QTRY_COMPARE(m_server.client().get("/api/user/profile", somebody.access).status, 401);
        QVERIFY(m_list->desk().wasTold(u"ended"_s));
    }

    void cancelledQuestionsEndNothing()
    {
        const auto somebody = test::signUp(m_server.client());
        openAs(m_server.staff().admin, filterFor(somebody));
        m_list->table().selectRow(0);
        QTest::keyClick(&m_list->table(), Qt::Key_Delete);
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        QTest::keyClick(dialog(), Qt::Key_Return); // Cancel is the default
        QTRY_VERIFY(!dialog());
        QCOMPARE(m_server.client().get("/api/user/profile", somebody.access).status, 200);
    }

    void supportStaffMustSayWhy()
    {
        const auto somebody = test::signUp(m_server.client());
        openAs(m_server.staff().support, filterFor(somebody));
        m_list->table().selectRow(0);
        QTest::keyClick(&m_list->table(), Qt::Key_Delete);
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        QVERIFY(!verb(*dialog())->isEnabled());
        QTest::keyClicks(dialog()->findChild<QPlainTextEdit *>(), u"Phone was stolen"_s);
        QVERIFY(verb(*dialog())->isEnabled());
        QTest::mouseClick(verb(*dialog()), Qt::LeftButton);
        QTRY_COMPARE(m_list->rows(), 0);
        const auto audit =
            m_server.client().get("/api/audit?person=" + test::idOf(somebody).toUtf8(), m_server.staff().admin.access);
        QVERIFY(audit.body.contains("Phone was stolen"));
    }

    void whatTheServerRefusesIsSaidAndTheRowStays()
    {
        openAs(m_server.staff().support, filterFor(m_server.staff().admin));
        m_list->table().selectRow(0);
        QTest::keyClick(&m_list->table(), Qt::Key_Delete);
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        QTest::keyClicks(dialog()->findChild<QPlainTextEdit *>(), u"Trying"_s);
        QTest::mouseClick(verb(*dialog()), Qt::LeftButton);
        QTRY_VERIFY(m_list->desk().wasTold(u"failed"_s));
        QVERIFY(m_list->rows() > 0);
    }

    void sessionsLeadToTheirUserLogAndAudit()
    {
        const auto somebody = test::signUp(m_server.client());
        openAs(m_server.staff().admin, filterFor(somebody));
        m_list->table().selectRow(0);
        m_list->action(u"sessions.logs"_s).trigger();
        QCOMPARE(m_list->desk().navigator().current().place, Place::Logs);
        QVERIFY(m_list->desk().navigator().current().filter.startsWith(u"session:"_s));
        m_list->action(u"sessions.audit"_s).trigger();
        QCOMPARE(m_list->desk().navigator().current().filter, u"person:"_s + test::idOf(somebody));
    }

    void waysToOtherPagesNeedTheirPermission()
    {
        openAs(m_server.staff().admin, {});
        QCOMPARE(m_list->action(u"sessions.user"_s).facts().needs, Permission::UsersRead);
        QCOMPARE(m_list->action(u"sessions.logs"_s).facts().needs, Permission::LogsRead);
        QCOMPARE(m_list->action(u"sessions.audit"_s).facts().needs, Permission::AuditRead);
    }

    void noMatchIsSaidAndEscClears()
    {
        openAs(m_server.staff().admin, {});
        m_list->filter(u"ip:203.0.113."_s);
        QTRY_COMPARE(m_list->rows(), 0);
        QVERIFY(m_list->page().escape());
        QTRY_VERIFY(m_list->rows() > 0);
    }
};

QTEST_MAIN(SessionsPageTest)
#include "tst_sessions_page.moc"
