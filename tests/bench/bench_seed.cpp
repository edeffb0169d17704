// usage: bench_seed DATABASE_URL USERS
// Fills a new database with user0 ... as the load generator signs them in: 64 salted hashes of one password in turn, so
// that seeding is quick and every check is real work.

#include "crypto/password_hasher.h"
#include "crypto/random_token.h"
#include "storage/database.h"
#include "storage/user_repository.h"

#include <QtCore/QCoreApplication>

#include <cstdio>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

constexpr int saltedHashes = 64;
constexpr int batch = 1000;

Result<QList<QByteArray>> hashes()
{
    auto hasher = PasswordHasher::create({.slots = 1});
    if (!hasher)
        return hasher.error();
    QList<QByteArray> all;
    for (int i = 0; i < saltedHashes; ++i) {
        const auto hash = (*hasher)->hash(Secret("Bench-Passw0rd-1"));
        if (!hash)
            return hash.error();
        all.append(*hash);
    }
    return all;
}

Outcome insert(Connection &connection, int first, int end, const QList<QByteArray> &passwordHashes, Time now)
{
    for (int i = first; i < end; ++i) {
        const auto user = UserRepository::insert(connection, {.id = newId<UserId>(now),
                                                              .username = u"user%1"_s.arg(i),
                                                              .email = u"user%1@example.com"_s.arg(i),
                                                              .passwordHash = passwordHashes[i % saltedHashes],
                                                              .roles = {u"user"_s},
                                                              .createdAt = now});
        if (!user)
            return user.error();
    }
    return Done{};
}

Outcome seed(const QString &url, int users)
{
    const SystemClock clock;
    const auto database = Database::open({.url = url, .synchronous = DatabaseOptions::Synchronous::Normal}, clock);
    if (!database)
        return database.error();
    const auto passwordHashes = hashes();
    if (!passwordHashes)
        return passwordHashes.error();
    for (int first = 0; first < users; first += batch) {
        const auto inserted = (*database)->write([&](Connection &connection) {
            return insert(connection, first, std::min(first + batch, users), *passwordHashes, clock.now());
        });
        if (!inserted)
            return inserted;
    }
    return Done{};
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int users = arguments.size() == 3 ? arguments[2].toInt() : 0;
    if (users < 1) {
        std::fputs("usage: bench_seed DATABASE_URL USERS\n", stderr);
        return 64;
    }
    const auto seeded = seed(arguments[1], users);
    if (!seeded)
        std::fprintf(stderr, "%s %s\n", qUtf8Printable(seeded.error().message), qUtf8Printable(seeded.error().cause));
    return seeded ? 0 : 1;
}
