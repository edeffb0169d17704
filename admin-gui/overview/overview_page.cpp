#include "overview/overview_page.h"

#include "api/endpoints/system.h"
#include "api/endpoints/users.h"
#include "overview/overview_tiles.h"
#include "shell/sidebar.h"
#include "widgets/badge_delegate.h"
#include "widgets/table_view.h"
#include "widgets/theme.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds summaryInterval{5};
constexpr std::chrono::seconds stateInterval{15};
constexpr qint64 daysOfWarning = 14;
const Target circuits{.place = Place::Server, .filter = u"circuits"_s, .id = {}};

QLabel *heading(const QString &name, const QString &text, double larger)
{
    auto *label = new QLabel(text);
    label->setObjectName(name);
    label->setFont(uiFont(larger, QFont::DemiBold));
    return label;
}

} // namespace

OverviewPage::OverviewPage(Workspace &workspace, QWidget *parent)
    : LivePage(Place::Overview, workspace, Permission::SystemRead, parent), m_about(new QLabel),
      m_attention(new AttentionList), m_tiles(new OverviewTiles(workspace.times)),
      m_circuitsTitle(heading(u"circuitsTitle"_s, tr("Circuits"), 1)), m_circuits(new TableView),
      m_breakers(breakerModel(workspace.times, this)), m_certificate(workspace.client.profile())
{
    setObjectName(u"overviewPage"_s);
    setContent(makeContent());
    connect(m_tiles, &OverviewTiles::wanted, &workspace.navigator, &Navigator::go);
    connect(m_attention, &AttentionList::wanted, &workspace.navigator, &Navigator::go);
    connect(m_circuits, &TableView::rowActivated, this, [this] { this->workspace().navigator.go(circuits); });
    connect(&workspace.times, &TimeText::changed, m_breakers, &BreakerModel::repaint);
    connect(&m_certificate, &CertificateProbe::found, this, &OverviewPage::showConcerns);
    addActions();
    every(summaryInterval, [this] { return askSummary(); });
    every(stateInterval, [this] { return askState(); });
    every(stateInterval, [this] { return askLocked(); });
}

QWidget *OverviewPage::makeContent()
{
    m_about->setObjectName(u"instance"_s);
    m_about->setAccessibleName(nameOf(Place::Server));
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_about->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_circuits->setObjectName(u"circuits"_s);
    m_circuits->setAccessibleName(tr("Circuits"));
    m_circuits->setModel(m_breakers);
    m_circuits->setItemDelegate(new BadgeDelegate(m_circuits));
    auto *head = new QHBoxLayout;
    head->addWidget(heading(u"overviewTitle"_s, nameOf(Place::Overview).remove(u'&'), 6));
    head->addStretch();
    head->addWidget(m_about, 0, Qt::AlignBottom);
    auto *inner = new QWidget;
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(24, 16, 24, 24);
    column->setSpacing(12);
    column->addLayout(head);
    column->addWidget(m_attention);
    column->addWidget(m_tiles);
    column->addSpacing(4);
    column->addWidget(m_circuitsTitle);
    column->addWidget(m_circuits);
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setObjectName(u"overview.scroll"_s);
    scroll->setAccessibleName(nameOf(Place::Overview));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inner);
    return scroll;
}

void OverviewPage::addActions()
{
    Navigator &navigator = workspace().navigator;
    const auto add = [&](const QString &id, const QString &text, Icon icon, const QString &keys, Permission needs,
                         const Target &target) {
        workspace().actions.add({.id = id,
                                 .text = text,
                                 .icon = icon,
                                 .keys = QKeySequence(keys),
                                 .place = Place::Overview,
                                 .needs = needs,
                                 .changes = false,
                                 .about = {}},
                                [&navigator, target] { navigator.go(target); });
    };
    add(u"overview.failed_sign_ins"_s, tr("&Failed sign-ins in the log"), Icon::Logs, u"Ctrl+Shift+F"_s,
        Permission::LogsRead, {.place = Place::Logs, .filter = u"event:sign_in.failed"_s, .id = {}});
    add(u"overview.errors"_s, tr("Server &errors in the log"), Icon::Error, u"Ctrl+Shift+E"_s, Permission::LogsRead,
        {.place = Place::Logs, .filter = u"status:5xx"_s, .id = {}});
    add(u"overview.circuits"_s, tr("&Circuits of the server"), Icon::Server, u"Ctrl+Shift+C"_s, Permission::SystemRead,
        circuits);
}

CallHandle OverviewPage::askSummary()
{
    return workspace().client.send(api::systemSummary, {.window = u"60m"_s}, this,
                                   [this](const Answer<SystemSummary> &answer) {
                                       if (!answer)
                                           return failed(answer.error());
                                       showSummary(*answer);
                                       took();
                                   });
}

CallHandle OverviewPage::askState()
{
    m_certificate.look();
    return workspace().client.send(api::systemState, {}, this, [this](const Answer<SystemState> &answer) {
        if (answer)
            showState(*answer);
        else
            failed(answer.error());
    });
}

CallHandle OverviewPage::askLocked()
{
    if (!workspace().rights.allows(Permission::UsersRead))
        return {};
    UserListRequest request;
    request.state = AccountState::Locked;
    request.limit = 1;
    return workspace().client.send(api::users, request, this, [this](const Answer<auth::Page<Account>> &answer) {
        if (!answer)
            return; // the other questions tell what is wrong
        m_locked = answer->total.value;
        showConcerns();
    });
}

void OverviewPage::showSummary(const SystemSummary &summary)
{
    m_tiles->show(summary);
    m_fromServer.clear();
    for (const Attention &each : summary.attention)
        m_fromServer += concernOf(each);
    showConcerns();
}

void OverviewPage::showState(const SystemState &state)
{
    const auto uptime = durationText(std::chrono::seconds(std::max<qint64>(1, state.process.uptimeSeconds)));
    m_about->setText(
        tr("%1 · version %2 · up %3 · %4")
            .arg(state.instance, state.version, uptime, QLocale().formattedDataSize(state.process.residentBytes)));
    m_about->setToolTip(state.url);
    m_tiles->show(state.database.pool);
    m_databaseAway = !state.database.reachable;
    m_breakers->setRows(state.breakers);
    fitWithBadges(*m_circuits);
    m_circuitsTitle->setVisible(!state.breakers.isEmpty());
    m_circuits->setVisible(!state.breakers.isEmpty());
    m_circuits->setFixedHeight(m_circuits->horizontalHeader()->sizeHint().height()
                               + m_circuits->verticalHeader()->defaultSectionSize() * m_breakers->rowCount() + 4);
    showConcerns();
}

void OverviewPage::showConcerns()
{
    QList<Concern> all;
    const Target health{.place = Place::Server, .filter = u"health"_s, .id = {}};
    if (m_databaseAway)
        all += {Tone::Error, tr("The database does not answer."), tr("Show the database"), health};
    all += m_fromServer;
    if (const QSslCertificate &certificate = m_certificate.certificate(); !certificate.isNull()) {
        const qint64 days = daysLeft(certificate);
        if (days < daysOfWarning)
            all += {days < 3 ? Tone::Error : Tone::Warning,
                    tr("The server's certificate ends in %Ln days.", nullptr, static_cast<int>(days)),
                    tr("Show the certificate"), health};
    }
    if (m_locked > 0)
        all += {Tone::Info,
                tr("%Ln accounts are locked.", nullptr, static_cast<int>(m_locked)),
                tr("Show locked accounts"),
                {.place = Place::Users, .filter = u"state:locked"_s, .id = {}}};
    m_attention->show(all);
}

void OverviewPage::setStale(bool stale)
{
    m_tiles->setStale(stale);
    m_attention->setEnabled(!stale);
    m_circuits->setEnabled(!stale);
    m_about->setEnabled(!stale);
}

} // namespace auth::console
