#include "live_logs/logs_actions.h"

#include "live_logs/log_table.h"
#include "live_logs/logs_page.h"
#include "live_logs/saved_filters.h"

#include <QtCore/QJsonObject>
#include <QtWidgets/QMenu>

namespace auth::console {

using namespace Qt::StringLiterals;

LogsActions::LogsActions(Workspace &work, LogsPage &page) : m_work(work), m_page(page)
{
    addFollowing();
    addFilters();
    addMoving();
    addLeading();
    addFiles();
    connect(&page, &LogsPage::currentChanged, this, &LogsActions::judge);
    judge();
}

Action *LogsActions::add(const QString &id, const QString &text, Icon picture, const QKeySequence &keys,
                         std::function<void()> run, std::optional<Permission> needs)
{
    return m_work.actions.add(
        {.id = id, .text = text, .icon = picture, .keys = keys, .place = Place::Logs, .needs = needs}, std::move(run));
}

Action *LogsActions::addForTables(const QString &id, const QString &text, Icon picture, const QKeySequence &keys,
                                  std::function<void()> run)
{
    // The tabs' own widget: their line edits stand beside the tables, so each table gets it when it comes.
    Action *action = m_work.actions.addFor(
        &m_page.live().table(), {.id = id, .text = text, .icon = picture, .keys = keys, .place = Place::Logs},
        std::move(run));
    connect(&m_page, &LogsPage::currentChanged, action, [this, action] {
        if (!m_page.current().table().actions().contains(action))
            m_page.current().table().addAction(action);
    });
    return action;
}

void LogsActions::addFollowing()
{
    m_follow = addForTables(u"logs.follow"_s, tr("&Follow the end"), Icon::Follow, Qt::Key_F, [this] {
        LogTable &table = m_page.current().table();
        table.setFollowing(!table.isFollowing());
    });
    m_pause = addForTables(u"logs.pause"_s, tr("&Pause, without losing lines"), Icon::Pause, Qt::Key_Space, [this] {
        LogTab &tab = m_page.current();
        tab.setPaused(!tab.isPaused());
        judge();
    });
    addForTables(u"logs.clear"_s, tr("&Clear the view"), Icon::Delete, QKeySequence(u"Ctrl+Backspace"_s),
                 [this] { m_page.current().model().clear(); });
}

void LogsActions::addFilters()
{
    const QStringList names{u"debug"_s, u"info"_s, u"warning"_s, u"error"_s};
    const QStringList words{tr("All levels"), tr("Information and above"), tr("Warnings and above"), tr("Errors only")};
    for (int i = 0; i < names.size(); ++i) {
        add(u"logs.level%1"_s.arg(i + 1), words[i], Icon::Filter, QKeySequence(u"Alt+%1"_s.arg(i + 1)),
            [this, level = names[i]] { m_page.setLevel(level); });
    }
    add(u"logs.new_tab"_s, tr("Follow this filter in a new &tab"), Icon::Add, QKeySequence(u"Ctrl+T"_s),
        [this] { m_page.openNarrow(); });
    m_closeTab = add(u"logs.close_tab"_s, tr("Close the ta&b"), Icon::Close, QKeySequence(u"Ctrl+W"_s),
                     [this] { m_page.closeTab(); });
    add(u"logs.save_filter"_s, tr("&Save the filter…"), Icon::Bookmark, QKeySequence(u"Ctrl+Shift+F"_s),
        [this] { m_page.saveFilter(); });
    Action *saved =
        add(u"logs.saved"_s, tr("Sa&ved filters…"), Icon::Bookmark, QKeySequence(u"Ctrl+Shift+V"_s), [this] {
            QMenu menu;
            fillSavedFilters(menu);
            menu.exec(m_page.mapToGlobal(QPoint(24, 60)));
        });
    saved->setToolTip(tr("Filters that were saved"));
}

void LogsActions::fillSavedFilters(QMenu &menu)
{
    const SavedFilters filters(m_work.settings);
    for (const QString &name : filters.names()) {
        QMenu *one = menu.addMenu(icon(Icon::Bookmark), name);
        one->addAction(tr("Use: %1").arg(filters.filter(name)), this,
                       [this, text = filters.filter(name)] { m_page.current().setFilterText(text); });
        one->addAction(icon(Icon::Delete), tr("Forget"), this,
                       [this, name] { SavedFilters(m_work.settings).save(name, {}); });
    }
    if (menu.isEmpty())
        menu.addAction(tr("None is saved yet"))->setEnabled(false);
}

void LogsActions::addMoving()
{
    const auto model = [this]() -> LogModel & { return m_page.current().model(); };
    const auto table = [this]() -> LogTable & { return m_page.current().table(); };
    const auto row = [table] { return table().currentIndex().row(); };
    addForTables(u"logs.next_error"_s, tr("Next &error"), Icon::Down, QKeySequence(u"Ctrl+Down"_s),
                 [=] { table().goTo(model().nextError(row(), true)); });
    addForTables(u"logs.previous_error"_s, tr("Previous e&rror"), Icon::Up, QKeySequence(u"Ctrl+Up"_s),
                 [=] { table().goTo(model().nextError(row(), false)); });
    add(u"logs.mark"_s, tr("&Mark"), Icon::Bookmark, QKeySequence(u"Ctrl+B"_s), [=] {
        for (const qint64 id : table().selectedRows()) {
            const int at = model().rowOf(id);
            model().mark(at, model().buffer().markOf(id) ? 0 : 1);
        }
    });
    add(u"logs.next_mark"_s, tr("Next mar&k"), Icon::Down, Qt::Key_F2,
        [=] { table().goTo(model().nextMarked(row(), true)); });
    add(u"logs.previous_mark"_s, tr("Previous mark"), Icon::Up, QKeySequence(u"Shift+F2"_s),
        [=] { table().goTo(model().nextMarked(row(), false)); });
    add(u"logs.find"_s, tr("F&ind in the lines shown"), Icon::Search, QKeySequence(u"Ctrl+Shift+G"_s),
        [this] { m_page.askForFind(); });
    add(u"logs.find_next"_s, tr("Find &next"), Icon::Down, Qt::Key_F3, [this] { m_page.findNext(true); });
    add(u"logs.find_previous"_s, tr("Find previous"), Icon::Up, QKeySequence(u"Shift+F3"_s),
        [this] { m_page.findNext(false); });
}

Action *LogsActions::withLine(Action *action, const QString &member)
{
    m_needLine.emplaceBack(action, member);
    return action;
}

void LogsActions::addLeading()
{
    const auto value = [this](const QString &member) { return m_page.currentLine()[member].toString(); };
    withLine(add(u"logs.details"_s, tr("&Details of the line"), Icon::Details, QKeySequence(u"Ctrl+Return"_s),
                 [this] { m_page.showLine(); }),
             {});
    withLine(add(u"logs.request"_s, tr("All lines of this re&quest"), Icon::Link, QKeySequence(u"Ctrl+G"_s),
                 [this] { m_page.openRequest(); }),
             u"request_id"_s);
    withLine(add(u"logs.story"_s, tr("St&ory of this request"), Icon::Time, QKeySequence(u"Ctrl+Shift+R"_s),
                 [this, value] { m_work.navigator.showDetails(Subject::Request, value(u"request_id"_s)); }),
             u"request_id"_s);
    withLine(add(
                 u"logs.user"_s, tr("Go to &user"), Icon::Users, QKeySequence(u"Ctrl+U"_s),
                 [this, value] { m_work.navigator.showDetails(Subject::User, value(u"user_id"_s)); },
                 Permission::UsersRead),
             u"user_id"_s);
    withLine(add(u"logs.session"_s, tr("Lines of this sess&ion"), Icon::Sessions, QKeySequence(u"Ctrl+Shift+S"_s),
                 [this, value] { m_page.demand(u"session"_s, value(u"session_id"_s), false); }),
             u"session_id"_s);
    withLine(add(
                 u"logs.audit"_s, tr("&Audit of this request"), Icon::Audit, QKeySequence(u"Ctrl+Shift+A"_s),
                 [this, value] {
                     m_work.navigator.go({Place::Audit, u"request:"_s + value(u"request_id"_s), {}});
                 },
                 Permission::AuditRead),
             u"request_id"_s);
    withLine(add(u"logs.context"_s, tr("Show in conte&xt"), Icon::Details, QKeySequence(u"Ctrl+Shift+K"_s),
                 [this] { m_page.openContext(); }),
             {});
    add(u"logs.older"_s, tr("O&lder lines from the server"), Icon::Time, QKeySequence(u"Ctrl+Shift+H"_s),
        [this] { m_page.openOlder(); });
}

void LogsActions::addFiles()
{
    add(u"logs.export"_s, tr("Export the lines sho&wn…"), Icon::Export, QKeySequence(u"Ctrl+E"_s),
        [this] { m_page.exportLines(true); });
    add(u"logs.export_all"_s, tr("Export the whole buffer…"), Icon::Export, QKeySequence(u"Ctrl+Shift+E"_s),
        [this] { m_page.exportLines(false); });
    add(u"logs.export_server"_s, tr("Export from the server…"), Icon::Export, QKeySequence(u"Ctrl+Alt+E"_s),
        [this] { m_page.exportFromServer(); });
    add(u"logs.open_file"_s, tr("Open an exported file…"), Icon::Import, QKeySequence(u"Ctrl+O"_s),
        [this] { m_page.openFile(); });
}

void LogsActions::judge()
{
    const QJsonObject line = m_page.currentLine();
    for (const auto &[action, member] : m_needLine)
        action->setPossible(!line.isEmpty() && (member.isEmpty() || line.contains(member)),
                            line.isEmpty() ? tr("Select a line.") : tr("This line has no %1.").arg(member));
    const bool grows = m_page.current().grows();
    m_follow->setPossible(grows, tr("Nothing is added to this tab."));
    m_pause->setPossible(grows, tr("Nothing is added to this tab."));
    m_pause->setIcon(icon(m_page.current().isPaused() ? Icon::Play : Icon::Pause));
    m_closeTab->setPossible(&m_page.current() != &m_page.live(), tr("The live tab stays."));
}

void LogsActions::popUp(const QPoint &globalPosition)
{
    QMenu menu;
    const QJsonObject line = m_page.currentLine();
    for (const auto &[member, value] :
         {std::pair{u"event"_s, line[u"event"_s].toString()}, std::pair{u"user"_s, line[u"user_id"_s].toString()},
          std::pair{u"ip"_s, line[u"client_ip"_s].toString()}})
    {
        if (value.isEmpty())
            continue;
        menu.addAction(icon(Icon::Filter), tr("Only %1:%2").arg(member, value), this,
                       [this, member = member, value = value] { m_page.demand(member, value, false); });
        menu.addAction(tr("Without %1:%2").arg(member, value), this,
                       [this, member = member, value = value] { m_page.demand(member, value, true); });
    }
    menu.addSeparator();
    for (Action *action : m_work.actions.of(Place::Logs))
        menu.addAction(action);
    menu.exec(globalPosition);
}

} // namespace auth::console
