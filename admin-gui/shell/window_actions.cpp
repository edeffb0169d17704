#include "shell/window_actions.h"

#include "shell/main_window.h"
#include "shell/sidebar.h"

#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QString words(const char *text) { return QCoreApplication::translate("WindowActions", text); }

void addPlaces(MainWindow &window)
{
    Workspace &work = window.desk()->workspace();
    for (int i = 0; i <= static_cast<int>(Place::Jobs); ++i) {
        const auto place = static_cast<Place>(i);
        work.actions.add({.id = u"go.%1"_s.arg(i + 1),
                          .text = nameOf(place),
                          .icon = iconOf(place),
                          .keys = QKeySequence(u"Ctrl+%1"_s.arg(i + 1))},
                         [&work, place] { work.navigator.go({.place = place, .filter = {}, .id = {}}); });
    }
}

void addMoving(MainWindow &window)
{
    Workspace &work = window.desk()->workspace();
    Navigator &navigator = work.navigator;
    const auto back = work.actions.add({.id = u"go.back"_s,
                                        .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Back")),
                                        .icon = Icon::Back,
                                        .keys = QKeySequence(u"Alt+Left"_s)},
                                       [&navigator] { navigator.back(); });
    const auto forward = work.actions.add({.id = u"go.forward"_s,
                                           .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Forward")),
                                           .icon = Icon::Forward,
                                           .keys = QKeySequence(u"Alt+Right"_s)},
                                          [&navigator] { navigator.forward(); });
    const auto judge = [back, forward, &navigator] {
        back->setPossible(navigator.canGoBack(),
                          words(QT_TRANSLATE_NOOP("WindowActions", "There is nothing to go back to.")));
        forward->setPossible(navigator.canGoForward(),
                             words(QT_TRANSLATE_NOOP("WindowActions", "There is nothing to go forward to.")));
    };
    judge();
    QObject::connect(&navigator, &Navigator::went, back, judge);
    work.actions.add({.id = u"window.refresh"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Refresh")),
                      .icon = Icon::Refresh,
                      .keys = Qt::Key_F5},
                     [&window] { window.refresh(); });
    work.actions.add({.id = u"window.filter"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Find")),
                      .icon = Icon::Search,
                      .keys = QKeySequence(u"Ctrl+F"_s)},
                     [&window] {
                         if (window.currentPage())
                             window.currentPage()->focusFilter();
                     });
    work.actions.add({.id = u"window.escape"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Clear or close")),
                      .icon = Icon::Close,
                      .keys = Qt::Key_Escape},
                     [&window] { window.escape(); });
    work.actions.add({.id = u"window.next_pane"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Next pane")),
                      .icon = Icon::Forward,
                      .keys = Qt::Key_F6},
                     [&window] { window.focusNext(true); });
    work.actions.add({.id = u"window.previous_pane"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Previous pane")),
                      .icon = Icon::Back,
                      .keys = QKeySequence(u"Shift+F6"_s)},
                     [&window] { window.focusNext(false); });
}

void addLooks(MainWindow &window)
{
    Workspace &work = window.desk()->workspace();
    work.actions.add({.id = u"window.details"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Details")),
                      .icon = Icon::Details,
                      .keys = Qt::Key_F4},
                     [&window] { window.details().setVisible(!window.details().isVisible()); });
    work.actions.add({.id = u"window.sidebar"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Narrow sidebar")),
                      .icon = Icon::More,
                      .keys = QKeySequence(u"Ctrl+Shift+B"_s)},
                     [&window] { window.toggleSidebar(); });
    work.actions.add({.id = u"window.times"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Times: local, UTC, relative")),
                      .icon = Icon::Time,
                      .keys = QKeySequence(u"Ctrl+Shift+U"_s)},
                     [&work] { work.times.nextMode(); });
    work.actions.add({.id = u"window.full_screen"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Full screen")),
                      .icon = Icon::Up,
                      .keys = Qt::Key_F11},
                     [&window] { window.toggleFullScreen(); });
}

void addProgram(MainWindow &window)
{
    Workspace &work = window.desk()->workspace();
    work.actions.add({.id = u"window.palette"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Commands…")),
                      .icon = Icon::Search,
                      .keys = QKeySequence(u"Ctrl+K"_s)},
                     [&window] { window.openPalette(); });
    const auto undo = work.actions.add({.id = u"window.undo"_s,
                                        .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Undo")),
                                        .icon = Icon::Undo,
                                        .keys = QKeySequence(u"Ctrl+Z"_s),
                                        .changes = true},
                                       [&work] { work.notices.undo(); });
    const auto judge = [undo, &work] {
        undo->setPossible(work.notices.canUndo(),
                          words(QT_TRANSLATE_NOOP("WindowActions", "There is nothing to undo.")));
    };
    judge();
    QObject::connect(&work.notices, &Notices::undoChanged, undo, judge);
    work.actions.add({.id = u"window.settings"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Settings…")),
                      .icon = Icon::Settings,
                      .keys = QKeySequence(u"Ctrl+,"_s)},
                     [&window] { window.openSettings(); });
    work.actions.add({.id = u"window.lock"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Lock")),
                      .icon = Icon::Lock,
                      .keys = QKeySequence(u"Ctrl+Shift+L"_s)},
                     [&window] { window.lock(); });
    work.actions.add({.id = u"window.new"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&New window")),
                      .icon = Icon::Add,
                      .keys = QKeySequence(u"Ctrl+Shift+N"_s)},
                     [&window] { Q_EMIT window.newWindowWanted(); });
    work.actions.add({.id = u"window.servers"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "Sign &out, to another server")),
                      .icon = Icon::SignOut,
                      .keys = QKeySequence(u"Ctrl+Shift+O"_s)},
                     [&window] { window.signOut(); });
    work.actions.add({.id = u"window.quit"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Close window")),
                      .icon = Icon::Close,
                      .keys = QKeySequence(u"Ctrl+Q"_s)},
                     [&window] { window.close(); });
    work.actions.add({.id = u"window.shortcuts"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&Keyboard shortcuts")),
                      .icon = Icon::Keyboard,
                      .keys = QKeySequence(u"Ctrl+/"_s)},
                     [&window] { window.openShortcuts(); });
    work.actions.add({.id = u"window.about"_s,
                      .text = words(QT_TRANSLATE_NOOP("WindowActions", "&About")),
                      .icon = Icon::Help,
                      .keys = Qt::Key_F1},
                     [&window] { window.openAbout(); });
}

void fill(QMenuBar &bar, const Actions &actions, const QString &title, const QStringList &ids)
{
    QMenu *menu = bar.addMenu(title);
    menu->setToolTipsVisible(true);
    for (const QString &id : ids) {
        if (id.isEmpty())
            menu->addSeparator();
        else
            menu->addAction(actions.find(id));
    }
}

void fillPlace(QMenuBar &bar, const Actions &actions, Place place)
{
    const auto own = actions.of(place);
    if (own.isEmpty())
        return;
    QMenu *menu = bar.addMenu(nameOf(place));
    menu->setToolTipsVisible(true);
    for (Action *action : own)
        menu->addAction(action);
}

} // namespace

void addWindowActions(MainWindow &window)
{
    addPlaces(window);
    addMoving(window);
    addLooks(window);
    addProgram(window);
}

void fillMenus(MainWindow &window)
{
    const Actions &actions = window.desk()->workspace().actions;
    QMenuBar &bar = *window.menuBar();
    bar.clear();
    fill(bar, actions, words(QT_TRANSLATE_NOOP("WindowActions", "&File")),
         {u"window.new"_s, QString(), u"window.lock"_s, u"window.servers"_s, QString(), u"window.quit"_s});
    fill(bar, actions, words(QT_TRANSLATE_NOOP("WindowActions", "&Edit")),
         {u"window.undo"_s, QString(), u"window.filter"_s, u"window.escape"_s, QString(), u"window.settings"_s});
    fill(bar, actions, words(QT_TRANSLATE_NOOP("WindowActions", "&View")),
         {u"go.1"_s, u"go.2"_s, u"go.3"_s, u"go.4"_s, u"go.5"_s, u"go.6"_s, u"go.7"_s, QString(), u"go.back"_s,
          u"go.forward"_s, u"window.refresh"_s, QString(), u"window.details"_s, u"window.sidebar"_s, u"window.times"_s,
          u"window.full_screen"_s, QString(), u"window.next_pane"_s, u"window.previous_pane"_s});
    for (int i = 0; i <= static_cast<int>(Place::Jobs); ++i)
        fillPlace(bar, actions, static_cast<Place>(i));
    fill(bar, actions, words(QT_TRANSLATE_NOOP("WindowActions", "&Help")),
         {u"window.palette"_s, u"window.shortcuts"_s, QString(), u"window.about"_s});
    for (Action *action : actions.all()) {
        if (action->shortcutContext() == Qt::WindowShortcut)
            window.addAction(action); // also while its menu is closed
    }
}

} // namespace auth::console
