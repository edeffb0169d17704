#include "widgets/icons.h"
#include "widgets/style_parts.h"

#include <QtGui/QPainter>

namespace auth::console::style {

namespace {

constexpr int shortestHandle = 32;

} // namespace

void drawHeader(QPainter &painter, const QStyleOption &option)
{
    const ThemeColors &colors = themeColors(option.palette);
    const QRect rect = option.rect;
    painter.fillRect(rect, option.state.testFlag(QStyle::State_Sunken) ? colors.border : colors.raised);
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colors.border);
    const QRect end(rect.right(), rect.top() + 6, 1, rect.height() - 12);
    painter.fillRect(QStyle::visualRect(option.direction, rect, end), colors.border);
}

void drawTab(QPainter &painter, const QStyleOptionTab &tab)
{
    const ThemeColors &colors = themeColors(tab.palette);
    if (tab.state.testFlag(QStyle::State_HasFocus))
        roundedRect(painter, tab.rect.adjusted(3, 3, -3, -4), QPen(colors.tone(Tone::Accent), 1.5), Qt::NoBrush);
    else if (tab.state.testFlag(QStyle::State_MouseOver) && !tab.state.testFlag(QStyle::State_Selected))
        roundedRect(painter, tab.rect.adjusted(3, 3, -3, -4), Qt::NoPen, colors.border);
    if (tab.state.testFlag(QStyle::State_Selected))
        painter.fillRect(QRect(tab.rect.left() + 8, tab.rect.bottom() - 1, tab.rect.width() - 16, 2),
                         colors.tone(Tone::Accent));
}

void drawProgress(QPainter &painter, const QStyleOptionProgressBar &bar)
{
    const ThemeColors &colors = themeColors(bar.palette);
    QRect line = bar.rect;
    line.setHeight(std::min(6, line.height()));
    line.moveCenter(bar.rect.center());
    const double corner = line.height() / 2.0;
    roundedRect(painter, line, Qt::NoPen, colors.border, corner);
    const double range = std::max(1, bar.maximum - bar.minimum);
    line.setWidth(static_cast<int>(line.width() * (bar.progress - bar.minimum) / range));
    if (bar.progress > bar.minimum)
        roundedRect(painter, QStyle::visualRect(bar.direction, bar.rect, line), Qt::NoPen, colors.tone(Tone::Accent),
                    corner);
}

void drawSpinBox(QPainter &painter, const QStyleOptionSpinBox &box, const QRect &up, const QRect &down)
{
    drawField(painter, box, true);
    const auto arrow = [&](const QRect &rect, Icon which, QAbstractSpinBox::StepEnabledFlag step) {
        const bool usable = box.state.testFlag(QStyle::State_Enabled) && box.stepEnabled.testFlag(step);
        QRect picture(0, 0, 12, 12);
        picture.moveCenter(rect.center());
        icon(which).paint(&painter, picture, Qt::AlignCenter, usable ? QIcon::Normal : QIcon::Disabled);
    };
    arrow(up, Icon::Up, QAbstractSpinBox::StepUpEnabled);
    arrow(down, Icon::Down, QAbstractSpinBox::StepDownEnabled);
}

void drawScrollBar(QPainter &painter, const QStyleOptionSlider &bar)
{
    const ThemeColors &colors = themeColors(bar.palette);
    painter.fillRect(bar.rect, bar.palette.brush(QPalette::Base));
    if (bar.minimum == bar.maximum)
        return;
    const bool active = bar.state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    const QRect handle = scrollBarRect(bar, QStyle::SC_ScrollBarSlider).adjusted(3, 3, -3, -3);
    roundedRect(painter, handle, Qt::NoPen, active ? colors.muted : colors.edge,
                std::min(handle.width(), handle.height()) / 2.0);
}

QRect scrollBarRect(const QStyleOptionSlider &bar, QStyle::SubControl part)
{
    const bool across = bar.orientation == Qt::Horizontal;
    const int length = across ? bar.rect.width() : bar.rect.height();
    const qint64 range = static_cast<qint64>(bar.maximum) - bar.minimum;
    const auto wanted = static_cast<int>(static_cast<qint64>(bar.pageStep) * length / (range + bar.pageStep + 1));
    const int handle = std::min(length, range > 0 ? std::max(wanted, shortestHandle) : length);
    const int start =
        QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, length - handle, bar.upsideDown);
    const auto piece = [&](int from, int to) {
        const QRect rect = across ? QRect(bar.rect.left() + from, bar.rect.top(), to - from, bar.rect.height())
                                  : QRect(bar.rect.left(), bar.rect.top() + from, bar.rect.width(), to - from);
        return QStyle::visualRect(bar.direction, bar.rect, rect);
    };
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        return piece(start, start + handle);
    case QStyle::SC_ScrollBarGroove:
        return piece(0, length);
    case QStyle::SC_ScrollBarSubPage:
        return piece(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return piece(start + handle, length);
    default:
        return {};
    }
}

} // namespace auth::console::style
