#include "widgets/message_bar.h"

#include "widgets/icons.h"

#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(Tone tone)
{
    switch (tone) {
    case Tone::Success:
        return MessageBar::tr("Done");
    case Tone::Warning:
        return MessageBar::tr("Warning");
    case Tone::Error:
        return MessageBar::tr("Error");
    case Tone::Neutral:
    case Tone::Accent:
    case Tone::Info:
        break;
    }
    return MessageBar::tr("Note");
}

} // namespace

MessageBar::MessageBar(const Message &message, QWidget *parent)
    : QFrame(parent), m_text(message.text), m_tone(message.tone), m_picture(new QLabel), m_left(message.timeout)
{
    setObjectName(u"messageBar"_s);
    setAccessibleName(tr("%1: %2").arg(nameOf(message.tone), message.text));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 8, 6);
    row->setSpacing(8);
    addText(row, message);
    addActions(row, message);
    addCloseButton(row);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MessageBar::dismiss);
    connect(qApp, &QApplication::focusChanged, this, &MessageBar::pauseOrGoOn);
    pauseOrGoOn();
    // Only once it is shown does it have a place in the tree that assistive technology knows.
    QMetaObject::invokeMethod(this, &MessageBar::announce, Qt::QueuedConnection);
}

void MessageBar::addText(QBoxLayout *row, const Message &message)
{
    m_picture->setObjectName(u"messageIcon"_s);
    m_picture->setAccessibleName(nameOf(m_tone));
    drawPicture();
    auto *words = new QLabel(message.text);
    words->setObjectName(u"messageText"_s);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_picture);
    row->addWidget(words, 1);
    if (message.requestId.isEmpty())
        return;
    auto *request = new QToolButton;
    request->setObjectName(u"messageRequestId"_s);
    request->setText(tr("Request %1").arg(message.requestId.left(8)));
    request->setToolTip(tr("Copy the request id %1").arg(message.requestId));
    request->setAccessibleName(request->toolTip());
    request->setAutoRaise(true);
    connect(request, &QToolButton::clicked, this,
            [id = message.requestId] { QGuiApplication::clipboard()->setText(id); });
    row->addWidget(request);
}

void MessageBar::addActions(QBoxLayout *row, const Message &message)
{
    Q_ASSERT(message.actions.size() <= 3);
    for (const MessageAction &action : message.actions) {
        auto *button = new QPushButton(action.text);
        button->setObjectName(u"messageAction%1"_s.arg(row->count()));
        button->setAccessibleName(action.text);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, action] {
            if (!action.keepsOpen)
                dismiss();
            action.run();
        });
        row->addWidget(button);
    }
}

void MessageBar::addCloseButton(QBoxLayout *row)
{
    auto *close = new QToolButton;
    close->setObjectName(u"messageClose"_s);
    close->setIcon(icon(Icon::Close));
    close->setToolTip(tr("Close (Esc)"));
    close->setAccessibleName(tr("Close this message"));
    close->setAutoRaise(true);
    connect(close, &QToolButton::clicked, this, &MessageBar::dismiss);
    row->addWidget(close);
}

void MessageBar::dismiss()
{
    m_timer.stop();
    m_left = {};
    hide();
    deleteLater();
    Q_EMIT dismissed();
}

void MessageBar::pauseOrGoOn()
{
    const QWidget *focused = QApplication::focusWidget();
    const bool pause = m_hovered || (focused && isAncestorOf(focused));
    if (pause && m_timer.isActive()) {
        m_left = std::max(std::chrono::milliseconds(1), m_timer.remainingTimeAsDuration()); // 0 would be for ever
        m_timer.stop();
    } else if (!pause && !m_timer.isActive() && m_left.count() > 0) {
        m_timer.start(m_left);
    }
}

void MessageBar::drawPicture()
{
    m_picture->setPixmap(icon(iconOf(m_tone), m_tone).pixmap(QSize(16, 16), devicePixelRatioF()));
}

bool MessageBar::event(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawPicture();
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave) {
        m_hovered = event->type() == QEvent::Enter;
        pauseOrGoOn();
    }
    return QFrame::event(event);
}

void MessageBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

void MessageBar::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colors.tint(m_tone));
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, 3, height())), colors.tone(m_tone));
}

void MessageBar::announce()
{
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace auth::console
