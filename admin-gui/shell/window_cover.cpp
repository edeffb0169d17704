#include "shell/window_cover.h"

#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

namespace auth::console {

WindowCover::WindowCover(QWidget &window, QList<QWidget *> work) : m_window(window), m_work(std::move(work)) {}

WindowCover::~WindowCover() { enableWork(true); }

void WindowCover::lay()
{
    m_isDown = true;
    m_focus = m_window.focusWidget();
    enableWork(false);
    while (QWidget *popup = QApplication::activePopupWidget())
        popup->close();
    for (QDialog *dialog : m_window.findChildren<QDialog *>())
        hide(*dialog);
    QCoreApplication::instance()->installEventFilter(this);
}

void WindowCover::lift()
{
    m_isDown = false;
    QCoreApplication::instance()->removeEventFilter(this);
    enableWork(true);
    for (const auto &[dialog, wasModal] : std::exchange(m_hidden, {})) {
        if (dialog)
            wasModal ? dialog->open() : dialog->show();
    }
    if (m_focus)
        m_focus->setFocus();
}

void WindowCover::enableWork(bool enabled)
{
    for (QWidget *each : m_work)
        each->setEnabled(enabled);
}

void WindowCover::hide(QDialog &dialog)
{
    if (!dialog.isVisible())
        return;
    m_hidden += {&dialog, dialog.isModal()};
    dialog.hide(); // which makes it forget that it was modal
}

/// Answers that come late may still open dialogs.
bool WindowCover::eventFilter(QObject *watched, QEvent *event)
{
    QObject *above = event->type() == QEvent::Show ? qobject_cast<QDialog *>(watched) : nullptr;
    while (above && above != &m_window)
        above = above->parent();
    if (above)
        QTimer::singleShot(0, this, [this, dialog = QPointer(static_cast<QDialog *>(watched))] {
            if (dialog && m_isDown)
                hide(*dialog);
        });
    return QObject::eventFilter(watched, event);
}

} // namespace auth::console
