#include "log/fd_output.h"
#include "log/line_sink.h"
#include "log/log.h"
#include "log/log_context.h"
#include "log_store/log_store.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTemporaryDir>

#include <atomic>
#include <cstdio>
#include <fcntl.h>
#include <sys/resource.h>
#include <thread>
#include <time.h>
#include <unistd.h>
#include <vector>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

double cpuMicros(int who)
{
    rusage usage;
    ::getrusage(who, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6
           + static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

long switches()
{
    rusage usage;
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_nvcsw;
}

/// One finished request as the server logs it, of one of 65,536 users.
void logRequest(Log &log, int number)
{
    const auto id = [](quint64 high, quint64 low) {
        IdBytes bytes{};
        std::memcpy(bytes.data(), &high, 8);
        std::memcpy(bytes.data() + 8, &low, 8);
        return bytes;
    };
    const quint64 person = static_cast<quint64>(number) * 0x9e3779b97f4a7c15 >> 40 & 0xffff;
    const LogScope scope({.requestId = uuidText(id(static_cast<quint64>(number), 0x9e3779b97f4a7c15)),
                          .userId = UserId(id(person, 7)),
                          .sessionId = SessionId(id(person, 9)),
                          .clientIp = u"192.0.2.7"_s,
                          .method = u"POST"_s,
                          .route = u"/api/auth/refresh"_s});
    log.write({.event = u"request.finished"_s, .status = 200, .durationMs = 0.734});
}

void run(Log &log, LineSink &sink, const LogStore *store, const char *name, int threadCount, int linesPerThread,
         long pauseNanos)
{
    const auto storeDropped = [store] { return store ? store->counters().dropped : 0; };
    const double cpu = cpuMicros(RUSAGE_SELF);
    const long before = switches();
    const qint64 dropped = sink.dropped() + storeDropped();
    std::atomic<qint64> callerMicros{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < threadCount; ++t)
        threads.emplace_back([&, t] {
            const double start = cpuMicros(RUSAGE_THREAD);
            const timespec pause{.tv_sec = 0, .tv_nsec = pauseNanos};
            for (int i = 0; i < linesPerThread; ++i) {
                logRequest(log, t << 24 | i);
                if (pauseNanos && i % 20 == 19)
                    ::nanosleep(&pause, nullptr);
            }
            callerMicros += static_cast<qint64>(cpuMicros(RUSAGE_THREAD) - start);
        });
    for (std::thread &thread : threads)
        thread.join();
    while (sink.pending() > 0 || (store && store->counters().pending > 0))
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const double lines = static_cast<double>(threadCount) * linesPerThread;
    std::fprintf(stderr,
                 "%-28s caller %6.0f ns/line, process %5.2f us/line, %.4f switches/line, %lld of %.0f dropped\n", name,
                 static_cast<double>(callerMicros.load()) * 1e3 / lines, (cpuMicros(RUSAGE_SELF) - cpu) / lines,
                 static_cast<double>(switches() - before) / lines,
                 static_cast<long long>(sink.dropped() + storeDropped() - dropped), lines);
}

void belowTheLevel(Log &log)
{
    constexpr int calls = 20'000'000;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < calls; ++i)
        log.debug(u"cache.miss", u"Session was not in the cache."_s);
    const auto plain = static_cast<double>(timer.nsecsElapsed()) / calls;
    timer.restart();
    for (int i = 0; i < calls; ++i)
        log.debug(u"cache.miss", u"Session was not in the cache."_s, {{u"size", i}, {u"full", true}});
    const auto withFields = static_cast<double>(timer.nsecsElapsed()) / calls;
    std::fprintf(stderr, "%-28s %.1f ns, with two fields %.1f ns\n", "below the level", plain, withFields);
}

/// What a refresh of a token leaves: its trace alone, without the line that takes it along.
void traced(const Clock &clock)
{
    constexpr int requests = 1'000'000;
    constexpr int steps = 12;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < requests; ++i) {
        const auto trace = std::make_shared<RequestTrace>(clock, SteadyTime{});
        const TraceScope scope(trace.get());
        for (int step = 0; step < steps; ++step)
            const TraceStep one("statement", "auth::A::b()");
    }
    const auto whole = static_cast<double>(timer.nsecsElapsed()) / requests;
    timer.restart();
    for (int i = 0; i < requests * steps; ++i)
        const TraceStep none("statement", "auth::A::b()");
    const auto without = static_cast<double>(timer.nsecsElapsed()) / requests / steps;
    std::fprintf(stderr, "%-28s %.0f ns of %d steps, a step without trace %.1f ns\n", "a request's trace", whole, steps,
                 without);
}

} // namespace

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "/dev/null";
    const int fd = ::open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    const SystemClock clock;
    Log log(clock, u"bench-1"_s);
    LineSink sink(std::make_unique<FdOutput>(fd), {.lines = 2'000'000, .bytes = qsizetype(2) << 30});
    sink.follow(log);
    belowTheLevel(log);
    traced(clock);
    run(log, sink, nullptr, "1 thread, full speed", 1, 200'000, 0);
    run(log, sink, nullptr, "8 threads, full speed", 8, 25'000, 0);
    run(log, sink, nullptr, "8 threads, in bursts of 20", 8, 10'000, 1'000'000);
    const QTemporaryDir folder;
    LogStoreOptions options{.path = folder.filePath(u"log.db"_s)};
    options.queue = {.lines = 2'000'000, .bytes = qsizetype(2) << 30, .linger = std::chrono::milliseconds(50)};
    LogStore store(options, clock, log);
    run(log, sink, &store, "with a store, full speed", 1, 400'000, 0);
    run(log, sink, &store, "with a store, in bursts", 8, 50'000, 1'000'000);
    store.stop(std::chrono::seconds(10));
    sink.stop(std::chrono::seconds(10));
    ::close(fd);
}
