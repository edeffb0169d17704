#include "http/http_server.h"
#include "log/fd_output.h"
#include "log/line_sink.h"
#include "log/log.h"
#include "log/log_context.h"
#include "rest/streamed_body.h"
#include "services/log_stream.h"
#include "tests/http/raw_client.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <sys/resource.h>

// Figures, not a test: what following the log costs, over real sockets, with the lines going to a file as well.
// bench_log_stream LINES_PER_SECOND CLIENTS SECONDS

using namespace auth;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

double cpuMicros(int who)
{
    rusage usage;
    ::getrusage(who, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6
           + static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

struct Plan {
    int linesPerSecond = 20'000;
    int clients = 1;
    int seconds = 3;
    int lines() const { return linesPerSecond * seconds; }
};

/// Everything between a line and a client, but for the router.
class Bench {
public:
    explicit Bench(int clients)
        : m_sink(std::make_unique<FdOutput>(::open("/dev/null", O_WRONLY | O_CLOEXEC))),
          m_stream(log, {.linger = 20ms}, {.perUser = clients}, {}, m_clock), m_server({}, 1, handlers(), m_clock),
          port(*m_server.listen(u"127.0.0.1"_s, 0))
    {
        m_sink.follow(log);
    }
    ~Bench() { m_stream.stop(); }

    LogStream::Counters counters() const { return m_stream.counters(); }

private:
    HttpHandlers handlers()
    {
        return {
            .request =
                [this](const HttpRequest &request, const Responder &responder) {
                    if (request.path == "/health")
                        return responder.send({200, "text/plain", "healthy", {}});
                    responder.send(
                        {200, "text/event-stream", {}, {}, std::make_shared<EventBody>(*m_stream.open({}, Caller()))});
                },
            .error =
                [](ErrorCode, const EdgeContext &) {
                    return HttpResponse{500, {}, {}, {}};
                },
            .newRequestId = [] { return QByteArray("bench-request"); }};
    }

    const SystemClock m_clock;

public:
    Log log{m_clock, u"bench"_s};

private:
    LineSink m_sink;
    LogStream m_stream;
    HttpServer m_server;

public:
    const quint16 port;
};

/// Reads until so many events have come; what a client costs is not the service's.
void follow(quint16 port, int lines, std::atomic<int> &ready, std::atomic<qint64> &received,
            std::atomic<qint64> &micros)
{
    test::RawClient client(port);
    client.send("GET /follow HTTP/1.1\r\nHost: a\r\n\r\n");
    const double before = cpuMicros(RUSAGE_THREAD);
    qint64 seen = 0;
    QByteArray rest;
    for (bool begun = false; seen < lines && !client.sawEnd();) {
        rest += client.takeSome();
        if (!std::exchange(begun, true))
            ++ready;
        const qsizetype whole = rest.lastIndexOf('\n') + 1;
        seen += rest.first(whole).count("data: {");
        rest.remove(0, whole);
        if (client.timedOut())
            break;
    }
    received += seen;
    micros += static_cast<qint64>(cpuMicros(RUSAGE_THREAD) - before);
}

void logRequest(Log &log)
{
    const LogScope scope({.requestId = u"0190163d-8694-739b-aea5-966c26f8ad91"_s,
                          .userId = UserId::parse(u"01890a5d-ac96-774b-bcce-b302099a8057"),
                          .clientIp = u"192.0.2.7"_s,
                          .method = u"POST"_s,
                          .route = u"/api/auth/refresh"_s});
    log.write({.event = u"request.finished"_s, .status = 200, .durationMs = 0.734});
}

/// In bursts of a millisecond's worth, on the thread of the caller.
void write(Log &log, const Plan &plan)
{
    const auto start = std::chrono::steady_clock::now();
    for (int line = 0; line < plan.lines(); ++line) {
        if (line % std::max(plan.linesPerSecond / 1000, 1) == 0)
            std::this_thread::sleep_until(start + std::chrono::microseconds(1'000'000LL * line / plan.linesPerSecond));
        logRequest(log);
    }
}

double requestP99(quint16 port, const std::atomic<bool> &done)
{
    std::vector<double> took;
    while (!done) {
        const auto start = std::chrono::steady_clock::now();
        test::RawClient client(port);
        client.send("GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        client.readToEnd();
        took.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
        std::this_thread::sleep_for(1ms);
    }
    std::sort(took.begin(), took.end());
    return took.empty() ? 0 : took[took.size() * 99 / 100];
}

void run(const Plan &plan)
{
    Bench bench(std::max(plan.clients, 1));
    std::atomic<int> ready{0};
    std::atomic<qint64> received{0};
    std::atomic<qint64> clientMicros{0};
    std::atomic<bool> done{false};
    std::vector<std::jthread> clients;
    for (int i = 0; i < plan.clients; ++i)
        clients.emplace_back([&] { follow(bench.port, plan.lines(), ready, received, clientMicros); });
    while (ready < plan.clients)
        std::this_thread::sleep_for(1ms);
    double p99 = 0;
    double proberMicros = 0;
    std::jthread prober([&] {
        p99 = requestP99(bench.port, done);
        proberMicros = cpuMicros(RUSAGE_THREAD);
    });
    const double before = cpuMicros(RUSAGE_SELF);
    write(bench.log, plan);
    clients.clear();
    done = true;
    prober.join();
    const double service = cpuMicros(RUSAGE_SELF) - before - static_cast<double>(clientMicros) - proberMicros;
    const LogStream::Counters counters = bench.counters();
    std::printf("%6d lines/s, %2d clients: %lld of %lld received, %lld dropped, %lld late, %lld too slow, "
                "service %.2f us CPU/line, request p99 %.0f us\n",
                plan.linesPerSecond, plan.clients, static_cast<long long>(received),
                static_cast<long long>(plan.lines()) * plan.clients, static_cast<long long>(counters.dropped),
                static_cast<long long>(counters.late), static_cast<long long>(counters.tooSlow), service / plan.lines(),
                p99);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    Plan plan;
    plan.linesPerSecond = arguments.value(1, u"20000"_s).toInt();
    plan.clients = arguments.value(2, u"1"_s).toInt();
    plan.seconds = arguments.value(3, u"3"_s).toInt();
    Plan without = plan;
    without.clients = 0;
    run(without);
    run(plan);
}
