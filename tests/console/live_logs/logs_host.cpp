#include "logs_host.h"

#include <QtGui/QWheelEvent>
#include <QtWidgets/QApplication>

namespace auth::test {

using namespace auth::console;

LogsHost::LogsHost(quint16 port, const Account &account)
    : m_desk(port, account), m_dock(new DetailsDock(&m_window)),
      m_page(new LogsPage(m_desk.workspace(), *m_dock, &m_window))
{
    m_window.setCentralWidget(m_page);
    m_window.addDockWidget(Qt::RightDockWidgetArea, m_dock);
    m_dock->hide();
    for (Action *action : m_desk.actions().all()) {
        if (action->shortcutContext() == Qt::WindowShortcut)
            m_window.addAction(action);
    }
    m_desk.actions().enter(Place::Logs);
    new QAbstractItemModelTester(&live().model(), QAbstractItemModelTester::FailureReportingMode::Fatal, &m_window);
    m_window.resize(1400, 800);
    m_window.show();
    activate();
    m_page->open({.place = Place::Logs});
}

void LogsHost::activate()
{
    QApplication::setActiveWindow(&m_window);
    if (!QTest::qWaitForWindowActive(&m_window))
        qFatal("the window does not come up");
}

bool LogsHost::isLive() const { return m_page->feed() && m_page->feed()->state().kind == FeedState::Kind::Live; }

void LogsHost::turnWheel(int steps)
{
    const QPointF middle = table().viewport()->rect().center();
    QWheelEvent event(middle, table().viewport()->mapToGlobal(middle), {}, {0, 120 * steps}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(table().viewport(), &event);
}

void LogsHost::typeFilter(const QString &text)
{
    QLineEdit *line = tab().filterBar().line();
    line->setFocus();
    line->selectAll();
    if (text.isEmpty())
        QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
}

int LogsHost::count(const QString &requestId)
{
    int found = 0;
    for (int row = 0; row < model().rowCount(); ++row)
        found += model().row(row).requestId() == requestId;
    return found;
}

int LogsHost::rowOf(const QString &requestId)
{
    for (int row = 0; row < model().rowCount(); ++row) {
        if (model().row(row).requestId() == requestId)
            return row;
    }
    return -1;
}

bool LogsHost::select(const QString &requestId)
{
    if (!QTest::qWaitFor([&] { return rowOf(requestId) >= 0; }, patienceMs))
        return false;
    table().goTo(rowOf(requestId));
    table().setFocus();
    return true;
}

void ask(const HttpClient &client, const QString &prefix, int count, const QString &token)
{
    for (int i = 0; i < count; ++i) {
        Headers headers = HttpClient::bearer(token);
        headers.emplaceBack("X-Request-ID", (prefix + QString::number(i)).toLatin1());
        client.send("GET", token.isEmpty() ? "/nothing" : "/api/user/profile", headers);
    }
}

} // namespace auth::test
