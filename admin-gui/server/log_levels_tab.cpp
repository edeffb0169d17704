#include "server/log_levels_tab.h"

#include "api/endpoints/system.h"
#include "core/enum_name.h"
#include "model/log_level.h"
#include "widgets/badge_delegate.h"
#include "shell/live_page.h"
#include "shell/action_button.h"
#include "widgets/table_view.h"

#include <QtCore/QDateTime>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualMinutes = 15;
constexpr int mostMinutes = 1440;
const QString others = u"*"_s;

QString levelText(const QString &level)
{
    if (level == u"debug"_s)
        return LogLevelsTab::tr("Debug");
    if (level == u"info"_s)
        return LogLevelsTab::tr("Info");
    return level == u"warning"_s ? LogLevelsTab::tr("Warning") : LogLevelsTab::tr("Error");
}

QString moduleText(const QString &module) { return module == others ? LogLevelsTab::tr("All others") : module; }

QString levelOf(const LogLevelState &state, const QString &module)
{
    const auto named = [&](const QString &name) { return std::ranges::find(state.levels, name, &ModuleLevel::module); };
    if (const auto own = named(module); own != state.levels.end())
        return own->level;
    const auto rest = named(others);
    return rest == state.levels.end() ? state.usual : rest->level;
}

bool isSet(const LogLevelState &state, const QString &module)
{
    return std::ranges::find(state.levels, module, &ModuleLevel::module) != state.levels.end();
}

RowModel<ModuleLevel> *levelModel(const LogLevelState &state, QObject *parent)
{
    std::vector<RowModel<ModuleLevel>::Column> columns{
        {.title = LogLevelsTab::tr("Module"), .text = [](const ModuleLevel &row) { return moduleText(row.module); }},
        {.title = LogLevelsTab::tr("Logs from"), .text = [](const ModuleLevel &row) { return levelText(row.level); }},
        {.title = LogLevelsTab::tr("Kind"),
         .text =
             [&state](const ModuleLevel &row) {
                 return isSet(state, row.module) ? LogLevelsTab::tr("For a while") : LogLevelsTab::tr("As usual");
             },
         .tone =
             [&state](const ModuleLevel &row) {
                 return isSet(state, row.module) ? std::optional(Tone::Warning) : std::optional<Tone>();
             }}};
    return new RowModel<ModuleLevel>(
        std::move(columns), [](const ModuleLevel &row) { return row.module; }, parent);
}

QLabel *labelFor(QWidget *field, const QString &text)
{
    auto *label = new QLabel(text);
    label->setBuddy(field);
    field->setAccessibleName(QString(text).remove(u'&').remove(u':'));
    return label;
}

} // namespace

LogLevelsTab::LogLevelsTab(Workspace &workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_model(levelModel(m_state, this)), m_table(new TableView),
      m_level(new QComboBox), m_minutes(new QSpinBox), m_left(new QLabel)
{
    setObjectName(u"logLevelsTab"_s);
    addActions();
    m_view = new StateView(makeContent());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &LogLevelsTab::countDown);
    connect(m_view, &StateView::retryRequested, this, &LogLevelsTab::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LogLevelsTab::judge);
    judge();
}

void LogLevelsTab::addActions()
{
    const auto facts = [](const QString &id, const QString &text, Icon icon, const QString &keys) {
        return ActionFacts{.id = id,
                           .text = text,
                           .icon = icon,
                           .keys = QKeySequence(keys),
                           .place = Place::Server,
                           .needs = Permission::SystemManage,
                           .changes = true,
                           .about = {}};
    };
    m_set = m_workspace.actions.add(facts(u"server.set_level"_s, tr("Set the &level"), Icon::Edit, u"Ctrl+L"_s),
                                    [this] { setLevel(); });
    m_return = m_workspace.actions.add(
        facts(u"server.usual_levels"_s, tr("Back to the &usual levels"), Icon::Undo, u"Ctrl+Shift+R"_s),
        [this] { change({}, {}, tr("Every module logs as usual again.")); });
}

QWidget *LogLevelsTab::makeContent()
{
    for (const EnumName &level : enumNames<LogLevel>())
        m_level->addItem(levelText(QString::fromLatin1(level.name)), QString::fromLatin1(level.name));
    m_level->setObjectName(u"level"_s);
    m_minutes->setObjectName(u"minutes"_s);
    m_minutes->setRange(1, mostMinutes);
    m_minutes->setValue(usualMinutes);
    m_minutes->setSuffix(tr(" min"));
    m_left->setObjectName(u"levelsLeft"_s);
    m_table->setObjectName(u"levels"_s);
    m_table->setAccessibleName(tr("Modules"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new BadgeDelegate(m_table));
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(labelFor(m_level, tr("Log &from:")));
    row->addWidget(m_level);
    row->addWidget(labelFor(m_minutes, tr("f&or:")));
    row->addWidget(m_minutes);
    for (Action *action : {m_set, m_return})
        row->addWidget(actionButton(*action));
    row->addStretch();
    row->addWidget(m_left);
    column->addLayout(row);
    column->addWidget(m_table, 1);
    return content;
}

void LogLevelsTab::refresh()
{
    m_workspace.client.send(api::logLevels, {}, this, [this](const Answer<LogLevelState> &state) {
        if (state)
            show(*state);
        else if (m_model->rowCount() == 0)
            m_view->showError(failureOf(state.error()));
    });
}

void LogLevelsTab::show(const LogLevelState &state)
{
    const bool first = m_model->rowCount() == 0;
    m_state = state;
    QList<ModuleLevel> rows{{others, levelOf(state, others)}};
    for (const QString &module : state.modules)
        rows += {module, levelOf(state, module)};
    m_model->setRows(rows);
    if (first)
        fitWithBadges(*m_table);
    m_view->showContent();
    countDown();
    judge();
}

void LogLevelsTab::countDown()
{
    if (!m_state.until) {
        m_second.stop();
        return m_left->clear();
    }
    const std::chrono::milliseconds left(toMillis(*m_state.until) - QDateTime::currentMSecsSinceEpoch());
    if (left <= std::chrono::milliseconds(0)) {
        m_second.stop();
        m_left->setText(tr("The usual levels return now"));
        return QTimer::singleShot(std::chrono::seconds(1), this, &LogLevelsTab::refresh);
    }
    m_left->setText(
        tr("The usual levels return in %1").arg(durationText(std::chrono::ceil<std::chrono::seconds>(left))));
    if (m_here)
        m_second.start();
}

void LogLevelsTab::setHere(bool here)
{
    m_here = here;
    m_second.stop();
    if (here)
        refresh();
    judge();
}

QStringList LogLevelsTab::selectedModules() const
{
    QStringList modules;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        modules += m_model->row(index.row())->module;
    return modules;
}

void LogLevelsTab::judge()
{
    m_set->setPossible(m_here && m_table->selectionModel()->hasSelection(),
                       tr("Select modules on the tab Log levels first."));
    m_return->setPossible(m_here && !m_state.levels.isEmpty(), tr("Every module logs as usual."));
}

void LogLevelsTab::setLevel()
{
    const QStringList modules = selectedModules();
    QList<ModuleLevel> levels = m_state.levels;
    levels.removeIf([&](const ModuleLevel &each) { return modules.contains(each.module); });
    for (const QString &module : modules)
        levels += {module, m_level->currentData().toString()};
    change(levels, m_minutes->value(),
           tr("%Ln modules log from %1 for a while.", nullptr, static_cast<int>(modules.size()))
               .arg(m_level->currentText()));
}

void LogLevelsTab::change(QList<ModuleLevel> levels, std::optional<int> minutes, const QString &what)
{
    const LogLevelChange request{.levels = std::move(levels), .minutes = minutes};
    m_workspace.client.send(api::changeLogLevels, request, this, [this, what](const Answer<LogLevelState> &state) {
        if (!state)
            return m_workspace.notices.fail(tr("Change the log levels"), state.error());
        show(*state);
        m_workspace.notices.done(what);
    });
}

} // namespace auth::console
