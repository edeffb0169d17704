#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace auth::console {

/// Tells when nobody has touched keyboard or mouse of the program for so long.
class IdleLock : public QObject {
    Q_OBJECT

public:
    explicit IdleLock(QObject *parent = nullptr);

    /// Zero: never.
    void setPatience(std::chrono::minutes patience);
    std::chrono::milliseconds patience() const { return m_timer.intervalAsDuration(); }

Q_SIGNALS:
    void idle();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QTimer m_timer;
};

} // namespace auth::console
