#include "shell/idle_lock.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>

namespace auth::console {

IdleLock::IdleLock(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock), m_touched(clock.now())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &IdleLock::idle);
    QCoreApplication::instance()->installEventFilter(this);
}

void IdleLock::setPatience(std::chrono::milliseconds patience)
{
    m_timer.stop();
    m_timer.setInterval(patience);
    m_touched = m_clock.now();
    if (patience.count() > 0)
        m_timer.start();
}

bool IdleLock::hasSlept() const { return m_timer.isActive() && m_clock.now() - m_touched >= patience(); }

bool IdleLock::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
        if (hasSlept()) {
            m_timer.stop();
            Q_EMIT idle();
            return true;
        }
        m_touched = m_clock.now();
        if (m_timer.interval() > 0)
            m_timer.start();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace auth::console
