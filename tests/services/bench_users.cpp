// What finding accounts costs among a thousand and among many, on both engines, side by side.
// bench_users [sqlite|postgresql] [accounts]: both engines and a million unless told.
#include "fixture.h"

#include "core/enum_name.h"
#include "services/user_directory.h"
#include "support/postgres_server.h"

#include <QtCore/QFile>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 60;
const Caller anybody = Rig::stranger();

void check(bool good, const char *what)
{
    if (!good)
        qFatal("%s", what);
}

/// One in 20 is an administrator, one in 50,000 helps; one in 100 is switched off, one in 20,000 locked; one in four
/// has never signed in. Ids and addresses are in no order.
QString population(Dialect dialect, qint64 count)
{
    const bool sqlite = dialect == Dialect::Sqlite;
    const QString rows = sqlite ? u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1)"_s
                                : u"WITH n (i) AS (SELECT CAST(i AS BIGINT) FROM generate_series(1, %1) AS g (i))"_s;
    const QString id = sqlite ? u"randomblob(16)"_s : u"decode(md5(CAST(i AS TEXT)), 'hex')"_s;
    const QString hash = sqlite ? u"zeroblob(97)"_s : u"decode(repeat('00', 97), 'hex')"_s;
    const QString flag = sqlite ? u"h % 100 <> 7"_s : u"CAST(h % 100 <> 7 AS INTEGER)"_s;
    return rows.arg(count)
           + u", r (i, h) AS (SELECT i, (i * 2654435761) % 4294967296 FROM n)"
             ", e (i, h, name, address) AS (SELECT i, h, 'user_' || i,"
             " CAST(h AS TEXT) || '.user' || i || '@host' || (h % 1000) || '.example.org' FROM r)"
             " INSERT INTO users (id, public_id, username, username_norm, email, email_norm, password_hash, is_active,"
             " created_at, updated_at, last_login, locked_until)"
             " SELECT i, %1, name, name, address, address, %2, %3, 1600000000000 + i * 1000, 1600000000000,"
             " CASE WHEN h % 4 = 0 THEN NULL ELSE 1700000000000 + h END,"
             " CASE WHEN h % 20000 = 9 THEN 9000000000000 ELSE NULL END FROM e;"_s.arg(id, hash, flag)
           + u"INSERT INTO user_roles (user_id, role_id) SELECT id, 3 FROM users;"
             "INSERT INTO user_roles (user_id, role_id) SELECT id, 1 FROM users WHERE id % 20 = 7;"
             "INSERT INTO user_roles (user_id, role_id) SELECT id, 2 FROM users WHERE id % 50000 = 7;"
             "ANALYZE;"_s;
}

/// A database with so many accounts and what asks it.
class Bench {
public:
    Bench(const DatabaseOptions &options, qint64 count) : m_database(*Database::open(options, m_clock))
    {
        const auto filled = m_database->write(
            [&](Connection &connection) { return connection.run(population(connection.dialect(), count)); });
        check(bool(filled), trouble(filled).constData());
    }

    Page<Account> list(const UserListRequest &asked)
    {
        const auto page = m_directory.list(asked, anybody);
        check(bool(page), trouble(page).constData());
        return *page;
    }
    UserAnchors anchors(UserSort sort)
    {
        UserAnchorsRequest asked;
        asked.sort = sort;
        const auto anchors = m_directory.anchors(asked, anybody);
        check(bool(anchors), trouble(anchors).constData());
        return *anchors;
    }

private:
    const SystemClock m_clock;
    std::unique_ptr<Database> m_database;
    const KeyRing m_keys = *KeyRing::create(secret("of this benchmark only: 32 bytes and more"));
    UserDirectory m_directory{*m_database, m_keys, m_clock};
};

/// Of the calling thread: on SQLite all the work, whatever else the machine does.
double cpuMillis()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

struct Times {
    double median = 0, p99 = 0, worst = 0; ///< Milliseconds.
    double cpu = 0;                        ///< Of this thread, median.
};

template<class F> Times measure(int count, F &&ask)
{
    std::vector<double> times, cpu;
    for (int i = -3; i < count; ++i) {
        const double used = cpuMillis();
        const auto start = std::chrono::steady_clock::now();
        ask(std::max(i, 0));
        const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
        if (i < 0)
            continue;
        times.push_back(time.count());
        cpu.push_back(cpuMillis() - used);
    }
    std::ranges::sort(times);
    std::ranges::sort(cpu);
    return {times[times.size() / 2], times[times.size() * 99 / 100], times.back(), cpu[cpu.size() / 2]};
}

UserListRequest request(const UserFilter &filter, std::optional<UserSort> sort = {})
{
    UserListRequest asked;
    static_cast<UserFilter &>(asked) = filter;
    asked.sort = sort;
    return asked;
}

/// The same request of both, in turns of one run.
void compare(const char *name, Bench &few, Bench &many, const UserListRequest &ofFew, const UserListRequest &ofMany)
{
    const Times small = measure(rounds, [&](int) { few.list(ofFew); });
    const Times large = measure(rounds, [&](int) { many.list(ofMany); });
    std::printf("%-34s %8.3f ms %8.3f ms %6.2f x   p99 %8.3f ms   cpu %8.3f ms\n", name, small.median, large.median,
                large.median / small.median, large.p99, large.cpu);
}

void pages(Bench &few, Bench &many)
{
    for (const EnumName &each : enumNames<UserSort>()) {
        const auto sort = UserSort(each.value);
        if (sort == UserSort::Relevance)
            continue;
        const UserListRequest first = request({}, sort);
        compare(("first page " + each.name).constData(), few, many, first, first);
        UserListRequest deep = first;
        const UserAnchors anchors = many.anchors(sort);
        deep.cursor = anchors.anchors.at(anchors.anchors.size() * 9 / 10);
        compare(("deep page " + each.name).constData(), few, many, first, deep);
        deep.offset = int(anchors.step) / 2;
        compare(("between two anchors " + each.name).constData(), few, many, first, deep);
    }
}

void filters(Bench &few, Bench &many)
{
    const auto both = [&](const char *name, const UserFilter &filter, UserSort sort) {
        const UserListRequest asked = request(filter, sort);
        compare(name, few, many, asked, asked);
    };
    both("role of 20", {.role = u"support"_s}, UserSort::CreatedAtDescending);
    both("role of 50,000", {.role = u"admin"_s}, UserSort::CreatedAtDescending);
    both("role of 50,000 by address", {.role = u"admin"_s}, UserSort::Email);
    both("role of all", {.role = u"user"_s}, UserSort::LastLogin);
    both("state of 50", {.state = AccountState::Locked}, UserSort::Email);
    both("state of 10,000", {.state = AccountState::Deactivated}, UserSort::Email);
    both("state of most", {.state = AccountState::Active}, UserSort::Email);
    both("dormant", {.dormantDays = 30}, UserSort::LastLogin);
    both("state and role", {.state = AccountState::Deactivated, .role = u"admin"_s}, UserSort::Username);
}

void searches(Bench &many)
{
    const struct {
        const char *name;
        QStringList texts;
    } kinds[]{{"substring, of few", {u"user12345"_s, u"er987654"_s, u"user_4711"_s, u".user333@"_s, u"765432.user"_s}},
              {"substring, of thousands", {u"123"_s, u"r_77"_s, u"host77."_s, u"@host5"_s, u"999"_s}},
              {"substring, of all", {u"user"_s, u"example.org"_s, u".org"_s, u"host"_s}},
              {"substring, of nobody", {u"zqx"_s, u"nobody@nowhere"_s, u"###"_s}},
              {"common parts, of nobody", {u"org.exam"_s, u"userhost"_s, u"example.user"_s, u"host77.user"_s}},
              {"beginning", {u"us"_s, u"1"_s, u"user_99"_s, u"4294"_s}},
              {"whole", {u"user_4711"_s, u"user_999999"_s}}};
    for (const auto &kind : kinds) {
        const Times times = measure(100, [&](int i) { many.list(request({.q = kind.texts[i % kind.texts.size()]})); });
        std::printf("%-34s median %8.3f ms, p99 %8.3f ms, worst %8.3f ms, cpu %8.3f ms\n", kind.name, times.median,
                    times.p99, times.worst, times.cpu);
    }
}

void run(const char *engine, const DatabaseOptions &small, const DatabaseOptions &large, qint64 count)
{
    Bench few(small, 1000);
    const auto start = std::chrono::steady_clock::now();
    Bench many(large, count);
    const std::chrono::duration<double> filled = std::chrono::steady_clock::now() - start;
    std::printf("\n%s: 1,000 accounts, %lld accounts (made in %.0f s), ratio\n", engine, static_cast<long long>(count),
                filled.count());
    const Times anchors = measure(1, [&](int) { many.anchors(UserSort::Email); });
    std::printf("anchors of all by address          %8.3f ms (kept for a while)\n", anchors.worst);
    pages(few, many);
    filters(few, many);
    searches(many);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const QByteArray engine = argc > 1 ? argv[1] : "";
    const qint64 count = argc > 2 ? QByteArray(argv[2]).toLongLong() : 1'000'000;
    if (engine != "postgresql") {
        const Folder small, large;
        run("SQLite", small.options(), large.options(), count);
    }
    if (engine == "sqlite")
        return 0;
    QString whyNot;
    const auto server = PostgresServer::start(whyNot);
    check(bool(server), qPrintable(whyNot));
    DatabaseOptions small, large;
    server->makeDatabase(u"small"_s);
    server->makeDatabase(u"large"_s);
    small.url = server->socketUrl(u"small"_s);
    large.url = server->socketUrl(u"large"_s);
    small.statementTimeout = large.statementTimeout = std::chrono::milliseconds(0); // a million takes its time to make
    run("PostgreSQL", small, large, count);
}
