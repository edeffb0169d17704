// Not a test: imports accounts with foreign hashes over REST, as fast as a few clients can, and prints accounts per
// second as JSON. AUTH_TEST_ENGINE=postgresql for the other engine; arguments: accounts, clients.
#include "support/daemon_process.h"
#include "support/test_engine.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int chunk = 400; // of 64 KiB, the limit of a body

QByteArray rows(int from, int to)
{
    QByteArray lines;
    for (int i = from; i < to; ++i)
        lines += "{\"email\":\"person" + QByteArray::number(i) + "@example.org\",\"username\":\"person"
                 + QByteArray::number(i)
                 + "\",\"password_hash\":\"$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW\"}\n";
    return lines;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int accounts = argc > 1 ? atoi(argv[1]) : 20'000;
    const int clients = argc > 2 ? atoi(argv[2]) : 2;
    DaemonProcess daemon(freshDatabase());
    const QString password = u"correct horse battery staple"_s;
    daemon.run({u"admin"_s, u"create"_s, u"--email"_s, u"root@example.org"_s, u"--username"_s, u"root"_s,
                u"--password-stdin"_s},
               password.toUtf8());
    if (!daemon.start())
        return 1;
    const HttpClient client = daemon.client();
    const QString token =
        client.post("/api/auth/login", {{u"email"_s, u"root@example.org"_s}, {u"password"_s, password}})
            .text(u"access_token"_s);
    Headers headers = HttpClient::bearer(token);
    headers.emplace_back("Content-Type", "application/x-ndjson");
    std::atomic<int> next = 0;
    std::atomic<qint64> created = 0;
    QElapsedTimer timer;
    timer.start();
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < clients; ++i) {
            threads.emplace_back([&] {
                for (int from = next.fetch_add(chunk); from < accounts; from = next.fetch_add(chunk))
                    created +=
                        client.send("POST", "/api/users/import", headers, rows(from, std::min(from + chunk, accounts)))
                            .json()
                            .value(u"created"_s)
                            .toInt();
            });
        }
    }
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    std::printf("{\"accounts\": %lld, \"seconds\": %.2f, \"accounts_per_second\": %.0f}\n", qlonglong(created), seconds,
                double(created) / seconds);
    return created == accounts ? 0 : 1;
}
