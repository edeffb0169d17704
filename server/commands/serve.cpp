#include "commands/commands.h"

#include "commands/last_resort.h"
#include "commands/stop_signal.h"
#include "core/ids.h"
#include "crypto/random_token.h"
#include "daemon.h"
#include "log/fd_output.h"
#include "log/line_sink.h"
#include "log/log.h"
#include "log/qt_messages.h"
#include "log/rotating_file.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>

#include <sys/resource.h>
#include <unistd.h>

namespace auth {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto flushTime = 2s;
/// For what comes after the draining, before whoever stops the daemon loses patience.
constexpr auto grace = 2s;

LogLevel levelOf(LogThreshold threshold)
{
    switch (threshold) {
    case LogThreshold::Debug:
        return LogLevel::Debug;
    case LogThreshold::Info:
        return LogLevel::Info;
    case LogThreshold::Warning:
        return LogLevel::Warning;
    case LogThreshold::Error:
    case LogThreshold::Critical:
        return LogLevel::Error;
    }
    return LogLevel::Info;
}

QString instanceName(const Settings &settings)
{
    return settings.instanceId.isEmpty() ? QString::fromLatin1(randomBytes(4).toHex()) : settings.instanceId;
}

/// As many connections as the machine lets us have.
void raiseFileLimit()
{
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &files);
    }
}

Outcome checkLogFile(const Settings &settings)
{
    if (settings.logFile.isEmpty() || QFileInfo(QFileInfo(settings.logFile).absolutePath()).isWritable())
        return Done{};
    return fieldError(ErrorCode::ValidationError, u"LOG_FILE"_s, u"invalid"_s,
                      u"LOG_FILE is in a folder that cannot be written."_s);
}

/// stdout, and the file where one is set. Goes after everything that logs.
class Sinks {
public:
    Sinks(const Settings &settings, const Clock &clock, Log &log)
    {
        const LineLimits limits{.lines = settings.logQueueLines};
        add(u"stdout"_s, std::make_unique<FdOutput>(STDOUT_FILENO), limits);
        if (!settings.logFile.isEmpty())
            add(u"file"_s,
                std::make_unique<RotatingFile>(
                    clock, RotatingFile::Options{settings.logFile, settings.logFileMaxBytes, settings.logFileKeep}),
                limits);
        for (const auto &each : m_sinks)
            each.sink->follow(log);
    }
    ~Sinks() { flush(); }
    /// What comes later is lost.
    void flush() const
    {
        for (const auto &each : m_sinks)
            each.sink->stop(flushTime);
    }
    QList<LogSinkState> states() const
    {
        QList<LogSinkState> states;
        for (const auto &[name, sink] : m_sinks)
            states.append({name, sink->written(), sink->dropped(), sink->pending()});
        return states;
    }
    Q_DISABLE_COPY_MOVE(Sinks)

private:
    void add(const QString &name, std::unique_ptr<LineOutput> output, const LineLimits &limits)
    {
        m_sinks.push_back({name, std::make_unique<LineSink>(std::move(output), limits)});
    }

    struct Named {
        QString name;
        std::unique_ptr<LineSink> sink;
    };
    std::vector<Named> m_sinks;
};

void announce(Daemon &daemon, const Settings &settings, Log &log)
{
    const QString url = daemon.url().toString();
    log.info(u"server.started", u"Listening."_s,
             {{u"url", url},
              {u"docs_url", u"%1/docs"_s.arg(url)},
              {u"pid", ::getpid()},
              {u"hash_slots", settings.hashSlots},
              {u"hash_memory_mib", settings.hashSlots * settings.hashMemoryKib / 1024},
              {u"version", QStringLiteral(AUTH_VERSION)}});
    if (const QString metrics = daemon.metricsUrl().toString(); !metrics.isEmpty())
        log.info(u"server.metrics", u"Metrics have a port of their own."_s, {{u"url", metrics}});
    tell(u"auth-serve listens on %1, its API page is %1/docs"_s.arg(url));
    const auto administrated = daemon.hasAdministrator();
    if (!administrated || *administrated)
        return;
    const QString command = u"auth-serve admin create --email you@example.com --username you --password-stdin"_s;
    log.warning(u"administrator.missing", u"Nobody can administer this service yet."_s, {{u"command", command}});
    tell(u"There is no administrator yet. Make the first one with:\n  %1"_s.arg(command));
}

} // namespace

int serve(const Settings &settings, const QList<ShownSetting> &shown)
{
    if (const auto good = checkLogFile(settings); !good)
        return failure(good.error());
    raiseFileLimit();
    StopSignal stop; // before any thread starts: threads inherit the mask
    const SystemClock clock;
    Log log(clock, instanceName(settings), levelOf(settings.logLevel));
    const Sinks sinks(settings, clock, log);
    const QtMessages qtMessages(log);

    auto daemon = Daemon::start(settings, {shown, [&sinks] { return sinks.states(); }}, log, clock);
    if (!daemon) {
        log.error(u"server.refused", daemon.error().message, {{u"cause", daemon.error().cause}});
        return failure(daemon.error());
    }
    announce(**daemon, settings, log);
    QObject::connect(&stop, &StopSignal::received, QCoreApplication::instance(), &QCoreApplication::quit);
    QCoreApplication::exec();
    log.info(u"server.stopping", u"Draining."_s);
    const LastResort lastResort(std::chrono::seconds(settings.drainTimeoutSeconds) + grace, [&] {
        log.warning(u"server.abandoned", u"Something still waits for the database; ended without it."_s);
        sinks.flush();
        return exitOk; // whatever has been answered is done
    });
    (*daemon).reset();
    log.info(u"server.stopped", u"Drained."_s);
    return exitOk;
}

} // namespace auth
