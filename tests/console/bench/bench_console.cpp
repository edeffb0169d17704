// What the console takes of a machine: bench_console [--minutes N], for how long it is watched for growing; 2 unless
// told. Lines come from a process of their own that speaks the stream's format before a real daemon, as a daemon that
// writes 20,000 of them a second would want these processors for itself.
#include "console_start.h"
#include "follow_figures.h"
#include "line_source.h"
#include "support/console_program.h"
#include "support/console_server.h"

#include "live_logs/log_table.h"
#include "live_logs/logs_page.h"

#include <QtCore/QProcess>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int startRounds = 9;
constexpr std::chrono::seconds idleTime{30};
constexpr std::chrono::seconds stallTime{60};
constexpr int patienceMs = 30'000;

void check(bool good, const char *what)
{
    if (!good)
        qFatal("%s", what);
}

/// Unlike QTest::qWait(), which looks for events each 10 ms, it runs the loop as the program does.
void letRun(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

void printLoad()
{
    double load = 0;
    check(getloadavg(&load, 1) == 1, "no load average");
    std::printf("  load average %.1f\n", load);
    std::fflush(stdout);
}

/// serveLines() in a process.
class Lines {
public:
    explicit Lines(quint16 daemon)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationFilePath(), {u"--source"_s, QString::number(daemon)});
        m_port = static_cast<quint16>(answer().first);
    }
    ~Lines()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }

    quint16 port() const { return m_port; }
    void pour(std::chrono::seconds time) { m_process.write(QByteArray::number(qint64(time.count())) + '\n'); }
    bool hasPoured() const { return m_process.canReadLine(); }
    std::pair<qint64, qint64> answer()
    {
        while (!m_process.canReadLine())
            check(m_process.waitForReadyRead(patienceMs), "no lines");
        const QByteArrayList parts = m_process.readLine().trimmed().split(' ');
        return {parts[0].toLongLong(), parts[1].toLongLong()};
    }

private:
    QProcess m_process;
    quint16 m_port = 0;
};

void measureStart()
{
    const auto times = startTimes(startRounds);
    std::printf("start to the painted sign-in form: median %.0f ms, most %.0f ms (goal 400)\n", times[times.size() / 2],
                times.back());
    printLoad();
}

void measureIdle(const char *place)
{
    letRun(std::chrono::seconds(3)); // what the page asked for first has come
    const std::clock_t before = std::clock();
    letRun(idleTime);
    std::printf("idle on %s for %lld s: %.2f %% of a processor\n", place, static_cast<long long>(idleTime.count()),
                100.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC
                    / static_cast<double>(idleTime.count()));
    printLoad();
}

void follow(LogsPage &page, Lines &lines, std::chrono::seconds time, FollowFigures &figures)
{
    lines.pour(time);
    while (!lines.hasPoured())
        letRun(std::chrono::milliseconds(200));
    const auto [sent, unsent] = lines.answer();
    const auto all = [&figures, sent = sent] { return figures.lines() >= sent; };
    (void)QTest::qWaitFor(all, patienceMs);
    check(page.live().table().isFollowing(), "it does not follow any more");
    std::printf("%lld lines sent (at worst %lld KiB waited), %lld lost, %lld dropped, %lld breaks (goal 0)\n",
                static_cast<long long>(sent), static_cast<long long>(unsent / 1024),
                static_cast<long long>(sent - figures.lines()), static_cast<long long>(page.feed()->dropped()),
                static_cast<long long>(figures.breaks()));
}

void measureStalls(LogsPage &page, Lines &lines)
{
    FollowFigures figures(*page.feed());
    const std::clock_t before = std::clock();
    follow(page, lines, stallTime, figures);
    const Spread &stalls = figures.stalls();
    const Spread &work = figures.work();
    std::printf("%lld lines/s for %lld s: stalls p50 %.1f, p99 %.1f (goal 33), most %.1f ms; of it own work p50 %.1f, "
                "p99 %.1f, most %.1f ms; %.0f %% of a processor\n",
                static_cast<long long>(LineSource::linesPerSecond), static_cast<long long>(stallTime.count()),
                stalls.at(0.5), stalls.at(0.99), stalls.at(1), work.at(0.5), work.at(0.99), work.at(1),
                100.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC
                    / static_cast<double>(stallTime.count()));
    printLoad();
}

/// MiB that are gained between two points, by the straight line nearest to all.
double slope(const std::vector<double> &points)
{
    const double middle = static_cast<double>(points.size() - 1) / 2;
    double above = 0;
    double below = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double x = static_cast<double>(i) - middle;
        above += x * points[i];
        below += x * x;
    }
    return below > 0 ? above / below : 0;
}

void measureGrowth(LogsPage &page, Lines &lines, std::chrono::minutes time)
{
    const LogBuffer &buffer = page.live().model().buffer();
    check(buffer.firstRow() > 0, "the buffer is not full");
    FollowFigures figures(*page.feed());
    follow(page, lines, time, figures);
    const auto &memory = figures.memory();
    std::printf("memory with %lld lines in the buffer, over %lld min:", static_cast<long long>(buffer.count()),
                static_cast<long long>(time.count()));
    for (std::size_t i = 0; i < memory.size(); i += std::max<std::size_t>(1, memory.size() / 12))
        std::printf(" %.1f", memory[i]);
    const std::vector<double> secondHalf(memory.begin() + std::ssize(memory) / 2, memory.end()); // warm by then
    std::printf(" MiB, in the second half %+.1f MiB an hour\n", slope(secondHalf) * 360);
    printLoad();
}

void measure(std::chrono::minutes watched)
{
    measureStart();
    ConsoleServer server;
    check(server.start(), "the daemon does not start");
    Lines lines(server.client().port());
    ConsoleProgram program;
    MainWindow *window = program.signIn(lines.port(), server.staff().admin);
    window->resize(1400, 900);
    measureIdle("the overview");
    window->desk()->workspace().navigator.go({.place = Place::Logs, .filter = {}, .id = {}});
    auto *page = qobject_cast<LogsPage *>(window->currentPage());
    check(page, "no log");
    const auto isLive = [&] { return page->feed() && page->feed()->state().kind == FeedState::Kind::Live; };
    check(QTest::qWaitFor(isLive, patienceMs), "not live");
    measureIdle("the live log without lines");
    measureStalls(*page, lines);
    measureGrowth(*page, lines, watched);
    delete window;
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray order = argc > 2 ? argv[1] : "";
    if (order == "--source") {
        const QCoreApplication application(argc, argv);
        return serveLines(QByteArray(argv[2]).toUShort());
    }
    const QApplication application(argc, argv);
    measure(std::chrono::minutes(order == "--minutes" ? QByteArray(argv[2]).toInt() : 2));
    return 0;
}
