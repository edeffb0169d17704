#include "audit/audit_filter_text.h"
#include "audit/audit_page.h"
#include "support/list_window.h"
#include "widgets/diff_view.h"

#include <QtTest/QSignalSpy>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;

/// Who did what, found and followed.
class AuditPageTest : public QObject {
    Q_OBJECT

private:
    test::ConsoleServer m_server;
    std::unique_ptr<test::ListWindow<AuditPage>> m_list;

    void openAs(const test::Account &account, const QString &filter)
    {
        m_list.reset();
        m_list = std::make_unique<test::ListWindow<AuditPage>>(m_server, account, u"audit.table"_s);
        QVERIFY(m_list->find(filter));
    }
    test::Account deactivatedSomebody()
    {
        const auto somebody = test::signUp(m_server.client());
        const auto path = "/api/users/" + test::idOf(somebody).toUtf8() + "/deactivate";
        if (m_server.client().post(path, {{u"reason"_s, u"Left the company"_s}}, m_server.staff().admin.access).status
            != 200)
            qFatal("not deactivated");
        return somebody;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void cleanup() { m_list.reset(); }

    void filtersAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("problemAt");
        const auto row = [](const char *text, int problemAt) {
            QTest::newRow(text) << QString::fromLatin1(text) << problemAt;
        };
        row("", -1);
        row("user.", -1);
        row("class:security since:2026-01-31 until:2026-02-01T10:00:00Z", -1);
        row("person:0190a1b2-0000-7000-8000-000000000001", -1);
        row("action:user. person:ada", 13);
        row("class:wrong", 0);
        row("since:yesterday", 0);
        row("role:admin", 0);
    }
    void filtersAreRead()
    {
        QFETCH(const QString, text);
        QFETCH(const int, problemAt);
        AuditQuery query;
        const auto problem = readAuditFilter(text, query);
        QCOMPARE(problem ? problem->position : -1, problemAt);
    }

    void anEntryTellsWhatChangedAndWhy()
    {
        const auto somebody = deactivatedSomebody();
        openAs(m_server.staff().admin, u"person:"_s + test::idOf(somebody) + u" action:user.deactivated"_s);
        QCOMPARE(m_list->rows(), 1);
        m_list->table().selectRow(0);
        QTest::keyClick(&m_list->table(), Qt::Key_Return);
        QTRY_VERIFY(m_list->details().isVisible());
        QVERIFY(m_list->details().windowTitle().startsWith(u"user.deactivated"_s));
        auto *change = m_list->details().findChild<DiffView *>(u"audit_panel.change"_s);
        QVERIFY(change->isVisible() && change->topLevelItemCount() > 0);
        QCOMPARE(m_list->table().model()->index(0, 4).data().toString(), u"Left the company"_s);
    }

    void entriesLeadToTheirUserAndRequest()
    {
        const auto somebody = deactivatedSomebody();
        openAs(m_server.staff().admin, u"person:"_s + test::idOf(somebody));
        QSignalSpy wanted(&m_list->desk().navigator(), &Navigator::detailsWanted);
        m_list->table().selectRow(0);
        QTest::keyClick(&m_list->table(), Qt::Key_U, Qt::ControlModifier);
        QTest::keyClick(&m_list->table(), Qt::Key_G, Qt::ControlModifier);
        m_list->action(u"audit.user"_s).trigger();
        QVERIFY(!wanted.isEmpty());
        QCOMPARE(wanted.last().at(1).toString(), test::idOf(somebody));
        m_list->action(u"audit.request"_s).trigger();
        QCOMPARE(wanted.last().at(0).value<Subject>(), Subject::Request);
        QVERIFY(!wanted.last().at(1).toString().isEmpty());
    }

    void longTrailsComeAsTheyAreScrolled()
    {
        QVERIFY(m_server.addUsers(350, u"scrolled"_s));
        openAs(m_server.staff().admin, {});
        QCOMPARE(m_list->rows(), 100);
        m_list->table().scrollToBottom();
        QTRY_VERIFY(m_list->rows() >= 200);
    }

    void theWholeTrailIsExported()
    {
        openAs(m_server.staff().admin, {});
        QTemporaryDir folder;
        const QString path = folder.filePath(u"trail.ndjson"_s);
        m_list->page().exportTrail(path);
        QTRY_VERIFY(QFile::exists(path));
        QTRY_VERIFY(m_list->desk().wasTold(u"trail.ndjson"_s));
        const QString key = QString::fromLatin1(m_server.daemon().run({u"audit"_s, u"key"_s}).out.trimmed());
        const auto verified =
            m_server.daemon().run({u"audit"_s, u"verify"_s, u"--export"_s, path, u"--public-key"_s, key});
        QVERIFY2(verified.exitCode == 0, verified.err.constData());
    }

    void supportMayReadAndNothingChangesIt()
    {
        openAs(m_server.staff().support, {});
        for (const Action *action : m_list->desk().actions().of(Place::Audit))
            QVERIFY(!action->facts().changes);
    }
};

QTEST_MAIN(AuditPageTest)
#include "tst_audit_page.moc"
