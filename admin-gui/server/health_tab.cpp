#include "server/health_tab.h"

#include "server/fact_card.h"
#include "server/health_facts.h"
#include "widgets/badge_delegate.h"
#include "widgets/table_view.h"

#include <QtCore/QDateTime>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHeaderView>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int cardWidth = 330;
constexpr std::chrono::seconds silence{60};

template<class T> using Columns = std::vector<typename RowModel<T>::Column>;

/// A column of numbers; one that should be 0 gets a badge when it is not.
template<class T, class N> typename RowModel<T>::Column numbers(const QString &title, N T::*member, bool isBad = false)
{
    typename RowModel<T>::Column column{.title = title,
                                        .text = [member](const T &row) { return numberText(qint64(row.*member)); }};
    if (isBad)
        column.tone = [member](const T &row) {
            return row.*member > 0 ? std::optional(Tone::Warning) : std::optional<Tone>();
        };
    return column;
}

RowModel<LaneState> *laneModel(QObject *parent)
{
    Columns<LaneState> columns{
        {.title = HealthTab::tr("Queue"), .text = [](const LaneState &lane) { return lane.name; }},
        {.title = HealthTab::tr("Running"),
         .text = [](const LaneState &lane) { return HealthTab::tr("%1 of %2").arg(lane.running).arg(lane.threads); }},
        {.title = HealthTab::tr("Waiting"),
         .text = [](const LaneState &lane) { return HealthTab::tr("%1 of %2").arg(lane.waiting).arg(lane.queue); },
         .tone =
             [](const LaneState &lane) {
                 return lane.waiting * 2 > lane.queue ? std::optional(Tone::Warning) : std::optional<Tone>();
             }},
        {.title = HealthTab::tr("May wait"),
         .text = [](const LaneState &lane) { return durationText(std::chrono::milliseconds(lane.deadlineMs)); }},
        numbers(HealthTab::tr("Done"), &LaneState::done),
        numbers(HealthTab::tr("Queue full"), &LaneState::refused, true),
        numbers(HealthTab::tr("Waited too long"), &LaneState::expired, true)};
    return new RowModel<LaneState>(
        std::move(columns), [](const LaneState &lane) { return lane.name; }, parent);
}

RowModel<LogSinkState> *sinkModel(QObject *parent)
{
    Columns<LogSinkState> columns{
        {.title = HealthTab::tr("Goes to"), .text = [](const LogSinkState &sink) { return sink.name; }},
        numbers(HealthTab::tr("Lines written"), &LogSinkState::written),
        numbers(HealthTab::tr("On their way"), &LogSinkState::pending),
        numbers(HealthTab::tr("Lost"), &LogSinkState::dropped, true)};
    return new RowModel<LogSinkState>(
        std::move(columns), [](const LogSinkState &sink) { return sink.name; }, parent);
}

RowModel<Instance> *instanceModel(const TimeText &times, QObject *parent)
{
    const auto age = [](const Instance &instance) {
        return std::chrono::seconds((QDateTime::currentMSecsSinceEpoch() - toMillis(instance.seenAt)) / 1000);
    };
    Columns<Instance> columns{
        {.title = HealthTab::tr("Instance"), .text = [](const Instance &row) { return row.name; }},
        {.title = HealthTab::tr("Heartbeat"),
         .text = [&times](const Instance &row) { return times.relativeText(row.seenAt); },
         .tone = [age](const Instance &row) { return age(row) > silence ? Tone::Warning : Tone::Success; },
         .toolTip = [&times](const Instance &row) { return times.toolTip(row.seenAt); }},
        {.title = HealthTab::tr("Machine"), .text = [](const Instance &row) { return row.host; }},
        {.title = HealthTab::tr("Address"), .text = [](const Instance &row) { return row.url; }},
        {.title = HealthTab::tr("Version"), .text = [](const Instance &row) { return row.version; }},
        {.title = HealthTab::tr("Started"),
         .text = [&times](const Instance &row) { return times.shortText(row.startedAt); }}};
    return new RowModel<Instance>(
        std::move(columns), [](const Instance &row) { return row.id.text(); }, parent);
}

void fitHeight(TableView &table)
{
    const int rows = std::max(1, table.model()->rowCount());
    table.setFixedHeight(table.horizontalHeader()->sizeHint().height()
                         + table.verticalHeader()->defaultSectionSize() * rows + 4);
}

} // namespace

HealthTab::HealthTab(const ServerProfile &profile, TimeText &times, QWidget *parent)
    : QScrollArea(parent), m_times(times), m_certificate(profile), m_lanes(laneModel(this)), m_sinks(sinkModel(this)),
      m_instances(instanceModel(times, this))
{
    setObjectName(u"healthTab"_s);
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    auto *inner = new QWidget;
    m_grid = new QGridLayout(inner);
    m_grid->setContentsMargins(16, 16, 16, 16);
    m_grid->setSpacing(12);
    setWidget(inner);
    m_program = addCard(u"program"_s, tr("Program"));
    m_process = addCard(u"process"_s, tr("Process"));
    m_database = addCard(u"database"_s, tr("Database"));
    m_writes = addCard(u"writes"_s, tr("Writes"));
    m_hashing = addCard(u"hashing"_s, tr("Password hashing"));
    m_tls = addCard(u"tls"_s, tr("Certificate"));
    addTable(u"lanes"_s, tr("Queues"), m_lanes);
    addTable(u"instances"_s, tr("Instances"), m_instances);
    addTable(u"sinks"_s, tr("Log"), m_sinks);
    connect(&m_certificate, &CertificateProbe::found, this, &HealthTab::showCertificate);
    connect(&times, &TimeText::changed, m_instances, &RowModel<Instance>::repaint);
    showCertificate();
}

FactCard *HealthTab::addCard(const QString &name, const QString &title)
{
    auto *card = new FactCard(title, widget()); // laid out when it is known how wide the page is
    card->setObjectName(name);
    m_cards += card;
    return card;
}

template<class Model> TableView *HealthTab::addTable(const QString &name, const QString &title, Model *model)
{
    auto *table = new TableView;
    table->setObjectName(name + u".table"_s);
    table->setAccessibleName(title);
    table->setFrameShape(NoFrame);
    table->setModel(model);
    table->setItemDelegate(new BadgeDelegate(table));
    addCard(name, title)->addContent(table);
    m_tables += table;
    return table;
}

void HealthTab::show(const SystemState &state)
{
    m_program->setFacts(programFacts(state));
    m_process->setFacts(processFacts(state.process, m_times));
    m_database->setFacts(databaseFacts(state.database));
    m_writes->setFacts(writeFacts(state.database.writes));
    m_hashing->setFacts(hashingFacts(state.hashing));
    m_lanes->setRows(state.lanes);
    m_sinks->setRows(state.logSinks);
    m_instances->setRows(state.instances);
    for (TableView *table : std::as_const(m_tables)) {
        fitWithBadges(*table);
        fitHeight(*table);
    }
    m_certificate.look();
}

void HealthTab::showCertificate()
{
    m_tls->setFacts(certificateFacts(m_certificate.certificate(), m_certificate.isEncrypted()));
}

void HealthTab::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange(std::clamp((viewport()->width() - 20) / cardWidth, 1, 3));
}

/// Cards of facts side by side, tables over the whole width below them.
void HealthTab::arrange(int columns)
{
    if (std::exchange(m_columns, columns) == columns)
        return;
    while (QLayoutItem *item = m_grid->takeAt(0))
        delete item;
    int place = 0;
    for (FactCard *card : std::as_const(m_cards)) {
        const bool isTable = card->findChild<TableView *>();
        if (isTable)
            place = (place + columns - 1) / columns * columns;
        m_grid->addWidget(card, place / columns, place % columns, 1, isTable ? columns : 1);
        place += isTable ? columns : 1;
    }
    for (int i = 0; i < 3; ++i)
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    for (int i = 0; i <= place / columns; ++i)
        m_grid->setRowStretch(i, 0);
    m_grid->setRowStretch(place / columns, 1);
}

} // namespace auth::console
