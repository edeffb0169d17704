#pragma once

#include <QtCore/QtGlobal>
#include <QtCore/qlogging.h>

namespace auth {

class Log;

/// While it lives, qDebug() to qFatal() are lines with the event qt.message. Only one at a time; the log outlives it.
class QtMessages {
public:
    explicit QtMessages(Log &log);
    ~QtMessages();
    Q_DISABLE_COPY_MOVE(QtMessages)

private:
    QtMessageHandler m_previous;
};

} // namespace auth
