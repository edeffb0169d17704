#include "widgets/tile.h"

#include "widgets/elided_label.h"
#include "widgets/sparkline.h"
#include "widgets/theme.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

Tile::Tile(const QString &title, QWidget *parent)
    : QAbstractButton(parent), m_title(new ElidedLabel(title)), m_value(new ElidedLabel(u"-"_s)),
      m_trend(new ElidedLabel), m_sparkline(new Sparkline)
{
    setText(title);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumWidth(160);
    m_value->setFont(uiFont(8, QFont::DemiBold));
    m_title->setFont(uiFont(0, QFont::Medium));
    m_title->setForegroundRole(QPalette::PlaceholderText);
    m_trend->setFont(uiFont(-0.75));
    m_trend->setForegroundRole(QPalette::WindowText); // a button's children have its own otherwise
    m_sparkline->setName(title);
    m_sparkline->setCursor(Qt::PointingHandCursor);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(2);
    for (QLabel *label : {m_title, m_value, m_trend}) {
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // tiles of a row are equally wide
        column->addWidget(label);
    }
    column->addSpacing(6);
    column->addWidget(m_sparkline);
    connect(m_sparkline, &Sparkline::clicked, this, &Tile::click);
    describe();
    colorTrend();
}

void Tile::setValue(const QString &value)
{
    m_value->setText(value);
    describe();
}

void Tile::setTrend(const QString &text, Tone tone)
{
    m_trend->setText(text);
    m_trendTone = tone;
    colorTrend();
    describe();
}

void Tile::describe()
{
    setAccessibleName(tr("%1: %2").arg(text(), m_value->text()));
    setAccessibleDescription(m_trend->text());
}

void Tile::colorTrend()
{
    QPalette colored = palette();
    colored.setColor(QPalette::WindowText, themeColors(palette()).tone(m_trendTone));
    m_trend->setPalette(colored);
}

void Tile::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(isDown() ? colors.raised : colors.base);
    if (hasFocus())
        painter.setPen(QPen(colors.tone(Tone::Accent), 2));
    else
        painter.setPen(underMouse() ? colors.edge : colors.border);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
}

void Tile::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

bool Tile::event(QEvent *event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave)
        update();
    if (event->type() == QEvent::ApplicationPaletteChange)
        colorTrend();
    return QAbstractButton::event(event);
}

} // namespace auth::console
