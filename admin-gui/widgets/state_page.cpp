#include "widgets/state_page.h"

#include "widgets/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int pictureSize = 32;
constexpr int textWidth = 440;

QLabel *centredText(const QString &name)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setFixedWidth(textWidth);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// A layout's alignment would ask the label for the height of the whole width.
QHBoxLayout *centredRow(QLabel *label)
{
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(label);
    row->addStretch();
    return row;
}

} // namespace

StatePage::StatePage(QWidget *parent)
    : QWidget(parent), m_picture(new QLabel), m_text(centredText(u"stateText"_s)),
      m_smallPrint(centredText(u"stateSmallPrint"_s)), m_buttons(new QHBoxLayout)
{
    m_picture->setObjectName(u"statePicture"_s);
    m_picture->setAlignment(Qt::AlignCenter);
    m_text->setFont(uiFont(1, QFont::Medium));
    m_smallPrint->setForegroundRole(QPalette::PlaceholderText);
    m_buttons->setSpacing(8);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addStretch(2);
    column->addWidget(m_picture, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addLayout(centredRow(m_text));
    column->addLayout(centredRow(m_smallPrint));
    column->addSpacing(8);
    column->addLayout(m_buttons);
    column->addStretch(3);
}

void StatePage::setState(Icon icon, Tone tone, const QString &text, const QString &smallPrint,
                         const std::vector<StateButton> &buttons)
{
    m_icon = icon;
    m_tone = tone;
    m_text->setText(text);
    m_smallPrint->setText(smallPrint);
    m_smallPrint->setVisible(!smallPrint.isEmpty());
    setAccessibleName(text);
    drawPicture();
    setButtons(buttons);
}

void StatePage::drawPicture()
{
    m_picture->setPixmap(icon(m_icon, m_tone).pixmap(QSize(pictureSize, pictureSize), devicePixelRatioF()));
}

void StatePage::setButtons(const std::vector<StateButton> &buttons)
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater(); // it may be the one that was just pressed
        delete item;
    }
    m_buttons->addStretch();
    for (const StateButton &button : buttons) {
        if (button.text.isEmpty())
            continue; // there is nothing to be done about it
        auto *widget = new QPushButton(button.text);
        widget->setObjectName(u"stateButton%1"_s.arg(m_buttons->count()));
        widget->setAccessibleName(button.text);
        connect(widget, &QPushButton::clicked, this, button.run);
        m_buttons->addWidget(widget);
    }
    m_buttons->addStretch();
}

void StatePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawPicture();
    QWidget::changeEvent(event);
}

void SkeletonRows::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(themeColors(palette()).border);
    const int bar = fontMetrics().height() - 6;
    const int step = fontMetrics().height() + 14;
    const int rows = std::min(8, (height() - 16) / step);
    for (int row = 0; row < rows; ++row) {
        const int length = (width() - 32) * (9 - row * 7 % 5) / 24;
        const int y = 16 + row * step;
        painter.setOpacity(1.0 - row / 9.0);
        painter.drawRoundedRect(16, y, length, bar, 4, 4);
        painter.drawRoundedRect(16 + (width() - 32) / 2, y, length / 2, bar, 4, 4);
        painter.drawRoundedRect(16 + (width() - 32) * 3 / 4, y, length / 3, bar, 4, 4);
    }
}

} // namespace auth::console
