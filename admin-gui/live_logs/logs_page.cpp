#include "live_logs/logs_page.h"

#include "live_logs/line_panel.h"
#include "live_logs/live_status.h"
#include "live_logs/log_table.h"
#include "live_logs/logs_actions.h"
#include "live_logs/saved_filters.h"
#include "shell/details_dock.h"
#include "shell/sidebar.h"
#include "widgets/filter_bar.h"
#include "widgets/state_view.h"

#include <QtCore/QJsonDocument>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

LogLimits liveLimits(const QSettings &settings)
{
    return {.rows = std::clamp<qint64>(settings.value(u"logs/lines"_s, 500'000).toLongLong(), 50'000, 5'000'000),
            .bytes = std::clamp<qint64>(settings.value(u"logs/megabytes"_s, 128).toLongLong(), 16, 4096) << 20};
}

} // namespace

LogsPage::LogsPage(Workspace &work, DetailsDock &details, QWidget *parent)
    : Page(Place::Logs, parent), m_work(work), m_details(details), m_panel(new LinePanel(work)),
      m_tabs(new QTabWidget(this)), m_status(new LiveStatus(this)), m_find(new QLineEdit(this))
{
    setObjectName(u"logs"_s);
    details.add(Subject::LogLine, m_panel);
    m_tabs->setObjectName(u"logs.tabs"_s);
    m_tabs->setAccessibleName(nameOf(Place::Logs));
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setCornerWidget(m_status);
    m_find->setObjectName(u"logs.find"_s);
    m_find->setAccessibleName(tr("Find in the lines shown"));
    m_find->setPlaceholderText(tr("Find in the lines shown (F3 next, Shift+F3 previous)"));
    m_find->hide();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(12, 8, 12, 0);
    rows->setSpacing(6);
    rows->addWidget(m_tabs, 1);
    rows->addWidget(m_find);
    m_live = addTab(LogTab::Kind::Live, tr("Live"), liveLimits(work.settings));
    for (const auto side : {QTabBar::LeftSide, QTabBar::RightSide})
        m_tabs->tabBar()->setTabButton(0, side, nullptr);
    m_actions = std::make_unique<LogsActions>(work, *this);
    auto *second = new QTimer(this);
    second->setInterval(std::chrono::seconds(1));
    connect(second, &QTimer::timeout, this, [this] {
        if (isVisible())
            showStatus();
    });
    second->start();
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        showStatus();
        Q_EMIT currentChanged();
    });
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, [this](int index) {
        m_tabs->setCurrentIndex(index);
        closeTab();
    });
    connect(m_find, &QLineEdit::returnPressed, this, [this] { findNext(true); });
    connect(m_panel, &LinePanel::filterWanted, this, &LogsPage::demand);
}

LogsPage::~LogsPage() = default;

LogTab *LogsPage::addTab(LogTab::Kind kind, const QString &title, LogLimits limits)
{
    auto *tab = new LogTab(kind, limits, m_work.times, m_tabs);
    const int index =
        m_tabs->addTab(tab, icon(tab->grows() ? Icon::Logs : Icon::Search), QString(title).replace(u'&', u"&&"_s));
    m_tabs->setTabToolTip(index, title);
    connect(tab, &LogTab::changed, this, &LogsPage::showStatus);
    connect(tab, &LogTab::filterAccepted, this, [this] { m_work.navigator.note(target()); });
    connect(tab->table().selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LogsPage::currentChanged);
    connect(&tab->model(), &QAbstractItemModel::modelReset, this, &LogsPage::currentChanged);
    connect(&tab->table(), &TableView::rowActivated, this, &LogsPage::showLine);
    connect(&tab->table(), &LogTable::lostSight, this,
            [this] { m_work.notices.say(Tone::Info, tr("Older lines left the buffer.")); });
    connect(&tab->table(), &QWidget::customContextMenuRequested, this,
            [this, tab](const QPoint &at) { m_actions->popUp(tab->table().viewport()->mapToGlobal(at)); });
    return tab;
}

LogTab &LogsPage::current() { return *static_cast<LogTab *>(m_tabs->currentWidget()); }

void LogsPage::open(const Target &target)
{
    if (!m_started) {
        m_started = true;
        beginWithNewest();
    }
    if (!target.filter.isEmpty()) {
        m_tabs->setCurrentWidget(m_live);
        m_live->setFilterText(target.filter);
    }
    current().table().setFocus();
}

Target LogsPage::target() const { return {.place = Place::Logs, .filter = m_live->filterText(), .id = {}}; }

void LogsPage::focusFilter() { current().filterBar().focusLine(); }

bool LogsPage::escape()
{
    if (m_find->isVisible()) {
        m_find->hide();
    } else if (!current().filterText().isEmpty()) {
        current().filterBar().clear();
    } else {
        return false;
    }
    current().table().setFocus();
    return true;
}

void LogsPage::showStatus() { m_status->show(current(), m_feed ? m_feed->dropped() : 0); }

void LogsPage::closeTab()
{
    LogTab &tab = current();
    if (&tab == m_live)
        return;
    m_tabs->removeTab(m_tabs->currentIndex());
    tab.deleteLater(); // its own menu may have asked for it
    current().table().setFocus();
}

void LogsPage::askForFind()
{
    m_find->show();
    m_find->setFocus();
    m_find->selectAll();
}

void LogsPage::findNext(bool forward)
{
    if (m_find->text().isEmpty())
        return askForFind();
    if (!current().find(m_find->text(), forward))
        m_work.notices.say(Tone::Info, tr("No line shown has \"%1\".").arg(m_find->text()));
}

void LogsPage::saveFilter()
{
    const QString filter = current().filterText();
    if (filter.isEmpty())
        return m_work.notices.say(Tone::Info, tr("Type a filter first."));
    bool accepted = false;
    const QString name =
        QInputDialog::getText(this, tr("Save filter"), tr("Name of the filter"), QLineEdit::Normal, filter, &accepted);
    if (!accepted || name.isEmpty())
        return;
    SavedFilters(m_work.settings).save(name, filter);
    m_work.notices.done(tr("The filter is saved as %1.").arg(name));
}

void LogsPage::setLevel(const QString &level)
{
    FilterExpression filter = current().model().filter().with(u"level"_s, u">="_s + level);
    if (level == u"debug")
        filter = filter.without(filter.groups().size() - 1);
    current().setFilterText(filter.text());
}

void LogsPage::demand(const QString &member, const QString &value, bool excluded)
{
    const FilterExpression wanted = current().model().filter().with(member, value, excluded);
    current().setFilterText(wanted.text());
}

QJsonObject LogsPage::currentLine()
{
    LogTab &tab = current();
    const QModelIndex index = tab.table().currentIndex();
    if (!index.isValid() || tab.model().row(index.row()).record().kind != RowKind::Line)
        return {};
    return QJsonDocument::fromJson(tab.model().row(index.row()).json(LogRow::Epoch::First)).object();
}

void LogsPage::showLine()
{
    const QJsonObject line = currentLine();
    if (line.isEmpty())
        return;
    m_panel->show(line);
    m_details.raisePanel(m_panel);
}

} // namespace auth::console
