#include "log/qt_messages.h"

#include "log/log.h"

#include <atomic>

namespace auth {

namespace {

std::atomic<Log *> target{nullptr};
std::atomic<QtMessageHandler> previousHandler{nullptr};

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Debug;
    case QtInfoMsg:
        return LogLevel::Info;
    case QtWarningMsg:
        return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        return LogLevel::Error;
    }
    return LogLevel::Error;
}

/// Messages of the receivers of the line do not come here: Qt prints what is said inside a handler.
void handle(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (Log *log = target.load())
        log->write(levelOf(type), u"qt.message", message,
                   {{u"category", QString::fromLatin1(context.category ? context.category : "default")}});
    if (type == QtFatalMsg) // the process ends before a sink can write the line
        previousHandler.load()(type, context, message);
}

} // namespace

QtMessages::QtMessages(Log &log)
{
    Q_ASSERT(!target.load());
    m_previous = qInstallMessageHandler(nullptr);
    previousHandler.store(m_previous);
    target.store(&log);
    qInstallMessageHandler(handle);
}

QtMessages::~QtMessages()
{
    qInstallMessageHandler(m_previous);
    target.store(nullptr);
}

} // namespace auth
