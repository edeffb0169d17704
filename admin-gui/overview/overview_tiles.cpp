#include "overview/overview_tiles.h"

#include "overview/tile_facts.h"
#include "overview/tile_flow.h"
#include "widgets/sparkline.h"
#include "widgets/tile.h"

#include <cmath>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int narrowest = 190;

using Kind = TileFacts::Kind;

double failed(const MinuteCounts &minute) { return static_cast<double>(minute.loginsFailed); }
double attempts(const MinuteCounts &minute) { return static_cast<double>(minute.loginsOk + minute.loginsFailed); }

double shareOf(double part, double whole) { return whole > 0 ? 100 * part / whole : std::nan(""); }

QString trendText(const TileFacts &facts, const MinuteSeries &series)
{
    if (facts.kind == Kind::Count)
        return OverviewTiles::tr("%Ln in the last hour", nullptr, static_cast<int>(series.sum(facts.sample)));
    if (facts.kind == Kind::Share)
        return OverviewTiles::tr("%1 in the last hour")
            .arg(tileText(Kind::Share, shareOf(series.sum(failed), series.sum(attempts))));
    const double greatest = series.greatest(facts.sample);
    return std::isnan(greatest) ? OverviewTiles::tr("Not known yet")
                                : OverviewTiles::tr("At most %1 in the last hour").arg(tileText(facts.kind, greatest));
}

double valueOf(const TileFacts &facts, const MinuteSeries &series)
{
    if (facts.kind == Kind::Count)
        return series.perMinute(facts.sample);
    if (facts.kind == Kind::Share)
        return shareOf(series.recentSum(failed), series.recentSum(attempts));
    return series.latest(facts.sample);
}

/// Nothing in the whole hour is no reason for red.
Tone toneOf(const TileFacts &facts, const MinuteSeries &series)
{
    return series.greatest(facts.sample) > 0 ? facts.tone : Tone::Neutral;
}

} // namespace

OverviewTiles::OverviewTiles(const TimeText &times, QWidget *parent)
    : QWidget(parent), m_times(times), m_flow(new TileFlow(narrowest, this))
{
    for (const TileFacts &facts : tileFacts()) {
        auto *tile = new Tile(facts.title);
        tile->setObjectName(u"tile."_s + facts.id);
        tile->setToolTip(facts.about);
        tile->sparkline()->setFormat([kind = facts.kind](double value) { return tileText(kind, value); });
        tile->sparkline()->setLabel([this](int minute) { return m_times.shortText(m_series.startOf(minute)); });
        connect(tile, &Tile::clicked, this, [this, target = facts.target] { Q_EMIT wanted(target); });
        m_flow->addWidget(tile);
        m_tiles += tile;
    }
    show(std::optional<PoolState>());
}

void OverviewTiles::show(const SystemSummary &summary)
{
    m_series = MinuteSeries(summary);
    for (qsizetype i = 0; i < m_tiles.size(); ++i)
        write(i);
}

void OverviewTiles::show(const std::optional<PoolState> &pool)
{
    m_pool = pool;
    for (qsizetype i = 0; i < m_tiles.size(); ++i) {
        if (tileFacts()[i].kind != Kind::Pool)
            continue;
        m_tiles[i]->setVisible(pool.has_value());
        write(i);
    }
    fitHeight();
}

void OverviewTiles::fitHeight() { setFixedHeight(m_flow->heightAt(width())); }

void OverviewTiles::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

void OverviewTiles::write(qsizetype index)
{
    const TileFacts &facts = tileFacts()[index];
    Tile &tile = *m_tiles[index];
    tile.sparkline()->setTone(toneOf(facts, m_series));
    tile.sparkline()->setSamples(m_series.samples(facts.sample));
    if (facts.kind == Kind::Pool && m_pool) {
        tile.setValue(tr("%1 of %2").arg(numberText(m_pool->used), numberText(m_pool->max)));
        tile.setTrend(tr("%Ln operations wait", nullptr, static_cast<int>(m_pool->waiting)),
                      m_pool->waiting ? Tone::Warning : Tone::Neutral);
        return;
    }
    tile.setValue(tileText(facts.kind, valueOf(facts, m_series)));
    tile.setTrend(trendText(facts, m_series));
}

void OverviewTiles::setStale(bool stale)
{
    for (qsizetype i = 0; i < m_tiles.size(); ++i) {
        m_tiles[i]->setEnabled(!stale);
        m_tiles[i]->sparkline()->setTone(stale ? Tone::Neutral : toneOf(tileFacts()[i], m_series));
    }
}

} // namespace auth::console
