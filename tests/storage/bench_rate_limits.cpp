// What one charge of a shared limit costs beside one look-up by primary key, with a server that syncs its commits.
#include "fixture.h"
#include "storage/rate_limit_repository.h"
#include "support/postgres_server.h"

#include <algorithm>
#include <cstdio>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

constexpr quint32 keyCount = 20'000;
constexpr auto span = std::chrono::seconds(2);
using Work = std::function<bool(quint32 number)>;

void check(bool good, const char *what)
{
    if (!good)
        qFatal("%s", what);
}

QByteArray keyOf(quint32 number)
{
    return QByteArray::number(number * 7919 % keyCount).rightJustified(RateLimitRepository::keySize, '0');
}

double median(std::vector<double> &times)
{
    const auto middle = times.begin() + qsizetype(times.size() / 2);
    std::ranges::nth_element(times, middle);
    return *middle;
}

/// Median of one call, us, and calls per second of all threads.
std::pair<double, double> measure(int threads, const Work &work)
{
    const auto end = std::chrono::steady_clock::now() + span;
    std::vector<std::vector<double>> times{std::size_t(threads)};
    onThreads(threads, [&](int thread) {
        auto before = std::chrono::steady_clock::now();
        for (quint32 i = quint32(thread) * 1000; before < end; ++i) {
            check(work(i), "no answer");
            const auto after = std::chrono::steady_clock::now();
            times[std::size_t(thread)].push_back(std::chrono::duration<double, std::micro>(after - before).count());
            before = after;
        }
    });
    std::vector<double> all;
    for (const auto &each : times)
        all.insert(all.end(), each.begin(), each.end());
    return {median(all), double(all.size()) / std::chrono::duration<double>(span).count()};
}

void report(const char *what, const Work &work)
{
    for (const int threads : {1, 4, 16}) {
        const auto [p50, rate] = measure(threads, work);
        std::printf("%-28s %2d connections: p50 %7.1f us %8.0f /s\n", what, threads, p50, rate);
    }
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QString whyNot;
    const auto server = PostgresServer::start(whyNot);
    check(bool(server), qPrintable(whyNot));
    server->query(u"ALTER SYSTEM SET fsync = on"_s);
    server->restart();
    server->makeDatabase(u"bench"_s);
    const SystemClock clock;
    DatabaseOptions options;
    options.url = server->socketUrl(u"bench"_s);
    const auto opened = Database::open(options, clock);
    check(bool(opened), "the database cannot be opened");
    Database &database = **opened;
    const auto charge = [&](const QByteArray &keys) {
        return bool(database.write([&](Connection &c) {
            return RateLimitRepository::charge(c, keys, clock.now(), clock.now() + std::chrono::seconds(60));
        }));
    };
    for (quint32 i = 0; i < keyCount; i += 1000) {
        QByteArray keys;
        for (quint32 j = i; j < i + 1000; ++j)
            keys += keyOf(j);
        check(charge(keys), "the keys cannot be made");
    }
    report("SELECT by primary key", [&](quint32 i) {
        return bool(database.read([&](Connection &c) { return RateLimitRepository::find(c, keyOf(i)); }));
    });
    report("empty transaction",
           [&](quint32) { return bool(database.write([](Connection &) { return Outcome(Done{}); })); });
    report("charge of one key", [&](quint32 i) { return charge(keyOf(i)); });
    report("charge of two keys", [&](quint32 i) {
        const QByteArray a = keyOf(i), b = keyOf(i + 1);
        return charge(std::min(a, b) + std::max(a, b));
    });
    report("charge of one hot key", [&](quint32) { return charge(keyOf(1)); });
}
