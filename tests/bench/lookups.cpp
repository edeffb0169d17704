// lookups: what UserRepository's look-ups cost, beside the same statement on the database's C interface, and beside
// themselves in a larger database. Prints one JSON object. The users are user0@example.com and so on.

#include "process_usage.h"
#include "raw_lookups.h"

#include "server/settings.h"
#include "storage/database.h"
#include "storage/user_repository.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <exception>
#include <functional>
#include <iostream>
#include <random>
#include <stdexcept>
#include <vector>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::bench;

namespace {

using Steady = std::chrono::steady_clock;
using Micros = std::chrono::duration<double, std::micro>;

constexpr int sampledUsers = 20'000; // of a million: their rows lie all over the tables
constexpr int turn = 50;             // look-ups of one kind, then the next kind has its turn

double threadCpuMicros()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

struct Sample {
    QString email;
    QByteArray utf8;
    UserId id;
};

template<class F> auto found(Database &database, F &&lookUp)
{
    auto result = database.read(std::forward<F>(lookUp));
    if (!result || !*result)
        throw std::runtime_error("a user is not there");
    return **std::move(result);
}

/// A database as the daemon opens it, and some of its users in random order, each of which has been read once.
class Opened {
public:
    Opened(const QString &url, int users) : m_clock(), m_database(open(url, m_clock))
    {
        std::mt19937 random(1); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same users in every run
        std::uniform_int_distribution any(0, users - 1);
        for (int i = 0; i < std::min(users, sampledUsers); ++i)
            m_samples.push_back(sample(u"user%1@example.com"_s.arg(any(random))));
    }

    const Sample &next() { return m_samples[m_next++ % m_samples.size()]; }
    Credentials byEmail(const QString &email)
    {
        return found(*m_database, [&](Connection &connection) { return UserRepository::byEmail(connection, email); });
    }
    User byId(UserId id)
    {
        return found(*m_database, [&](Connection &connection) { return UserRepository::byId(connection, id); });
    }

private:
    static std::unique_ptr<Database> open(const QString &url, const Clock &clock)
    {
        auto database = Database::open({.url = url, .cacheKiB = Settings().databaseCacheKib}, clock);
        if (!database)
            throw std::runtime_error(qPrintable(database.error().message + u' ' + database.error().cause));
        return *std::move(database);
    }
    Sample sample(const QString &email) { return {email, email.toUtf8(), byEmail(email).user.id}; }

    SystemClock m_clock;
    std::unique_ptr<Database> m_database;
    std::vector<Sample> m_samples;
    std::size_t m_next = 0;
};

/// One kind of look-up and what it took.
class Kind {
public:
    Kind(const char *name, std::function<void()> lookUp) : m_name(QLatin1String(name)), m_lookUp(std::move(lookUp)) {}

    void takeTurn()
    {
        const double cpu = threadCpuMicros();
        for (int i = 0; i < turn; ++i) {
            const auto began = Steady::now();
            m_lookUp();
            m_times.push_back(Micros(Steady::now() - began).count());
        }
        m_cpu += threadCpuMicros() - cpu;
    }
    void forget()
    {
        m_times.clear();
        m_cpu = 0;
    }
    void report(QJsonObject &all)
    {
        const auto middle = m_times.begin() + static_cast<std::ptrdiff_t>(m_times.size() / 2);
        std::nth_element(m_times.begin(), middle, m_times.end());
        all[m_name] = QJsonObject{{u"count"_s, static_cast<qint64>(m_times.size())},
                                  {u"p50_us"_s, *middle},
                                  {u"cpu_us"_s, m_cpu / static_cast<double>(m_times.size())}};
    }

private:
    QString m_name;
    std::function<void()> m_lookUp;
    std::vector<double> m_times;
    double m_cpu = 0;
};

/// In turns, so that whatever else the machine does meets every kind.
void drive(std::vector<Kind> &kinds, std::chrono::duration<double> time)
{
    for (const auto end = Steady::now() + time; Steady::now() < end;) {
        for (Kind &kind : kinds)
            kind.takeTurn();
    }
}

QJsonObject measure(std::vector<Kind> &kinds, std::chrono::duration<double> time, int databasePid)
{
    drive(kinds, time / 4);
    for (Kind &kind : kinds)
        kind.forget();
    const UsageWindow window(databasePid);
    drive(kinds, time);
    QJsonObject report{{u"foreign_pct"_s, window.close()[u"foreign_pct"_s]}};
    for (Kind &kind : kinds)
        kind.report(report);
    return report;
}

QJsonObject compare(const QCommandLineParser &parser)
{
    Opened small(parser.value(u"url"_s), parser.value(u"users"_s).toInt());
    Opened large(parser.value(u"large-url"_s), parser.value(u"large-users"_s).toInt());
    const auto raw = RawLookUp::open(parser.value(u"url"_s));
    const auto largeRaw = RawLookUp::open(parser.value(u"large-url"_s));
    std::vector<Kind> kinds{{"raw_email", [&] { raw->byEmail(small.next().utf8); }},
                            {"email", [&] { small.byEmail(small.next().email); }},
                            {"large_raw_email", [&] { largeRaw->byEmail(large.next().utf8); }},
                            {"large_email", [&] { large.byEmail(large.next().email); }},
                            {"id", [&] { small.byId(small.next().id); }},
                            {"large_id", [&] { large.byId(large.next().id); }}};
    const std::chrono::duration<double> time(qBound(0.1, parser.value(u"seconds"_s).toDouble(), 60.0));
    return measure(kinds, time, parser.value(u"database-pid"_s).toInt());
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"What look-ups of users cost."_s);
    parser.addHelpOption();
    parser.addOptions(
        {{u"url"_s, u"A database."_s, u"url"_s},
         {u"users"_s, u"Its users."_s, u"n"_s, u"1000"_s},
         {u"large-url"_s, u"A larger database of the same kind."_s, u"url"_s},
         {u"large-users"_s, u"Its users."_s, u"n"_s, u"1000000"_s},
         {u"seconds"_s, u"For all of it, at most 60."_s, u"s"_s, u"5"_s},
         {u"database-pid"_s, u"The database's process, which is none of the others."_s, u"pid"_s, u"0"_s}});
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);
    try {
        std::cout << QJsonDocument(compare(parser)).toJson(QJsonDocument::Compact).constData() << '\n';
    } catch (const std::exception &failure) {
        std::cerr << "lookups: " << failure.what() << '\n';
        return 1;
    }
    return 0;
}
