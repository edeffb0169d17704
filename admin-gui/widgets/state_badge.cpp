#include "widgets/state_badge.h"

#include <QtGui/QPainter>

namespace auth::console {

namespace {

constexpr int side = 8;
constexpr int gap = 4;

int iconSize(const QFontMetrics &metrics) { return metrics.height() - 2; }

int widthOf(const QFontMetrics &metrics, const QString &text)
{
    return side + iconSize(metrics) + gap + metrics.horizontalAdvance(text) + side;
}

} // namespace

StateBadge::StateBadge(QWidget *parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }

StateBadge::StateBadge(const QString &text, Tone tone, QWidget *parent) : StateBadge(parent) { setState(text, tone); }

void StateBadge::setState(const QString &text, Tone tone) { setState(text, tone, iconOf(tone)); }

void StateBadge::setState(const QString &text, Tone tone, Icon icon)
{
    if (m_text == text && m_tone == tone && m_icon == icon)
        return; // it is told so with each batch of lines
    m_text = text;
    m_tone = tone;
    m_icon = icon;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize StateBadge::sizeHint() const { return {widthOf(fontMetrics(), m_text), fontMetrics().height() + 4}; }

void StateBadge::paint(QPainter &painter, const QRect &rect, const QString &text, Tone tone, Icon which)
{
    const QFontMetrics metrics = painter.fontMetrics();
    const ThemeColors &colors = themeColors();
    const int height = std::min(rect.height(), metrics.height() + 4);
    const int width = std::min(rect.width(), widthOf(metrics, text));
    const QRect pill(rect.left(), rect.top() + (rect.height() - height) / 2, width, height);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.tint(tone));
    painter.drawRoundedRect(pill, height / 2.0, height / 2.0);
    const int size = iconSize(metrics);
    icon(which, tone).paint(&painter, QRect(pill.left() + side, pill.top() + (height - size) / 2, size, size));
    const QRect words = pill.adjusted(side + size + gap, 0, -side + 2, 0);
    painter.setPen(colors.tone(tone));
    painter.drawText(words, Qt::AlignVCenter, metrics.elidedText(text, Qt::ElideRight, words.width()));
    painter.restore();
}

void StateBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, rect(), m_text, m_tone, m_icon);
}

} // namespace auth::console
