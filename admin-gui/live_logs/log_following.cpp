#include "live_logs/live_status.h"
#include "live_logs/logs_page.h"
#include "live_logs/server_lines.h"
#include "widgets/state_view.h"

#include <QtWidgets/QTabWidget>

// How LogsPage comes by its lines.

namespace auth::console {

namespace {

constexpr qint64 newestLines = 1000;
constexpr std::chrono::seconds tokenRetry{3};

FeedSettings feedSettings(ApiClient &client)
{
    const ServerProfile profile = client.profile();
    FeedSettings settings;
    settings.server = profile.url;
    settings.tls = sslConfiguration(profile);
    settings.trust = [profile](const QList<QSslCertificate> &chain, const QList<QSslError> &errors) {
        return !judge(profile, chain, errors).has_value();
    };
    return settings;
}

/// Of its last line that could be read: other rows have no place of their own.
std::optional<LinePlace> lastPlace(const LogBatch &batch)
{
    const auto isLine = [](const LogRecord &record) { return record.kind == RowKind::Line; };
    const auto last = std::find_if(batch.records.rbegin(), batch.records.rend(), isLine);
    return last == batch.records.rend() ? std::nullopt : std::optional(last->place);
}

} // namespace

/// What was written before somebody looked comes from the store; the feed goes on behind it.
void LogsPage::beginWithNewest()
{
    auto *newest =
        new ServerLines(m_work.client, {}, newestLines, this, [this](const Answer<ServerLines::Fetched> &fetched) {
            if (!fetched)
                return startFeed(std::nullopt);
            m_live->append(fetched->lines);
            startFeed(lastPlace(fetched->lines));
        });
    newest->begin();
}

void LogsPage::startFeed(std::optional<LinePlace> after)
{
    FeedSettings settings = feedSettings(m_work.client);
    settings.after = after;
    m_feed = std::make_unique<LogFeed>(std::move(settings));
    connect(m_feed.get(), &LogFeed::linesArrived, this, &LogsPage::takeLines);
    connect(m_feed.get(), &LogFeed::stateChanged, this, &LogsPage::showFeed);
    connect(m_feed.get(), &LogFeed::tokenNeeded, this, &LogsPage::giveToken);
    m_feed->start();
}

void LogsPage::giveToken(const Secret &refused)
{
    m_work.client.tokens().reject(refused);
    m_work.client.withToken(this, [this](const Answer<Secret> &token) {
        if (token)
            m_feed->setToken(*token);
        else
            QTimer::singleShot(tokenRetry, this, [this] { giveToken({}); });
    });
}

void LogsPage::refresh()
{
    if (m_feed)
        m_feed->start();
}

void LogsPage::takeLines(const LogBatch &lines)
{
    m_status->countLines(lines.size());
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (auto *tab = static_cast<LogTab *>(m_tabs->widget(i)); tab->grows())
            tab->append(lines);
    }
}

void LogsPage::showFeed(const FeedState &state)
{
    m_status->setFeed(state);
    if (state.kind == FeedState::Kind::Forbidden)
        m_live->state().showForbidden(state.problem, tr("Ask somebody who may manage roles."));
    else if (state.kind == FeedState::Kind::Distrusted)
        m_work.notices.say(Tone::Error, state.problem);
    showStatus();
}

} // namespace auth::console
