#include "log/fd_output.h"
#include "log/line_sink.h"
#include "log/log.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace auth;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// What an output of a test does, and what it got.
class Tape {
public:
    void stall(bool stalled)
    {
        const std::lock_guard lock(m_mutex);
        m_stalled = stalled;
        m_changed.notify_all();
    }
    void fail(bool failing)
    {
        const std::lock_guard lock(m_mutex);
        m_failing = failing;
    }
    qsizetype write(QByteArrayView lines)
    {
        std::unique_lock lock(m_mutex);
        ++m_calls;
        m_changed.wait(lock, [this] { return !m_stalled; });
        if (m_failing)
            return 0;
        m_bytes.append(lines);
        return lines.size();
    }
    int calls() const
    {
        const std::lock_guard lock(m_mutex);
        return m_calls;
    }
    QByteArray bytes() const
    {
        const std::lock_guard lock(m_mutex);
        return m_bytes;
    }

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_stalled = false;
    bool m_failing = false;
    int m_calls = 0;
    QByteArray m_bytes;
};

class TapeOutput final : public LineOutput {
public:
    explicit TapeOutput(std::shared_ptr<Tape> tape) : m_tape(std::move(tape)) {}
    qsizetype write(QByteArrayView lines) override { return m_tape->write(lines); }

private:
    std::shared_ptr<Tape> m_tape;
};

struct Pipe {
    Pipe()
    {
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            qFatal("no pipe");
    }
    ~Pipe()
    {
        for (const int end : ends) {
            if (end >= 0)
                ::close(end);
        }
    }
    void closeEnd(size_t end) { ::close(std::exchange(ends.at(end), -1)); }
    /// Until it takes nothing more.
    qsizetype fill()
    {
        ::fcntl(ends[1], F_SETFL, O_NONBLOCK);
        qsizetype filled = 0;
        while (::write(ends[1], "\n", 1) == 1)
            ++filled;
        ::fcntl(ends[1], F_SETFL, 0);
        return filled;
    }

    std::array<int, 2> ends{-1, -1};
};

/// Reads a pipe to its end.
class Reader {
public:
    explicit Reader(int fd) : m_thread([this, fd] { run(fd); }) {}
    ~Reader() { join(); }
    QByteArray join()
    {
        if (m_thread.joinable())
            m_thread.join();
        return m_bytes;
    }

private:
    void run(int fd)
    {
        std::array<char, 65536> chunk;
        for (ssize_t n = 0; (n = ::read(fd, chunk.data(), chunk.size())) > 0;)
            m_bytes.append(chunk.data(), n);
    }

    QByteArray m_bytes;
    std::thread m_thread;
};

LogEvent numbered(qint64 seq) { return {.time = fromMillis(seq), .event = u"e"_s, .instance = u"i"_s, .seq = seq}; }

/// The lines as objects; what does not parse is an empty one.
QList<QJsonObject> parsed(const QByteArray &bytes)
{
    QList<QJsonObject> objects;
    for (const QByteArray &line : bytes.split('\n')) {
        if (!line.isEmpty())
            objects += QJsonDocument::fromJson(line).object();
    }
    return objects;
}

/// Sequence numbers in order, and -count for a marker.
QList<qint64> sequence(const QByteArray &bytes)
{
    QList<qint64> numbers;
    for (const QJsonObject &line : parsed(bytes)) {
        const bool isMarker = line.value("event"_L1).toString() == "log.dropped"_L1;
        numbers += isMarker ? -line.value("count"_L1).toInteger() : line.value("seq"_L1).toInteger();
    }
    return numbers;
}

std::unique_ptr<LineSink> sinkOn(const std::shared_ptr<Tape> &tape, LineLimits limits = {})
{
    return std::make_unique<LineSink>(std::make_unique<TapeOutput>(tape), limits);
}

void writeLines(LineSink &sink, qint64 first, qint64 last)
{
    for (qint64 seq = first; seq <= last; ++seq)
        sink.write(std::make_shared<const LogEvent>(numbered(seq)));
}

} // namespace

class TestLineSink : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manyThreadsShareOneSink()
    {
        constexpr int threadCount = 8;
        constexpr int linesEach = 10'000;
        Pipe pipe;
        Reader reader(pipe.ends[0]);
        const SystemClock clock;
        Log log(clock, u"i"_s);
        LineSink sink(std::make_unique<FdOutput>(pipe.ends[1]), {.lines = threadCount * linesEach, .bytes = 1 << 30});
        sink.follow(log);
        std::vector<std::thread> threads;
        for (int t = 0; t < threadCount; ++t)
            threads.emplace_back([&log, t] {
                for (int i = 0; i < linesEach; ++i)
                    log.info(u"test.line", u"One of many\n"_s, {{u"thread", t}, {u"number", i}});
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(sink.stop(60s), 0);
        QCOMPARE(sink.written(), threadCount * linesEach);
        pipe.closeEnd(1);

        std::array<qint64, threadCount> next{};
        std::vector<bool> seen(threadCount * linesEach);
        for (const QJsonObject &line : parsed(reader.join())) {
            QVERIFY(!line.isEmpty());
            QCOMPARE(line.value("number"_L1).toInteger(),
                     next.at(static_cast<size_t>(line.value("thread"_L1).toInt()))++);
            seen.at(static_cast<size_t>(line.value("seq"_L1).toInteger() - 1)) = true;
        }
        QCOMPARE(std::count(seen.begin(), seen.end(), true), threadCount * linesEach);
    }

    void queueHoldsItsLimitAndNoMore()
    {
        const auto tape = std::make_shared<Tape>();
        tape->stall(true);
        const auto sink = sinkOn(tape, {.lines = 10});
        writeLines(*sink, 1, 10);
        QCOMPARE(sink->dropped(), 0);
        QCOMPARE(sink->pending(), 10);
        writeLines(*sink, 11, 12);
        QCOMPARE(sink->dropped(), 2);
        QCOMPARE(sink->pending(), 10);
        tape->stall(false);
        QTRY_COMPARE(sequence(tape->bytes()), (QList<qint64>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -2}));
        QCOMPARE(sink->written(), 10);
        writeLines(*sink, 13, 13);
        QCOMPARE(sink->stop(10s), 0);
        QCOMPARE(sequence(tape->bytes()), (QList<qint64>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -2, 13}));
    }

    void markerTellsWhenTheFirstLineWasLost()
    {
        const auto tape = std::make_shared<Tape>();
        tape->stall(true);
        const auto sink = sinkOn(tape, {.lines = 1});
        writeLines(*sink, 1, 3);
        tape->stall(false);
        QCOMPARE(sink->stop(10s), 0);
        QCOMPARE(tape->bytes().split('\n').value(1),
                 "{\"time\":\"1970-01-01T00:00:00.002Z\",\"level\":\"warning\",\"event\":\"log.dropped\","
                 "\"message\":\"Lines are missing here.\",\"instance\":\"i\",\"count\":2}");
    }

    void memoryIsLimitedToo()
    {
        const auto tape = std::make_shared<Tape>();
        tape->stall(true);
        const auto sink = sinkOn(tape, {.bytes = 3 * memoryUse(numbered(1))});
        writeLines(*sink, 1, 3);
        QCOMPARE(sink->dropped(), 0);
        writeLines(*sink, 4, 4);
        QCOMPARE(sink->dropped(), 1);
        tape->stall(false);
        QCOMPARE(sink->stop(10s), 0);
    }

    void lineOverTheMemoryLimitPassesAlone()
    {
        const auto tape = std::make_shared<Tape>();
        const auto sink = sinkOn(tape, {.bytes = 1});
        writeLines(*sink, 1, 1);
        QCOMPARE(sink->stop(10s), 0);
        QCOMPARE(sequence(tape->bytes()), QList<qint64>{1});
    }

    void halfAQueueIsWrittenAtOnce()
    {
        const auto tape = std::make_shared<Tape>();
        const auto sink = sinkOn(tape, {.lines = 100, .linger = 1h});
        writeLines(*sink, 1, 49);
        QCOMPARE(tape->calls(), 0);
        writeLines(*sink, 50, 50);
        QTRY_COMPARE(sink->written(), 50);
        QCOMPARE(tape->calls(), 1);
    }

    void loneLineDoesNotWaitForOthers()
    {
        const auto tape = std::make_shared<Tape>();
        const auto sink = sinkOn(tape);
        writeLines(*sink, 1, 1);
        QTRY_COMPARE(sink->written(), 1);
    }

    void fullPipeBlocksNobodyAndDrains()
    {
        Pipe pipe;
        pipe.fill();
        LineSink sink(std::make_unique<FdOutput>(pipe.ends[1]), {.lines = 100});
        writeLines(sink, 1, 5'000);
        QCOMPARE(sink.pending(), 100);
        QCOMPARE(sink.dropped(), 4'900);
        Reader reader(pipe.ends[0]);
        QTRY_COMPARE(sink.pending(), 0);
        writeLines(sink, 5'001, 5'001);
        QCOMPARE(sink.stop(10s), 0);
        pipe.closeEnd(1);
        QList<qint64> expected;
        for (qint64 seq = 1; seq <= 100; ++seq)
            expected += seq;
        QCOMPARE(sequence(reader.join()), expected << -4'900 << 5'001);
    }

    void closedPipeIsALossAndNothingWorse()
    {
        Pipe pipe;
        pipe.closeEnd(0);
        ::signal(SIGPIPE, SIG_DFL); // the sink must not depend on main() ignoring it
        LineSink sink(std::make_unique<FdOutput>(pipe.ends[1]));
        writeLines(sink, 1, 3);
        QTRY_COMPARE(sink.dropped(), 3);
        writeLines(sink, 4, 4);
        QCOMPARE(sink.stop(10s), 1);
        QCOMPARE(sink.written(), 0);
    }

    void fullDiskIsALossAndNothingWorse()
    {
        const int fd = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
        if (fd < 0)
            QSKIP("no /dev/full");
        LineSink sink(std::make_unique<FdOutput>(fd));
        writeLines(sink, 1, 3);
        QTRY_COMPARE(sink.dropped(), 3);
        sink.stop(10s);
        ::close(fd);
    }

    void failingOutputIsNotTriedWithoutNewLines()
    {
        const auto tape = std::make_shared<Tape>();
        tape->fail(true);
        const auto sink = sinkOn(tape);
        for (qint64 seq = 1; seq <= 3; ++seq) {
            writeLines(*sink, seq, seq);
            QTRY_COMPARE(sink->dropped(), seq);
        }
        QCOMPARE(tape->calls(), 3);
    }

    void outputThatRecoversTellsWhatIsMissing()
    {
        const auto tape = std::make_shared<Tape>();
        tape->fail(true);
        const auto sink = sinkOn(tape);
        writeLines(*sink, 1, 2);
        QTRY_COMPARE(sink->dropped(), 2);
        writeLines(*sink, 3, 3);
        QTRY_COMPARE(sink->dropped(), 3); // a marker that is lost itself is not counted again
        tape->fail(false);
        writeLines(*sink, 4, 5);
        QTRY_COMPARE(sink->written(), 2);
        writeLines(*sink, 6, 6);
        QCOMPARE(sink->stop(10s), 0);
        QCOMPARE(sequence(tape->bytes()), (QList<qint64>{-3, 4, 5, 6}));
    }

    void stopWritesWhatIsThereAndRefusesTheRest()
    {
        const auto tape = std::make_shared<Tape>();
        const auto sink = sinkOn(tape, {.linger = 1h});
        writeLines(*sink, 1, 1'000);
        QCOMPARE(sink->stop(60s), 0);
        QCOMPARE(sequence(tape->bytes()).size(), 1'000);
        writeLines(*sink, 1'001, 1'001);
        QCOMPARE(sink->dropped(), 1);
        QCOMPARE(sink->stop(60s), 0);
    }

    void stopGivesUpOnAStuckOutput()
    {
        const auto tape = std::make_shared<Tape>();
        tape->stall(true);
        {
            const auto sink = sinkOn(tape);
            writeLines(*sink, 1, 1);
            QTRY_COMPARE(tape->calls(), 1);
            writeLines(*sink, 2, 5);
            QCOMPARE(sink->stop(20ms), 5);
            QCOMPARE(sink->dropped(), 5);
            QCOMPARE(sink->pending(), 0);
        }
        tape->stall(false);
        QTRY_COMPARE(tape.use_count(), 1); // the thread that was left behind ends by itself
        QCOMPARE(sequence(tape->bytes()), QList<qint64>{1});
    }

    void tornLineIsFinishedFirst()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"out"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        ::signal(SIGXFSZ, SIG_IGN);
        rlimit before;
        ::getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{.rlim_cur = 10, .rlim_max = before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        FdOutput output(file.handle());
        const qsizetype taken = output.write("first\nsecond\nthird\n");
        const qsizetype retaken = output.write("fourth\n");
        ::setrlimit(RLIMIT_FSIZE, &before);
        QCOMPARE(taken, 13); // "second" is owed, "third" is lost
        QCOMPARE(retaken, 0);
        QCOMPARE(output.write("fifth\n"), 6);
        file.seek(0);
        QCOMPARE(file.readAll(), "first\nsecond\nfifth\n");
    }

    void descriptorThatDoesNotBlockIsWaitedFor()
    {
        Pipe pipe;
        pipe.fill();
        ::fcntl(pipe.ends[1], F_SETFL, O_NONBLOCK);
        LineSink sink(std::make_unique<FdOutput>(pipe.ends[1]));
        writeLines(sink, 1, 2);
        Reader reader(pipe.ends[0]);
        QCOMPARE(sink.stop(60s), 0);
        pipe.closeEnd(1);
        QCOMPARE(sequence(reader.join()), (QList<qint64>{1, 2}));
    }
};

QTEST_GUILESS_MAIN(TestLineSink)
#include "tst_line_sink.moc"
