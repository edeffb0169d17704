// loadgen: loads an auth-serve on this machine with one scenario and prints one JSON object about it.

#include "load_run.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QUrl>

#include <algorithm>
#include <exception>
#include <iostream>
#include <stdexcept>

#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace auth::bench;

namespace {

constexpr int usageError = 2;

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Closed-loop load generator; talks to 127.0.0.1 only."_s);
    parser.addHelpOption();
    parser.addOptions({{u"url"_s, u"The server, such as http://127.0.0.1:8000."_s, u"url"_s},
                       {u"scenario"_s, u"health profile login refresh register mixed storm."_s, u"name"_s},
                       {u"connections"_s, u"Busy connections, at most 1024."_s, u"n"_s, u"16"_s},
                       {u"idle"_s, u"Further connections held open, silent."_s, u"n"_s, u"0"_s},
                       {u"users"_s, u"Seeded users."_s, u"n"_s, u"10000"_s},
                       {u"seconds"_s, u"Measured time, at most 120."_s, u"s"_s, u"5"_s},
                       {u"warmup"_s, u"Time before it, at most 30."_s, u"s"_s, u"1"_s},
                       {u"pid"_s, u"The server's process, for its CPU and memory."_s, u"pid"_s, u"0"_s},
                       {u"database-pid"_s, u"Of the database behind it, for its CPU."_s, u"pid"_s, u"0"_s}});
}

struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::uint16_t loopbackPort(const QUrl &url)
{
    if (url.scheme() != u"http" || (url.host() != u"127.0.0.1" && url.host() != u"localhost"))
        throw UsageError("--url must be http://127.0.0.1:PORT; no other host is ever loaded");
    return static_cast<std::uint16_t>(url.port(80));
}

Scenario scenarioNamed(const QString &name)
{
    const auto found = std::find(scenarioNames.begin(), scenarioNames.end(), name.toStdString());
    if (found == scenarioNames.end())
        throw UsageError("--scenario is none of: health profile login refresh register mixed storm");
    return static_cast<Scenario>(found - scenarioNames.begin());
}

double number(const QCommandLineParser &parser, const QString &option, double least, double most)
{
    bool isNumber = false;
    const double value = parser.value(option).toDouble(&isNumber);
    if (!isNumber || value < least || value > most)
        throw UsageError(qPrintable(u"--%1 must be from %2 to %3"_s.arg(option).arg(least).arg(most)));
    return value;
}

LoadPlan readPlan(const QCommandLineParser &parser)
{
    LoadPlan plan;
    plan.port = loopbackPort(QUrl(parser.value(u"url"_s)));
    plan.scenario = scenarioNamed(parser.value(u"scenario"_s));
    plan.connections = static_cast<std::size_t>(number(parser, u"connections"_s, 1, 1024));
    plan.idle = static_cast<std::size_t>(number(parser, u"idle"_s, 0, 20000));
    plan.users = static_cast<std::uint64_t>(number(parser, u"users"_s, 2, 1e9));
    plan.window = std::chrono::duration<double>(number(parser, u"seconds"_s, 0.1, 120));
    plan.warmup = std::chrono::duration<double>(number(parser, u"warmup"_s, 0, 30));
    plan.pid = static_cast<int>(number(parser, u"pid"_s, 0, 4194304));
    plan.databasePid = static_cast<int>(number(parser, u"database-pid"_s, 0, 4194304));
    return plan;
}

void allowManyFiles()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);
    allowManyFiles();
    try {
        const QJsonObject result = LoadRun(readPlan(parser)).run();
        std::cout << QJsonDocument(result).toJson(QJsonDocument::Compact).constData() << '\n';
        return 0;
    } catch (const UsageError &failure) {
        std::cerr << "loadgen: " << failure.what() << '\n';
        return usageError;
    } catch (const std::exception &failure) {
        std::cerr << "loadgen: " << failure.what() << '\n';
        return 1;
    }
}
