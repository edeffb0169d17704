#include "requests/request_panel.h"
#include "requests/story_model.h"
#include "support/console_desk.h"
#include "support/console_server.h"
#include "widgets/key_value_view.h"
#include "widgets/state_view.h"
#include "widgets/table_view.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>
#include <QtWidgets/QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;

/// The story of a request for whoever has its id.
class RequestPanelTest : public QObject {
    Q_OBJECT

private:
    test::ConsoleServer m_server;

    QString failedSignIn()
    {
        const test::Answer answer = m_server.client().post(
            "/api/auth/login", {{u"email"_s, m_server.staff().user.email}, {u"password"_s, u"not this"_s}});
        return QString::fromLatin1(answer.header("x-request-id"));
    }
    static StateView::State stateOf(const RequestPanel &panel) { return panel.findChild<StateView *>()->state(); }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }

    void aRequestIsToldStepByStep()
    {
        test::ConsoleDesk desk(m_server.client().port(), m_server.staff().support);
        RequestPanel panel(desk.workspace());
        panel.resize(500, 700);
        panel.show();
        auto *steps = panel.findChild<TableView *>(u"request_panel.steps"_s);
        QAbstractItemModelTester tester(steps->model(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        const QString id = failedSignIn();
        QVERIFY(!id.isEmpty());
        const auto told = [&] {
            panel.open(id); // the line of the answer may be written a moment after it
            return QTest::qWaitFor([&] { return stateOf(panel) != StateView::State::Loading; }, 5000)
                   && steps->model()->rowCount() > 5;
        };
        QTRY_VERIFY(told());
        QStringList words;
        for (int row = 0; row < steps->model()->rowCount(); ++row)
            words += steps->model()->index(row, StoryModel::What).data().toString();
        QVERIFY2(words.contains(u"Password hashed"_s), qPrintable(words.join(u", "_s)));
        QVERIFY(words.contains(u"Answered"_s));
        QVERIFY(!panel.findChild<QPlainTextEdit *>(u"request_panel.step"_s)->toPlainText().isEmpty());
        QVERIFY(panel.title().contains(id.left(8)));
    }

    void anUnknownRequestIsNoError()
    {
        test::ConsoleDesk desk(m_server.client().port(), m_server.staff().admin);
        RequestPanel panel(desk.workspace());
        panel.show();
        panel.open(u"no-such-request"_s);
        QTRY_COMPARE(stateOf(panel), StateView::State::Empty);
    }

    void whoMayNotReadTheLogIsToldSo()
    {
        test::ConsoleDesk desk(m_server.client().port(), m_server.staff().user);
        RequestPanel panel(desk.workspace());
        panel.show();
        panel.open(failedSignIn());
        QTRY_COMPARE(stateOf(panel), StateView::State::Forbidden);
    }
};

QTEST_MAIN(RequestPanelTest)
#include "tst_request_panel.moc"
