#include "log_lines.h"

#include "log/log_model.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>

#include <cstdio>

// Figures, not a test: memory of a million lines, filters over them, and what taking in 20,000 lines a second costs.

using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 lineCount = 1'000'000;
constexpr qint64 distinct = 20'000;

double mebibytes()
{
    QFile status(u"/proc/self/status"_s);
    status.open(QIODevice::ReadOnly);
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return static_cast<double>(line.sliced(6).trimmed().split(' ').front().toLongLong()) / 1024;
    }
    return 0;
}

double milliseconds(const QElapsedTimer &timer) { return static_cast<double>(timer.nsecsElapsed()) / 1e6; }

void fill(LogModel &model)
{
    QByteArrayList lines;
    qint64 bytes = 0;
    for (qint64 i = 0; i < distinct; ++i) {
        lines.append(logLine(i));
        bytes += lines.back().size();
    }
    LineParser parser;
    QElapsedTimer timer;
    double parsing = 0;
    double appending = 0;
    for (qint64 done = 0; done < lineCount; done += 1'000) {
        LogBatch batch;
        timer.start();
        for (qint64 i = 0; i < 1'000; ++i)
            parser.parse(lines[(done + i) % distinct], batch, 1'700'000'000'000);
        parsing += milliseconds(timer);
        timer.start();
        model.append(batch);
        appending += milliseconds(timer);
    }
    std::printf("lines of %.0f bytes: parse %.2f us, append %.2f us each; %.0f bytes each in the buffer\n",
                static_cast<double>(bytes) / distinct, parsing / lineCount * 1000, appending / lineCount * 1000,
                static_cast<double>(model.buffer().bytes()) / lineCount);
}

void filter(LogModel &model, const QString &text)
{
    const LineMatcher matcher(std::get<FilterExpression>(FilterExpression::parse(text)));
    const LogSnapshot rows = model.buffer().snapshot();
    double best = 1e9;
    std::vector<qint64> found;
    for (int round = 0; round < 3; ++round) {
        found.clear();
        QElapsedTimer timer;
        timer.start();
        for (const auto &chunk : rows.chunks)
            matcher.find(*chunk, 0, rows.countIn(*chunk), found);
        best = std::min(best, milliseconds(timer));
    }
    std::printf("filter %-28s %8.1f ms, %zu found\n", text.toUtf8().constData(), best, found.size());
}

/// The window's share of a full buffer: 20,000 lines a second in frames of 33 ms.
void ingest(LogModel &model)
{
    constexpr int frames = 900;
    const LogBatch batch = logLines(0, 20'000 * 33 / 1000);
    std::vector<double> took;
    for (int frame = 0; frame < frames; ++frame) {
        QElapsedTimer timer;
        timer.start();
        model.append(batch);
        took.push_back(milliseconds(timer));
    }
    std::sort(took.begin(), took.end());
    std::printf("a frame of %lld lines: p50 %.2f ms, p99 %.2f ms, most %.2f ms\n", static_cast<long long>(batch.size()),
                took[frames / 2], took[frames * 99 / 100], took.back());
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const double before = mebibytes();
    LogModel model({.rows = 2 * lineCount, .bytes = 1LL << 40});
    fill(model);
    std::printf("%lld lines: process %.0f MiB, %.0f MiB of it for them\n", static_cast<long long>(lineCount),
                mebibytes(), mebibytes() - before);
    for (const QString &text : {u"level:error"_s, u"level:>=warn"_s, u"user:d6e80000-0000-0000-0000-000000000007"_s,
                                u"req:0f.."_s, u"status:5xx dur:>100ms"_s, u"needle"_s, u"answered"_s, u"nowhere"_s,
                                u"event:sign_in.*"_s, u"reason:wrong*"_s, u"/ne+dle/i"_s, u"äh"_s})
        filter(model, text);
    model.setLimits({.rows = lineCount, .bytes = 1LL << 40});
    ingest(model);
    std::printf("afterwards: process %.0f MiB\n", mebibytes());
}
