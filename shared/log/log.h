#pragma once

#include "log/log_event.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

#include <atomic>
#include <initializer_list>
#include <memory>

namespace auth {

/// Where every line of the program starts. Thread-safe. A call below the level costs one load and a branch: give
/// what varies as fields, not built into the message.
class Log : public QObject {
    Q_OBJECT

public:
    using Fields = std::initializer_list<LogField>;

    /// `instance` tells processes that share a log apart.
    Log(const Clock &clock, QString instance, LogLevel level = LogLevel::Info, QObject *parent = nullptr);

    const QString &instance() const { return m_instance; }
    /// Tells runs of one instance apart, whose lines all count from 1: the moment of the start in milliseconds.
    const QString &epoch() const { return m_epoch; }

    bool accepts(LogLevel level) const { return level >= m_level.load(std::memory_order_relaxed); }
    /// The least that any module takes.
    LogLevel level() const { return m_level.load(std::memory_order_relaxed); }
    /// What is written from now on, and what of modules with a level of their own. A module is the first word of an
    /// event's name. While one tells more than the others, accepts() is true for all, and the lines of the others are
    /// dropped when they have been made.
    void setLevels(LogLevel usual, const QHash<QString, LogLevel> &modules = {});

    void debug(EventName event, const QString &message, Fields extra = {})
    {
        write(LogLevel::Debug, event, message, extra);
    }
    void info(EventName event, const QString &message, Fields extra = {})
    {
        write(LogLevel::Info, event, message, extra);
    }
    void warning(EventName event, const QString &message, Fields extra = {})
    {
        write(LogLevel::Warning, event, message, extra);
    }
    void error(EventName event, const QString &message, Fields extra = {})
    {
        write(LogLevel::Error, event, message, extra);
    }
    void write(LogLevel level, EventName event, const QString &message, Fields extra = {})
    {
        if (accepts(level))
            record({.level = level, .event = event.text(), .message = message, .extra = extra});
    }
    /// A line with schema members of its own, such as status and duration. Time, instance and number are set here,
    /// what is missing of the request comes from the thread's LogScope, and texts are cut to their limits.
    void write(LogEvent event)
    {
        if (accepts(event.level))
            record(std::move(event));
    }

Q_SIGNALS:
    /// Emitted on the thread that writes the line: connect directly, and be quick or hand over.
    void recorded(const auth::SharedLogEvent &event);

private:
    void record(LogEvent event);
    bool isWanted(const LogEvent &event) const;

    struct Levels {
        LogLevel usual;
        QHash<QString, LogLevel> modules;
    };

    const Clock &m_clock;
    const QString m_instance;
    const QString m_epoch;
    std::atomic<LogLevel> m_level; ///< The least that any module takes.
    std::atomic<bool> m_hasModules{false};
    std::atomic<std::shared_ptr<const Levels>> m_levels; ///< Only looked at when modules have levels of their own.
    std::atomic<qint64> m_seq{0};
};

} // namespace auth
