// rawlimit: what this machine can do at most, each kind of work with nothing around it. Prints one JSON object.

#include "limits.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>

#include <sodium.h>

#include <exception>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>

using namespace Qt::StringLiterals;
using namespace auth::bench;

namespace auth::bench {

QJsonObject limitReport(long count, const QJsonObject &usage)
{
    const auto done = static_cast<double>(count);
    return {{u"per_s"_s, done / usage[u"seconds"_s].toDouble()},
            {u"cpu_us"_s, usage[u"own_cpu_us"_s].toDouble() / done},
            {u"foreign_pct"_s, usage[u"foreign_pct"_s]}};
}

} // namespace auth::bench

namespace {

struct Work {
    QString name;
    std::function<QJsonObject()> measure;
};

QList<Work> allWork(int threads, const std::string &folder, Seconds time)
{
    return {{u"argon2id"_s, [=] { return verifyLimit(threads, time); }},
            {u"hmac"_s, [=] { return hmacLimit(time); }},
            {u"select"_s, [=] { return selectLimit(folder, time); }},
            {u"commit_full"_s, [=] { return commitLimit(folder, "FULL", time); }},
            {u"commit_normal"_s, [=] { return commitLimit(folder, "NORMAL", time); }}};
}

QJsonObject measure(const QList<Work> &all, const QStringList &wanted)
{
    QJsonObject result;
    for (const auto &[name, measureIt] : all) {
        if (wanted.isEmpty() || wanted.contains(name))
            result[name] = measureIt();
    }
    return result;
}

void addOptions(QCommandLineParser &parser)
{
    const auto cores = QString::number(std::thread::hardware_concurrency());
    parser.setApplicationDescription(u"Raw limits of this machine."_s);
    parser.addHelpOption();
    parser.addOptions({{u"dir"_s, u"Where the database goes; the disk that counts."_s, u"folder"_s, u"."_s},
                       {u"threads"_s, u"Hashing threads."_s, u"n"_s, cores},
                       {u"seconds"_s, u"For each kind of work, at most 60."_s, u"s"_s, u"3"_s},
                       {u"only"_s, u"argon2id,hmac,select,commit_full,commit_normal"_s, u"names"_s}});
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(application);
    const int threads = qBound(1, parser.value(u"threads"_s).toInt(), 256);
    const Seconds time(qBound(0.1, parser.value(u"seconds"_s).toDouble(), 60.0));
    try {
        if (sodium_init() < 0)
            throw std::runtime_error("libsodium did not start");
        const auto work = allWork(threads, parser.value(u"dir"_s).toStdString(), time);
        const auto result = measure(work, parser.value(u"only"_s).split(u',', Qt::SkipEmptyParts));
        std::cout << QJsonDocument(result).toJson(QJsonDocument::Compact).constData() << '\n';
    } catch (const std::exception &failure) {
        std::cerr << "rawlimit: " << failure.what() << '\n';
        return 1;
    }
    return 0;
}
