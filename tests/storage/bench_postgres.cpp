// What the storage costs on PostgreSQL, beside libpq itself. bench_postgres [durable]: with durable the server syncs
// each commit, as in service; otherwise it does not, and the figures are those of the program.
#include "support/postgres_server.h"

#include "fixture.h"

#include <algorithm>
#include <cstdio>
#include <libpq-fe.h>
#include <numeric>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

constexpr quint64 userCount = 10'000;
constexpr int lookUps = 20'000;
constexpr auto span = std::chrono::seconds(2);

void check(bool good, const char *what)
{
    if (!good)
        qFatal("%s", what);
}

QString emailOf(quint64 number) { return u"user%1@example.org"_s.arg(number * 7919 % userCount); }

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

/// The same statement as UserRepository::byEmail, through libpq alone.
class Raw {
public:
    explicit Raw(const PostgresServer &server) : m_connection(PQconnectdb(qPrintable(server.socketUrl(u"bench"_s))))
    {
        PQclear(
            PQprepare(m_connection, "s",
                      "SELECT u.public_id, u.username, u.email, u.is_active, u.created_at, u.updated_at, u.last_login,"
                      " u.version, r.name, u.password_hash FROM users u LEFT JOIN user_roles ur ON ur.user_id = u.id"
                      " LEFT JOIN roles r ON r.id = ur.role_id WHERE u.email_norm = $1",
                      1, nullptr));
    }
    ~Raw() { PQfinish(m_connection); }
    void byEmail(const QByteArray &email) const
    {
        const char *values[] = {email.constData()};
        PGresult *result = PQexecPrepared(m_connection, "s", 1, values, nullptr, nullptr, 1);
        check(PQntuples(result) == 1, PQerrorMessage(m_connection));
        PQclear(result);
    }

private:
    PGconn *m_connection;
};

template<class F> double micros(F &&function)
{
    const auto start = std::chrono::steady_clock::now();
    function();
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> &times)
{
    std::ranges::nth_element(times, times.begin() + qsizetype(times.size() / 2));
    return times[times.size() / 2];
}

/// In turns and each with a key nobody has just asked for, so that whatever else the machine does meets both.
void compareLookUps(const PostgresServer &server, Database &database)
{
    const Raw raw(server);
    std::vector<double> own, libpq;
    for (quint64 i = 0; i < lookUps; ++i) {
        const QString email = emailOf(i);
        const QByteArray utf8 = email.toUtf8();
        if ((i ^ (i / 2)) % 2 == 0)
            libpq.push_back(micros([&] { raw.byEmail(utf8); }));
        else
            own.push_back(micros([&] {
                check(bool(*database.read([&](Connection &c) { return UserRepository::byEmail(c, email); })), "gone");
            }));
    }
    const double mine = median(own), theirs = median(libpq);
    std::printf("look-up by e-mail, p50: %.1f us, libpq %.1f us, ratio %.2f\n", mine, theirs, mine / theirs);
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
                return SessionRepository::rotate(c, id, generation, hash, hash, fromMillis(generation),
                                                 fromMillis(1'000'000'000));
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
    compareLookUps(*server, **database);
    const double one = rotations(**database, 1);
    std::printf("16 threads are %.1f times one\n", rotations(**database, 16) / one);
}
