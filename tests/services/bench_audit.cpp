// What the audit trail costs: rows a second in bulk and one by one, on both engines, and verified.
#include "services/audit_source.h"
#include "services/audit_trail.h"
#include "tests/services/audit_fixture.h"

#include <cstdio>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

AuditFact deactivated(quint64 person)
{
    return {.action = AuditAction::UserDeactivated,
            .target = AuditTarget::User,
            .targetId = userId(person).text(),
            .person = userId(person),
            .before = R"({"is_active":true})",
            .after = R"({"is_active":false})",
            .reason = u"left the company"_s};
}

template<class F> double rate(const char *name, const char *engine, qint64 rows, F &&run)
{
    const auto start = std::chrono::steady_clock::now();
    run();
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    const double each = double(rows) / wall.count();
    std::printf("%-10s %-28s %8lld rows %9.0f /s\n", engine, name, static_cast<long long>(rows), each);
    return each;
}

void record(Rig &rig, const Caller &caller, quint64 first, quint64 count)
{
    std::vector<AuditFact> facts;
    for (quint64 i = 0; i < count; ++i)
        facts.push_back(deactivated(first + i));
    const auto done =
        rig.database->write([&](Connection &connection) { return rig.audit.record(connection, caller, facts); });
    if (!done)
        qFatal("%s", trouble(done).constData());
}

void benchmark(Rig &rig, const char *engine)
{
    rig.log.setLevels(LogLevel::Info);
    Caller caller = Rig::stranger();
    caller.user = userId(1);
    caller.requestId = u"0194a0e0-0000-7000-8000-000000000001"_s;
    constexpr quint64 bulk = 20'000, batch = 200, single = 500;
    rate("in batches of 200, new people", engine, bulk, [&] {
        for (quint64 i = 0; i < bulk; i += batch)
            record(rig, caller, i + 2, batch);
    });
    rate("in batches of 200, known", engine, bulk, [&] {
        for (quint64 i = 0; i < bulk; i += batch)
            record(rig, caller, i + 2, batch);
    });
    rate("one by one", engine, single, [&] {
        for (quint64 i = 0; i < single; ++i)
            record(rig, caller, i + 2, 1);
    });
    rate("verified", engine, 2 * bulk + single, [&] {
        const auto verdict = verifyTrail(*rig.database, {});
        if (!verdict || verdict->finding)
            qFatal("not what was put on record");
    });
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    benchmark(*rigOn(u"sqlite"_s, nullptr, {}), "SQLite");
    QString whyNot;
    const auto server = PostgresServer::start(whyNot);
    if (!server)
        return std::puts(qPrintable(whyNot)), 0;
    benchmark(*rigOn(u"postgresql"_s, server.get(), u"bench"_s), "PostgreSQL");
    return 0;
}
