// bench_hash [threads [seconds [memory KiB [passes]]]]: password hashes per second and minor page faults per hash, with
// and without kept memory, as one JSON object. Run it on an idle machine; the ratio matters more than the figures.
#include "crypto/password_hasher.h"

#include <QtCore/QDebug>
#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <cstdio>
#include <cstdlib>
#include <sys/resource.h>
#include <thread>
#include <vector>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

struct Usage {
    double faults;
    double systemMillis;
    double userMillis;
};

Usage usage()
{
    rusage now{};
    ::getrusage(RUSAGE_SELF, &now);
    const auto millis = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return {static_cast<double>(now.ru_minflt), millis(now.ru_stime), millis(now.ru_utime)};
}

QJsonObject measure(PasswordHasher &hasher, int threads, qint64 millis)
{
    const QByteArray phc = *hasher.hash(Secret("password"_ba));
    const quint64 first = hasher.runs();
    const Usage before = usage();
    QElapsedTimer timer;
    timer.start();
    {
        std::vector<std::jthread> workers;
        for (int i = 0; i < threads; ++i) {
            workers.emplace_back([&] {
                while (timer.elapsed() < millis)
                    (void)hasher.verify(phc, Secret("password"_ba));
            });
        }
    }
    const double seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    const auto runs = static_cast<double>(hasher.runs() - first);
    const Usage after = usage();
    return {{u"hashes_per_second"_s, runs / seconds},
            {u"faults_per_hash"_s, (after.faults - before.faults) / runs},
            {u"user_ms_per_hash"_s, (after.userMillis - before.userMillis) / runs},
            {u"system_ms_per_hash"_s, (after.systemMillis - before.systemMillis) / runs}};
}

qint64 argument(int argc, char **argv, int index, qint64 otherwise)
{
    return argc > index ? std::strtoll(argv[index], nullptr, 10) : otherwise;
}

} // namespace

int main(int argc, char **argv)
{
    const int threads = static_cast<int>(argument(argc, argv, 1, 2));
    const qint64 millis = 1000 * argument(argc, argv, 2, 3);
    PasswordHasher::Options options{.memoryKiB = static_cast<quint32>(argument(argc, argv, 3, 19456)),
                                    .passes = static_cast<quint32>(argument(argc, argv, 4, 2)),
                                    .slots = threads};
    QJsonObject report{{u"threads"_s, threads},
                       {u"memory_kib"_s, static_cast<qint64>(options.memoryKiB)},
                       {u"passes"_s, static_cast<qint64>(options.passes)},
                       {u"memory_can_be_kept"_s, HashMemory::canBeKept()}};
    for (const bool keep : {false, true}) {
        options.keepMemory = keep;
        const auto hasher = PasswordHasher::create(options);
        if (!hasher) {
            std::fprintf(stderr, "%s\n", qPrintable(hasher.error().fields.value(0).field));
            return EXIT_FAILURE;
        }
        report.insert(keep ? u"kept"_s : u"plain"_s, measure(**hasher, threads, millis));
    }
    const QJsonObject kept = report[u"kept"_s].toObject();
    report.insert(u"cpu_us"_s,
                  1000 * (kept[u"user_ms_per_hash"_s].toDouble() + kept[u"system_ms_per_hash"_s].toDouble()));
    std::fputs(QJsonDocument(report).toJson().constData(), stdout);
    return EXIT_SUCCESS;
}
