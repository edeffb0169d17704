#pragma once

#include "widgets/theme_colors.h"

#include <QtWidgets/QStyleOption>

/// What ConsoleStyle draws with.
namespace auth::console::style {

/// Filled with a colour that says what pressing does; invalid for a plain button.
QColor fillOf(const QStyleOptionButton &button, const QWidget *widget);

void drawButton(QPainter &painter, const QStyleOptionButton &button, const QWidget *widget);
void drawToolButton(QPainter &painter, const QStyleOption &option);
/// Around what can be typed into. `filled`: with its background.
void drawField(QPainter &painter, const QStyleOption &option, bool filled);
void drawFrame(QPainter &painter, const QStyleOption &option, const QWidget *widget);
void drawFocusRing(QPainter &painter, const QStyleOption &option);
void drawCheckBox(QPainter &painter, const QStyleOption &option);
void drawRadioButton(QPainter &painter, const QStyleOption &option);
/// Of menus and tooltips.
void drawPopup(QPainter &painter, const QStyleOption &option);
void drawHeader(QPainter &painter, const QStyleOption &option);
void drawTab(QPainter &painter, const QStyleOptionTab &tab);
void drawProgress(QPainter &painter, const QStyleOptionProgressBar &bar);
void drawScrollBar(QPainter &painter, const QStyleOptionSlider &bar, const QRect &slider);

} // namespace auth::console::style
