#pragma once

#include "model/log_level.h"

#include <QtGui/QGuiApplication>
#include <QtGui/QPalette>

#include <array>

namespace auth::console {

/// What a colour says. It never says it alone: a word or an icon stands beside it.
enum class Tone { Neutral, Accent, Info, Success, Warning, Error };

/// The stripe by which one server is told from another.
enum class ProfileColor { None, Blue, Green, Amber, Red, Violet };

/// Every colour of one appearance. Texts have a contrast of 4.5:1 and more on `window`, `base`, `raised`, `selection`
/// and, for a tone, on its own tint.
struct ThemeColors {
    bool dark = false;
    QColor window;     ///< Behind everything.
    QColor base;       ///< Lists, edits, tiles.
    QColor raised;     ///< Headers, chips, buttons, every second row.
    QColor border;     ///< Lines between things.
    QColor edge;       ///< Around what can be typed into or pressed.
    QColor text;       ///< What is read.
    QColor muted;      ///< What is read second.
    QColor disabled;   ///< What cannot be used now; exempt from the contrast.
    QColor selection;  ///< Behind selected text and rows, under `text`.
    QColor accentFill; ///< The button that goes on, under `onAccent`.
    QColor dangerFill; ///< The button that takes something away, under `onAccent`.
    QColor onAccent;
    std::array<QColor, 6> tones;
    std::array<QColor, 6> tints;
    std::array<QColor, 6> stripes;

    QColor tone(Tone tone) const { return tones.at(static_cast<size_t>(tone)); }
    /// A calm background for `tone`.
    QColor tint(Tone tone) const { return tints.at(static_cast<size_t>(tone)); }
    QColor level(LogLevel level) const;
    /// Under text in `onAccent`. Invalid for None.
    QColor stripe(ProfileColor color) const { return stripes.at(static_cast<size_t>(color)); }
    QPalette palette() const;
};

const ThemeColors &lightColors();
const ThemeColors &darkColors();
/// The colours that belong to `palette`, which is one of the two or the desktop's own.
const ThemeColors &themeColors(const QPalette &palette = QGuiApplication::palette());

} // namespace auth::console
