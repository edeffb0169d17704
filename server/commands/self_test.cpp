#include "commands/commands.h"

#include "crypto/self_test.h"

#include <QtCore/QFileInfo>

#include <cstdio>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

/// 2026-01-01: a clock before the program was written is not set.
constexpr qint64 leastSaneTime = 1767225600000;

bool isPrivate(const QString &path)
{
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    return !QFileInfo::exists(path) || !(QFile::permissions(path) & others);
}

QList<SelfTestResult> fileTests(const Settings &settings)
{
    if (namesPostgres(settings.databaseUrl))
        return {};
    const auto path = sqlitePath(databaseUrl(settings));
    if (!path)
        return {{u"database url"_s, false}};
    QList<SelfTestResult> results;
    for (const QString &suffix : {u""_s, u"-wal"_s, u".jwt.key"_s, u".ed25519.key"_s})
        results.append({u"only the owner may read the database%1"_s.arg(suffix), isPrivate(*path + suffix)});
    return results;
}

SelfTestResult clockTest()
{
    const SystemClock clock;
    const Time first = clock.now();
    return {u"clock is set and does not go back"_s, toMillis(first) > leastSaneTime && clock.now() >= first};
}

} // namespace

int selfTest(const Settings &settings)
{
    QList<SelfTestResult> results = cryptoSelfTest();
    results.append(clockTest());
    results.append(fileTests(settings));
    bool good = true;
    for (const SelfTestResult &result : results) {
        std::printf("%s  %s\n", result.passed ? "ok  " : "FAIL", qUtf8Printable(result.name));
        good = good && result.passed;
    }
    return good ? exitOk : exitFailure;
}

} // namespace auth
