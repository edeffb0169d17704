#include "shell/status_area.h"

#include "shell/job_status.h"
#include "widgets/state_badge.h"

#include <QtWidgets/QLabel>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds notedSkew{30};

QLabel *label(QStatusBar &bar, const QString &name)
{
    auto *made = new QLabel(&bar);
    made->setObjectName(name);
    return made;
}

} // namespace

StatusArea::StatusArea(Desk &desk, QStatusBar &bar) : m_desk(desk)
{
    m_connection = new StateBadge(&bar);
    m_connection->setObjectName(u"status.connection"_s);
    m_server = label(bar, u"status.server"_s);
    m_user = label(bar, u"status.user"_s);
    m_clock = label(bar, u"status.clock"_s);
    m_jobs = new JobStatus(desk.workspace().jobs, &bar);
    for (QWidget *each : std::initializer_list<QWidget *>{m_connection, m_server, m_user, m_clock})
        bar.addWidget(each);
    bar.addPermanentWidget(m_jobs);
    showClockSkew();
    m_server->setText(desk.client().profile().title());
    m_server->setToolTip(desk.client().profile().url.toString());
    showOnline(desk.online().isOnline());
    showUser();
    connect(&desk.online(), &OnlineWatch::changed, this, &StatusArea::showOnline);
    connect(&desk.workspace().rights, &Rights::changed, this, &StatusArea::showUser);
    connect(m_jobs, &JobStatus::opened, this, [this](JobId id) {
        m_desk.workspace().navigator.go({.place = Place::Jobs, .filter = {}, .id = id.text()});
    });
}

StatusArea::~StatusArea()
{
    for (QWidget *each : std::initializer_list<QWidget *>{m_connection, m_server, m_user, m_clock, m_jobs})
        delete each;
}

void StatusArea::showOnline(bool online)
{
    if (online)
        m_connection->setState(tr("Connected"), Tone::Success, Icon::Connect);
    else
        m_connection->setState(tr("Offline, trying again"), Tone::Error, Icon::Disconnect);
    m_connection->setAccessibleName(m_connection->text());
}

void StatusArea::showUser()
{
    const Rights &rights = m_desk.workspace().rights;
    const QString roles = rights.user().roles.join(u", "_s);
    m_user->setText(rights.isReadOnly() ? tr("%1 · %2 · read-only").arg(rights.user().username, roles)
                                        : tr("%1 · %2").arg(rights.user().username, roles));
}

/// Only where it matters to what times say.
void StatusArea::showClockSkew()
{
    const std::chrono::seconds ahead = m_desk.client().link().clockSkew().value_or(std::chrono::seconds(0));
    m_clock->setVisible(std::chrono::abs(ahead) > notedSkew);
    const auto seconds = static_cast<int>(std::chrono::abs(ahead).count());
    m_clock->setText(ahead.count() > 0
                         ? tr("The server's clock is %n second(s) ahead of this machine's.", nullptr, seconds)
                         : tr("The server's clock is %n second(s) behind this machine's.", nullptr, seconds));
}

} // namespace auth::console
