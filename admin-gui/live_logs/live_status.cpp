#include "live_logs/live_status.h"

#include "live_logs/log_tab.h"
#include "live_logs/log_table.h"
#include "widgets/state_badge.h"
#include "widgets/time_text.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QString fill(const LogBuffer &buffer)
{
    const double rows = static_cast<double>(buffer.count()) / static_cast<double>(buffer.limits().rows);
    const double bytes = static_cast<double>(buffer.bytes()) / static_cast<double>(buffer.limits().bytes);
    return QLocale().toString(std::min(100.0, 100 * std::max(rows, bytes)), 'f', 0);
}

} // namespace

LiveStatus::LiveStatus(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"logs.status"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 6); // above the line below the tabs
    m_badge = new StateBadge(this);
    m_badge->setObjectName(u"logs.state"_s);
    m_text = new QLabel(this);
    m_text->setObjectName(u"logs.rate"_s);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_badge);
    row->addWidget(m_text);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &LiveStatus::measureRate);
    connect(&m_second, &QTimer::timeout, this, &LiveStatus::countDown);
    m_since.start();
    m_second.start();
}

void LiveStatus::setFeed(const FeedState &state) { m_feed = state; }

void LiveStatus::countDown()
{
    if (m_feed.kind == FeedState::Kind::Reconnecting)
        m_feed.retryIn = std::max(std::chrono::milliseconds(0), m_feed.retryIn - std::chrono::seconds(1));
}

void LiveStatus::measureRate()
{
    m_rate = static_cast<double>(m_lines) * 1000 / static_cast<double>(std::max<qint64>(1, m_since.restart()));
    m_lines = 0;
}

void LiveStatus::show(LogTab &tab, qint64 overflowed)
{
    setVisible(tab.grows());
    showBadge(tab);
    m_badge->setToolTip(m_feed.problem);
    m_badge->setAccessibleDescription(m_feed.problem);
    const LogBuffer &buffer = tab.model().buffer();
    QStringList parts{tr("%1 lines/s").arg(shortNumberText(m_rate)), tr("buffer %1 %").arg(fill(buffer))};
    if (const QString beginning = tab.model().beginningText(); !beginning.isEmpty())
        parts += tr("from %1").arg(beginning);
    if (const qint64 lost = overflowed + tab.droppedWhilePaused(); lost > 0)
        parts += tr("%1 dropped here").arg(numberText(lost));
    m_text->setText(parts.join(u" · "_s));
}

void LiveStatus::showBadge(LogTab &tab)
{
    const QString unseen = numberText(tab.unseen());
    switch (m_feed.kind) {
    case FeedState::Kind::Forbidden:
        return m_badge->setState(tr("Not allowed"), Tone::Error);
    case FeedState::Kind::Distrusted:
        return m_badge->setState(tr("Not trusted"), Tone::Error);
    case FeedState::Kind::Reconnecting:
        return m_badge->setState(
            tr("Reconnecting in %n s", nullptr, static_cast<int>((m_feed.retryIn.count() + 999) / 1000)),
            Tone::Warning);
    case FeedState::Kind::Connecting:
        return m_badge->setState(tr("Connecting"), Tone::Info);
    case FeedState::Kind::Stopped:
        return m_badge->setState(tr("Stopped"), Tone::Neutral);
    case FeedState::Kind::Live:
        break;
    }
    if (tab.isPaused())
        m_badge->setState(tr("Paused, %1 new").arg(unseen), Tone::Warning, Icon::Pause);
    else if (!tab.table().isFollowing())
        m_badge->setState(tr("Scrolled, %1 new").arg(unseen), Tone::Info, Icon::Down);
    else
        m_badge->setState(tr("Live"), Tone::Success, Icon::Play);
}

} // namespace auth::console
