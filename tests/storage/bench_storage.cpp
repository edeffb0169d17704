// What the storage costs, beside sqlite3 itself with one writer and one transaction for each write.
// bench_storage [folder]: the folder decides which disk is measured.
#include "storage/database.h"
#include "storage/session_repository.h"
#include "storage/user_repository.h"

#include <QtCore/QTemporaryDir>

#include <atomic>
#include <cstdio>
#include <ctime>
#include <sqlite3.h>
#include <thread>
#include <vector>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

constexpr quint64 userCount = 20'000;
constexpr auto span = std::chrono::milliseconds(1000);

template<class Kind> Id<Kind> idOf(quint64 number)
{
    IdBytes bytes{};
    const quint64 mixed = number * 0x9E3779B97F4A7C15u; // ids are random, and so is the order of pages
    std::memcpy(bytes.data(), &mixed, sizeof mixed);
    bytes[15] = 1;
    return Id<Kind>(bytes);
}

double cpuMicros()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e6 + double(time.tv_nsec) / 1e3;
}

/// Runs step(thread, round) on so many threads for one span.
template<class F> double measure(const char *name, int threads, F &&step)
{
    std::atomic<bool> stop = false;
    std::atomic<quint64> rounds = 0;
    const double cpu = cpuMicros();
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::thread> workers;
    for (int i = 0; i < threads; ++i)
        workers.emplace_back([&, i] {
            quint64 round = 0;
            for (; !stop; ++round)
                step(i, round);
            rounds += round;
        });
    std::this_thread::sleep_for(span);
    stop = true;
    for (std::thread &worker : workers)
        worker.join();
    const std::chrono::duration<double, std::micro> wall = std::chrono::steady_clock::now() - start;
    const double rate = double(rounds) / wall.count() * 1e6;
    std::printf("%-34s %2d threads %9.0f /s %8.1f us wall each %7.1f us cpu each\n", name, threads, rate,
                wall.count() * threads / double(rounds), (cpuMicros() - cpu) / double(rounds));
    return rate;
}

void fill(Database &database)
{
    for (quint64 from = 0; from < userCount; from += 1000) {
        const auto done = database.write([&](Connection &c) -> Outcome {
            for (quint64 i = from; i < from + 1000; ++i) {
                const auto user = UserRepository::insert(c, {.id = idOf<UserKind>(i),
                                                             .username = u"user_%1"_s.arg(i),
                                                             .email = u"user%1@example.org"_s.arg(i),
                                                             .passwordHash = QByteArray(97, 'h'),
                                                             .roles = {u"user"_s},
                                                             .createdAt = fromMillis(1)});
                if (!user)
                    return user.error();
                const auto session = SessionRepository::insert(c, {.id = idOf<SessionKind>(i),
                                                                   .userId = idOf<UserKind>(i),
                                                                   .tokenHash = QByteArray(32, '0'),
                                                                   .expiresAt = fromMillis(1'000'000'000),
                                                                   .revokedAt = {},
                                                                   .device = QString(100, u'd'),
                                                                   .ip = u"192.0.2.7"_s,
                                                                   .network = u"192.0.2.0/24"_s});
                if (!session)
                    return session;
            }
            return Done{};
        });
        if (!done)
            qFatal("%s", qPrintable(done.error().cause));
    }
}

void reads(Database &database)
{
    const auto pick = [](int thread, quint64 round) { return (round * 7919 + quint64(thread) * 104'729) % userCount; };
    measure("read: user by id", 1, [&](int t, quint64 n) {
        if (!*database.read([&](Connection &c) { return UserRepository::byId(c, idOf<UserKind>(pick(t, n))); }))
            qFatal("gone");
    });
    measure("read: credentials by e-mail", 1, [&](int t, quint64 n) {
        const QString email = u"user%1@example.org"_s.arg(pick(t, n));
        if (!*database.read([&](Connection &c) { return UserRepository::byEmail(c, email); }))
            qFatal("gone");
    });
    measure("read: access of a session", 1, [&](int t, quint64 n) {
        if (!*database.read([&](Connection &c) { return SessionRepository::access(c, idOf<SessionKind>(pick(t, n))); }))
            qFatal("gone");
    });
}

/// Each thread rotates sessions of its own, so that every rotation succeeds.
double rotations(Database &database, const char *name, int threads)
{
    std::vector<std::vector<qint64>> generations(size_t(threads), std::vector<qint64>(1000, -1));
    return measure(name, threads, [&](int thread, quint64 round) {
        const quint64 number = quint64(thread) * 1000 + round % 1000;
        qint64 &generation = generations[size_t(thread)][round % 1000];
        if (generation < 0)
            generation = (*database.read([&](Connection &c) {
                             return SessionRepository::byId(c, idOf<SessionKind>(number));
                         }))->generation;
        const QByteArray hash(32, '0');
        const auto rotated = database.write([&](Connection &c) {
            return SessionRepository::rotate(c, {.session = idOf<SessionKind>(number),
                                                 .generation = generation,
                                                 .currentHash = hash,
                                                 .nextHash = hash,
                                                 .now = fromMillis(qint64(round)),
                                                 .rotatedAt = fromMillis(qint64(round)),
                                                 .life = std::chrono::days(7),
                                                 .greatestAge = std::chrono::days(90)});
        });
        if (!rotated || !*rotated)
            qFatal("a rotation failed");
        ++generation;
    });
}

/// The yardstick: the C interface, prepared, one writer, each rotation a transaction with its own sync.
double rawRotations(const QString &path, const char *synchronous)
{
    sqlite3 *db = nullptr;
    sqlite3_stmt *update = nullptr;
    sqlite3_open(path.toUtf8().constData(), &db);
    sqlite3_exec(db, "PRAGMA journal_mode=WAL", nullptr, nullptr, nullptr);
    sqlite3_exec(db, QByteArray("PRAGMA synchronous=").append(synchronous).constData(), nullptr, nullptr, nullptr);
    sqlite3_prepare_v2(db,
                       "UPDATE sessions SET generation = generation + 1, token_hash = ?, last_used_at = ?, rotated_at "
                       "= ?, expires_at = ? WHERE id = ? AND revoked_at IS NULL",
                       -1, &update, nullptr);
    const QByteArray hash(32, '0');
    const double rate =
        measure(QByteArray("sqlite3 one writer ").append(synchronous).constData(), 1, [&](int, quint64 round) {
            const QByteArray id = idOf<SessionKind>(round % 1000).bytes();
            sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
            sqlite3_bind_blob(update, 1, hash.constData(), 32, SQLITE_STATIC);
            for (int i = 2; i <= 4; ++i)
                sqlite3_bind_int64(update, i, 1'000'000'000 + sqlite3_int64(round));
            sqlite3_bind_blob(update, 5, id.constData(), 16, SQLITE_STATIC);
            if (sqlite3_step(update) != SQLITE_DONE || sqlite3_changes(db) != 1)
                qFatal("a raw rotation failed");
            sqlite3_reset(update);
            sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
        });
    sqlite3_finalize(update);
    sqlite3_close(db);
    return rate;
}

void benchmark(const QString &folder, DatabaseOptions::Synchronous synchronous, const char *name)
{
    QTemporaryDir dir(folder + u"/bench-XXXXXX"_s);
    const SystemClock clock;
    DatabaseOptions options;
    options.url = u"sqlite:///"_s + dir.filePath(u"b.db"_s);
    options.synchronous = synchronous;
    auto database = Database::open(options, clock);
    if (!database)
        qFatal("%s", qPrintable(database.error().message));
    fill(**database);
    if (synchronous == DatabaseOptions::Synchronous::Normal)
        reads(**database);
    rotations(**database, QByteArray("rotate ").append(name).constData(), 1);
    const double grouped = rotations(**database, QByteArray("rotate ").append(name).constData(), 16);
    const WriteCounters counters = (*database)->writeCounters();
    database->reset();
    const double raw = rawRotations(dir.filePath(u"b.db"_s), name);
    std::printf("%s: group commit with 16 clients is %.1f times sqlite3 with one; %llu operations in %llu batches\n",
                name, grouped / raw, static_cast<unsigned long long>(counters.operations),
                static_cast<unsigned long long>(counters.batches));
}

} // namespace

int main(int argc, char *argv[])
{
    const QString folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"."_s;
    benchmark(folder, DatabaseOptions::Synchronous::Normal, "NORMAL");
    benchmark(folder, DatabaseOptions::Synchronous::Full, "FULL");
}
