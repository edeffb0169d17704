#pragma once

#include "overview/minute_series.h"
#include "shell/target.h"
#include "widgets/theme_colors.h"

namespace auth::console {

/// What a tile of the overview shows.
struct TileFacts {
    /// How the hour becomes the number.
    enum class Kind {
        Count,    ///< Of events: how many a minute.
        Level,    ///< Of a quantity: the newest.
        Duration, ///< In milliseconds: the newest.
        Share,    ///< Of failed sign-ins, in per cent.
        Pool,     ///< Connections in use.
    };

    QString id;
    QString title;
    Kind kind = Kind::Count;
    Tone tone = Tone::Accent;
    Sample sample;
    Target target;
    QString about; ///< Where a click leads.
};

const QList<TileFacts> &tileFacts();
/// How a value of the tile is written.
QString tileText(TileFacts::Kind kind, double value);

} // namespace auth::console
