#include "widgets/chip.h"

#include "widgets/icons.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>

namespace auth::console {

namespace {

constexpr int side = 8;
constexpr int crossSize = 12;
constexpr int widestText = 280;

} // namespace

Chip::Chip(const QString &text, QWidget *parent) : QAbstractButton(parent)
{
    setText(text);
    setToolTip(text);
    setAccessibleName(tr("Filter %1").arg(text));
    setAccessibleDescription(tr("Press Delete to remove it."));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Chip::sizeHint() const
{
    const int words = std::min(widestText, fontMetrics().horizontalAdvance(text()));
    return {side + words + 8 + crossSize + side - 2, fontMetrics().height() + 6};
}

QSize Chip::minimumSizeHint() const { return sizeHint(); }

QRect Chip::crossRect() const
{
    const QRect rect(width() - side + 2 - crossSize, (height() - crossSize) / 2, crossSize, crossSize);
    return QStyle::visualRect(layoutDirection(), this->rect(), rect);
}

void Chip::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(colors.tone(Tone::Accent), 1.5) : QPen(Qt::NoPen));
    painter.setBrush(colors.tint(Tone::Accent));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
    painter.setPen(colors.tone(Tone::Accent));
    const QRect words =
        QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(side, 0, -side - crossSize - 2, 0));
    painter.drawText(words, Qt::AlignVCenter, fontMetrics().elidedText(text(), Qt::ElideMiddle, words.width()));
    console::icon(Icon::Close, Tone::Accent).paint(&painter, crossRect());
}

void Chip::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        Q_EMIT removeRequested();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

void Chip::mouseReleaseEvent(QMouseEvent *event)
{
    if (crossRect().adjusted(-4, -4, 4, 4).contains(event->position().toPoint())) {
        setDown(false);
        Q_EMIT removeRequested();
        return;
    }
    QAbstractButton::mouseReleaseEvent(event);
}

} // namespace auth::console
