#pragma once

#include "widgets/theme_colors.h"

#include <QtGui/QPen>
#include <QtWidgets/QStyleOption>

/// What ConsoleStyle draws with.
namespace auth::console::style {

/// How round controls are, in pixels.
constexpr double radius = 5;

/// A line lies inside of `rect`, sharp in the middle of pixels.
void roundedRect(QPainter &painter, const QRect &rect, const QPen &pen, const QBrush &brush, double corner = radius);

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
/// `up` and `down` are where its arrows are.
void drawSpinBox(QPainter &painter, const QStyleOptionSpinBox &box, const QRect &up, const QRect &down);
void drawScrollBar(QPainter &painter, const QStyleOptionSlider &bar);
/// Of a scroll bar without buttons at its ends.
QRect scrollBarRect(const QStyleOptionSlider &bar, QStyle::SubControl part);

} // namespace auth::console::style
