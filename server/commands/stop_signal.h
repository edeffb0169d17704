#pragma once

#include <QtCore/QObject>

class QSocketNotifier;

namespace auth {

/// SIGTERM and SIGINT as a Qt signal. The first asks to stop, the second ends the process at once. To be made before
/// any other thread, because threads inherit which signals they do not get.
class StopSignal : public QObject {
    Q_OBJECT

public:
    StopSignal();
    ~StopSignal() override;

Q_SIGNALS:
    void received();

private:
    void read();

    int m_fd;
    QSocketNotifier *m_notifier;
};

} // namespace auth
