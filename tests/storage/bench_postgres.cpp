// What the storage writes on PostgreSQL. bench_postgres [durable]: with durable the server syncs each commit, as in
// service; otherwise it does not, and the figures are those of the program.
#include "support/postgres_server.h"

#include "fixture.h"

#include <cstdio>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

constexpr quint64 userCount = 10'000;
constexpr auto span = std::chrono::seconds(2);

void check(bool good, const char *what)
{
    if (!good)
        qFatal("%s", what);
}

void fill(Database &database)
{
    const auto done = database.write([](Connection &c) -> Outcome {
        for (quint64 i = 0; i < userCount; ++i) {
            if (const auto made = UserRepository::insert(c, newUser(i)); !made)
                return made.error();
            const auto session = SessionRepository::insert(c, {.id = sessionId(i),
                                                               .userId = userId(i),
                                                               .tokenHash = QByteArray(32, '0'),
                                                               .expiresAt = fromMillis(1'000'000'000),
                                                               .revokedAt = {},
                                                               .device = u"d"_s,
                                                               .ip = u"192.0.2.7"_s,
                                                               .network = u"192.0.2.0/24"_s});
            if (!session)
                return session;
        }
        return Done{};
    });
    check(bool(done), "the users cannot be made");
}

double rotations(Database &database, int threads)
{
    std::atomic<bool> stop = false;
    std::atomic<quint64> rounds = 0;
    std::thread timer([&] {
        std::this_thread::sleep_for(span);
        stop = true;
    });
    onThreads(threads, [&](int thread) {
        const SessionId id = sessionId(quint64(thread) + 100);
        const auto session = database.read([&](Connection &c) { return SessionRepository::byId(c, id); });
        const QByteArray hash(32, '0');
        for (qint64 generation = (*session)->generation; !stop; ++generation, ++rounds) {
            const auto rotated = database.write([&](Connection &c) {
                return rotate(c, id, generation, hash, hash, fromMillis(generation), fromMillis(1'000'000'000));
            });
            check(rotated && *rotated, "a rotation failed");
        }
    });
    timer.join();
    const double rate = double(rounds) / std::chrono::duration<double>(span).count();
    std::printf("rotations: %2d threads %8.0f /s\n", threads, rate);
    return rate;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QString whyNot;
    const auto server = PostgresServer::start(whyNot);
    check(bool(server), qPrintable(whyNot));
    if (argc > 1)
        server->query(u"ALTER SYSTEM SET fsync = on"_s);
    server->restart();
    server->makeDatabase(u"bench"_s);
    const SystemClock clock;
    DatabaseOptions options;
    options.url = server->socketUrl(u"bench"_s);
    const auto database = Database::open(options, clock);
    check(bool(database), "the database cannot be opened");
    fill(**database);
    server->query(u"ANALYZE"_s, u"bench"_s);
    const double one = rotations(**database, 1);
    std::printf("16 threads are %.1f times one\n", rotations(**database, 16) / one);
}
