#include "widgets/style_parts.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QWidget>

namespace auth::console::style {

namespace {

bool isOn(const QStyleOption &option, QStyle::StateFlag flag) { return option.state.testFlag(flag); }

QPen focusPen(const ThemeColors &colors) { return {colors.tone(Tone::Accent), 2}; }

QColor surfaceOf(const QStyleOption &option, const ThemeColors &colors)
{
    if (!isOn(option, QStyle::State_Enabled))
        return colors.window;
    if (isOn(option, QStyle::State_Sunken) || isOn(option, QStyle::State_On))
        return colors.border;
    const QColor calm = colors.dark ? colors.raised : colors.base;
    return isOn(option, QStyle::State_MouseOver) ? (colors.dark ? colors.border : colors.window) : calm;
}

QRect square(const QRect &rect)
{
    const int side = std::min({rect.width(), rect.height(), 16});
    return {rect.center().x() - side / 2 + (1 - rect.width() % 2),
            rect.center().y() - side / 2 + (1 - rect.height() % 2), side, side};
}

/// The box or disc under a mark, and the colour of the mark.
QColor drawMarkGround(QPainter &painter, const QRect &rect, const QStyleOption &option, double corner)
{
    const ThemeColors &colors = themeColors(option.palette);
    const bool enabled = isOn(option, QStyle::State_Enabled);
    const bool marked = !isOn(option, QStyle::State_Off);
    const QColor fill = marked && enabled ? colors.accentFill : enabled ? colors.base : colors.window;
    const QColor line = marked && enabled ? colors.accentFill : enabled ? colors.muted : colors.edge;
    const bool focused = isOn(option, QStyle::State_HasFocus);
    roundedRect(painter, rect, focused ? focusPen(colors) : QPen(line, 1), fill, corner);
    return enabled ? colors.onAccent : colors.disabled;
}

} // namespace

void roundedRect(QPainter &painter, const QRect &rect, const QPen &pen, const QBrush &brush, double corner)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(brush);
    const double inset = pen.style() == Qt::NoPen ? 0 : pen.widthF() / 2;
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), corner, corner);
    painter.restore();
}

QColor fillOf(const QStyleOptionButton &button, const QWidget *widget)
{
    const ThemeColors &colors = themeColors(button.palette);
    const QString tone = widget ? widget->property("tone").toString() : QString();
    if (!isOn(button, QStyle::State_Enabled) || tone == u"plain")
        return {};
    if (tone == u"danger")
        return colors.dangerFill;
    const bool isDefault = button.features.testFlag(QStyleOptionButton::DefaultButton);
    return tone == u"accent" || isDefault ? colors.accentFill : QColor();
}

void drawButton(QPainter &painter, const QStyleOptionButton &button, const QWidget *widget)
{
    const ThemeColors &colors = themeColors(button.palette);
    const bool flat = button.features.testFlag(QStyleOptionButton::Flat);
    QColor fill = fillOf(button, widget);
    const bool filled = fill.isValid();
    if (filled && isOn(button, QStyle::State_Sunken))
        fill = fill.darker(120);
    else if (filled && isOn(button, QStyle::State_MouseOver))
        fill = fill.darker(108);
    const QPen line = filled || flat ? QPen(Qt::NoPen) : QPen(colors.edge, 1);
    roundedRect(painter, button.rect, line, filled ? fill : surfaceOf(button, colors));
    if (isOn(button, QStyle::State_HasFocus))
        roundedRect(painter, filled ? button.rect.adjusted(2, 2, -2, -2) : button.rect,
                    filled ? QPen(colors.onAccent, 1.5) : focusPen(colors), Qt::NoBrush, filled ? radius - 2 : radius);
}

void drawToolButton(QPainter &painter, const QStyleOption &option)
{
    const ThemeColors &colors = themeColors(option.palette);
    if (isOn(option, QStyle::State_On))
        roundedRect(painter, option.rect, QPen(colors.edge, 1), colors.selection);
    else if (isOn(option, QStyle::State_Enabled) && (option.state & (QStyle::State_Sunken | QStyle::State_MouseOver)))
        roundedRect(painter, option.rect, Qt::NoPen, isOn(option, QStyle::State_Sunken) ? colors.edge : colors.border);
}

void drawField(QPainter &painter, const QStyleOption &option, bool filled)
{
    const ThemeColors &colors = themeColors(option.palette);
    const bool focused = isOn(option, QStyle::State_HasFocus) && isOn(option, QStyle::State_Enabled);
    const QBrush ground = filled ? option.palette.brush(QPalette::Base) : QBrush(Qt::NoBrush);
    roundedRect(painter, option.rect, focused ? focusPen(colors) : QPen(colors.edge, 1), ground);
}

void drawFrame(QPainter &painter, const QStyleOption &option, const QWidget *widget)
{
    const ThemeColors &colors = themeColors(option.palette);
    const bool focused = widget && widget->hasFocus();
    painter.save();
    painter.setPen(focused ? colors.tone(Tone::Accent) : colors.border);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

void drawFocusRing(QPainter &painter, const QStyleOption &option)
{
    roundedRect(painter, option.rect, QPen(themeColors(option.palette).tone(Tone::Accent), 1), Qt::NoBrush, 3);
}

void drawCheckBox(QPainter &painter, const QStyleOption &option)
{
    const QRectF box = square(option.rect);
    const QColor mark = drawMarkGround(painter, box.toRect(), option, 4);
    if (isOn(option, QStyle::State_Off))
        return;
    const auto at = [&](double x, double y) { return box.topLeft() + QPointF(x, y) * box.width() / 16; };
    QPainterPath path(isOn(option, QStyle::State_NoChange) ? at(4.5, 8) : at(4, 8.5));
    if (isOn(option, QStyle::State_NoChange)) {
        path.lineTo(at(11.5, 8));
    } else {
        path.lineTo(at(6.8, 11.2));
        path.lineTo(at(12, 5.2));
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(mark, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    painter.restore();
}

void drawRadioButton(QPainter &painter, const QStyleOption &option)
{
    const QRect disc = square(option.rect);
    const QColor mark = drawMarkGround(painter, disc, option, disc.width() / 2.0);
    if (isOn(option, QStyle::State_On))
        roundedRect(painter, disc.adjusted(5, 5, -5, -5), Qt::NoPen, mark, disc.width() / 2.0 - 5);
}

void drawPopup(QPainter &painter, const QStyleOption &option)
{
    const ThemeColors &colors = themeColors(option.palette);
    painter.save();
    painter.setPen(colors.edge);
    painter.setBrush(colors.base);
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

} // namespace auth::console::style
