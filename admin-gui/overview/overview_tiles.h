#pragma once

#include "overview/minute_series.h"
#include "shell/target.h"
#include "widgets/time_text.h"

#include <QtWidgets/QWidget>

namespace auth::console {

class Tile;
class TileFlow;

/// The numbers of a server's last hour. A tile leads to where its number is explained.
class OverviewTiles : public QWidget {
    Q_OBJECT

public:
    explicit OverviewTiles(const TimeText &times, QWidget *parent = nullptr);

    void show(const SystemSummary &summary);
    /// What only the state knows; without a pool its tile is hidden.
    void show(const std::optional<PoolState> &pool);
    /// Grey: the numbers are of some time ago.
    void setStale(bool stale);

Q_SIGNALS:
    void wanted(const auth::console::Target &target);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void write(qsizetype index);
    void fitHeight();

    const TimeText &m_times;
    MinuteSeries m_series;
    TileFlow *m_flow;
    QList<Tile *> m_tiles;
    std::optional<PoolState> m_pool;
};

} // namespace auth::console
