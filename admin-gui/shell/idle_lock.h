#pragma once

#include "core/clock.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace auth::console {

/// Tells when nobody has touched keyboard or mouse of the program for so long; after the machine has slept, at the
/// first touch, which then does nothing else.
class IdleLock : public QObject {
    Q_OBJECT

public:
    explicit IdleLock(const Clock &clock, QObject *parent = nullptr);

    /// Zero: never.
    void setPatience(std::chrono::milliseconds patience);
    std::chrono::milliseconds patience() const { return m_timer.intervalAsDuration(); }

Q_SIGNALS:
    void idle();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool hasSlept() const;

    const Clock &m_clock;
    QTimer m_timer; ///< Stands still while the machine sleeps.
    Time m_touched;
};

} // namespace auth::console
