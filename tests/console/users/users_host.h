#pragma once

#include "support/console_desk.h"
#include "users/user_panel.h"
#include "users/users_page.h"
#include "widgets/table_view.h"

#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

namespace auth::test {

/// The page of users beside its panel, as a window has them, for somebody who has signed in.
class UsersHost : public QWidget {
public:
    UsersHost(quint16 port, const Account &account) : m_desk(port, account)
    {
        auto *row = new QHBoxLayout(this);
        m_page = new console::UsersPage(m_desk.workspace(), this);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(m_page, 1);
        row->addWidget(m_page->panel());
        m_page->panel()->setFixedWidth(420);
        QObject::connect(&m_desk.navigator(), &console::Navigator::detailsWanted, this,
                         [this](console::Subject, const QString &id) {
                             if (!m_page->panel()->mayLeave())
                                 return;
                             m_page->panel()->open(id);
                             m_page->panel()->show();
                         });
        for (console::Action *action : m_desk.actions().all()) {
            if (action->shortcutContext() == Qt::WindowShortcut)
                addAction(action);
        }
        m_desk.actions().enter(console::Place::Users);
        resize(1400, 700);
        show();
        activateWindow();
        if (!QTest::qWaitForWindowActive(this))
            qFatal("the window does not become active");
    }

    ~UsersHost() override
    {
        delete &panel(); // as a window does: the dock first
        delete m_page;
    }

    ConsoleDesk &desk() { return m_desk; }
    console::UsersPage &page() { return *m_page; }
    console::UserPanel &panel() { return *m_page->panel(); }
    console::Action &action(const QString &id) { return *m_desk.actions().find(QStringLiteral("users.") + id); }
    console::TableView &table() { return *m_page->findChild<console::TableView *>(QStringLiteral("users")); }
    QLineEdit &filterLine() { return *m_page->findChild<QLineEdit *>(QStringLiteral("filterLine")); }
    QString cell(int row, int column) { return table().model()->index(row, column).data().toString(); }
    template<class T> T *part(const QString &name) { return findChild<T *>(name); }

    /// Types into the filter and waits until these are found, the first of them loaded.
    bool find(const QString &text, int count)
    {
        m_page->focusFilter();
        filterLine().selectAll();
        QTest::keyClicks(&filterLine(), text);
        QTest::keyClick(&filterLine(), Qt::Key_Return);
        return QTest::qWaitFor([&] { return table().model()->rowCount() == count && !cell(0, 1).isEmpty(); }, 20000);
    }
    void select(int first, int last)
    {
        table().setFocus();
        table().selectRow(first);
        for (int row = first; row < last; ++row)
            QTest::keyClick(&table(), Qt::Key_Down, Qt::ShiftModifier);
    }
    /// The dialog of that name, once it is shown.
    QWidget *dialog(const QString &name)
    {
        QWidget *found = nullptr;
        const auto look = [&] {
            found = findChild<QWidget *>(name);
            return found && found->isVisible();
        };
        return QTest::qWaitFor(look, 20000) ? found : nullptr;
    }
    /// Presses a button of a dialog; false when there is none that can be pressed.
    static bool press(QWidget *dialog, const QString &button)
    {
        auto *found = dialog ? dialog->findChild<QAbstractButton *>(button) : nullptr;
        if (!found || !found->isEnabled())
            return false;
        QTest::mouseClick(found, Qt::LeftButton);
        return true;
    }

private:
    ConsoleDesk m_desk;
    console::UsersPage *m_page;
};

} // namespace auth::test
