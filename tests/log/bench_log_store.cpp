#include "log_store/log_reader.h"
#include "log_store/store_file.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

using namespace auth;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// Scattered like the ids of real requests, and known again from the number.
IdBytes idOf(quint64 number, quint64 kind)
{
    IdBytes bytes{};
    const quint64 scattered = number * 0x9e3779b97f4a7c15 ^ kind;
    std::memcpy(bytes.data(), &number, 8);
    std::memcpy(bytes.data() + 8, &scattered, 8);
    return bytes;
}

QString requestIdOf(quint64 number) { return uuidText(idOf(number, 1)); }

std::shared_ptr<const RequestTrace> traceOf(const Clock &clock)
{
    auto trace = std::make_shared<RequestTrace>(clock, SteadyTime{});
    const SteadyTime start{};
    for (const char *step : {"lane", "authentication", "handler", "limits.shared", "writer", "commit"})
        trace->add(step, start + 100us, start + 300us, 1);
    for (const char *function : {"auth::A::one(int)", "auth::A::two(int)", "auth::B::three(int)", "auth::B::four(int)"})
        trace->add("statement", start + 400us, start + 430us, 0, function);
    return trace;
}

/// A request leaves its last line; every tenth one more before it.
bool fill(StoreFile &file, qint64 lines, Time begin)
{
    const SystemClock clock;
    const auto trace = traceOf(clock);
    const auto apart = std::chrono::milliseconds(24h * 30) / lines;
    qint64 request = 0;
    for (qint64 seq = 1; seq <= lines; ++seq) {
        if (seq % 2'000 == 1 && !file.begin())
            return false;
        const quint64 person = static_cast<quint64>(request) * 0x9e3779b97f4a7c15 >> 44;
        LogEvent event{.time = begin + seq * apart,
                       .event = u"request.finished"_s,
                       .requestId = requestIdOf(static_cast<quint64>(request)),
                       .userId = UserId(idOf(person, 2)),
                       .sessionId = SessionId(idOf(person, 3)),
                       .clientIp = u"192.0.2.7"_s,
                       .method = u"POST"_s,
                       .route = u"/api/auth/refresh"_s,
                       .status = 200,
                       .durationMs = 0.734123,
                       .seq = seq,
                       .trace = trace};
        if (seq % 10 == 0) {
            event.event = u"session.refreshed"_s;
            event.trace.reset();
        } else {
            ++request;
        }
        if (!file.insert(event) || (seq % 2'000 == 0 && !file.commit()))
            return false;
    }
    return bool(file.commit()) || lines % 2'000 == 0;
}

void forgetPages(const QString &path)
{
    const int file = ::open(path.toLocal8Bit().constData(), O_RDONLY);
    ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    ::close(file);
}

void measure(const LogReader &reader, const QString &path, const char *name,
             const std::vector<LineSelection> &questions, bool cold)
{
    std::vector<double> millis;
    qsizetype found = 0;
    for (const LineSelection &question : questions) {
        if (cold)
            forgetPages(path);
        QElapsedTimer timer;
        timer.start();
        const auto lines = reader.find(question, LineOrder::NewestFirst, 50, 10s);
        millis.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        found += lines ? lines->lines.size() : 0;
    }
    std::ranges::sort(millis);
    std::fprintf(stderr, "%-32s median %7.2f ms, worst %7.2f ms, %lld lines\n", name, millis[millis.size() / 2],
                 millis.back(), static_cast<long long>(found));
}

} // namespace

/// Figures, not a test: how long it takes to find a request, and the like, among many lines (default ten million).
int main(int argc, char **argv)
{
    const qint64 lines = argc > 1 ? QByteArray(argv[1]).toLongLong() : 10'000'000;
    const QTemporaryDir folder(argc > 2 ? QString::fromLocal8Bit(argv[2]) + u"/bench-XXXXXX"_s : QString());
    const QString path = folder.filePath(u"log.db"_s);
    QElapsedTimer timer;
    timer.start();
    {
        QString movedTo;
        auto file = StoreFile::open(path, movedTo);
        if (!file || !file->beginRun(u"1"_s, u"bench"_s) || !fill(*file, lines, fromMillis(1'700'000'000'000)))
            return 1;
    }
    const auto seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    std::fprintf(stderr, "%lld lines in %.1f s, %.2f us and %.0f bytes each\n", static_cast<long long>(lines), seconds,
                 seconds * 1e6 / static_cast<double>(lines),
                 static_cast<double>(QFileInfo(path).size()) / static_cast<double>(lines));

    std::vector<LineSelection> requests, users, texts;
    for (quint64 i = 0; i < 20; ++i) {
        LineSelection request;
        request.filter.requestId = requestIdOf(i * static_cast<quint64>(lines) / 23);
        requests.push_back(request);
        LineSelection user;
        user.filter.userId = UserId(idOf(i * 0x9e3779b97f4a7c15 >> 44, 2));
        users.push_back(user);
    }
    LineSelection errors, text;
    errors.filter.level = LogLevel::Error;
    text.filter.text = u"nowhere"_s;
    const LogReader reader(path);
    measure(reader, path, "a request, not in memory", requests, true);
    measure(reader, path, "a request", requests, false);
    measure(reader, path, "a user's last 50 lines", users, false);
    measure(reader, path, "errors, of which there are none", {errors}, false);
    measure(reader, path, "a text that is nowhere, 10 s", {text}, false);
}
