#include "bundle/archive.h"
#include "bundle/redacted_log.h"
#include "bundle/running_daemon.h"
#include "commands/commands.h"
#include "storage/database.h"
#include "storage/database_facts.h"
#include "system/process_state.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QRegularExpression>
#include <QtCore/QStorageInfo>
#include <QtCore/QSysInfo>
#include <QtCore/QThread>

#include <cstdio>
#include <memory>
#include <unistd.h>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype logLines = 2000;

const char readme[] = "What auth-serve support-bundle gathered, to be given to whoever helps.\n"
                      "\n"
                      "  version.json   the program and what it was built with\n"
                      "  settings.txt   every setting and where it came from\n"
                      "  machine.json   system, cores, memory, disk\n"
                      "  database.json  engine, schema, rows of each table; or why it cannot be opened\n"
                      "  log.jsonl      the last lines of LOG_FILE, where there is one\n"
                      "  metrics.txt    numbers of the running daemon, where one answers; readyz.json: its checks\n"
                      "  system.json    its state, where a token was given\n"
                      "\n"
                      "Secrets, tokens and password hashes are not in here. Names, addresses and ids are pseudonyms: "
                      "the same one for the\n"
                      "same thing within this archive, and in no other. What text somebody made up is one too.\n";

/// Words of a text that somebody chose: the whole, and its parts. What every installation has is no secret.
QStringList partsOf(const QString &text)
{
    static const QRegularExpression separators(u"[^A-Za-z0-9_-]+"_s);
    static const QStringList ordinary{
        u"auth"_s,  u"auth-serve"_s, u"auth_serve"_s, u"authserve"_s, u"sqlite"_s, u"postgresql"_s, u"postgres"_s,
        u"http"_s,  u"https"_s,      u"localhost"_s,  u"database"_s,  u"users"_s,  u"sessions"_s,   u"server"_s,
        u"serve"_s, u"log"_s,        u"var"_s,        u"lib"_s,       u"srv"_s,    u"opt"_s,        u"tmp"_s};
    QStringList parts{text};
    parts += QUrl::fromPercentEncoding(text.toUtf8()).split(separators, Qt::SkipEmptyParts);
    parts.removeIf([](const QString &part) { return ordinary.contains(part.toLower()); });
    return parts;
}

/// What must not be in the bundle whatever it looks like: all that was set as text, and the names of this machine, its
/// account and its folders.
QStringList knownWords(const Settings &settings, const QList<ShownSetting> &shown)
{
    QStringList known = partsOf(databaseUrl(settings));
    known += QString::fromUtf8(settings.jwtSecretKey.reveal());
    for (const ShownSetting &setting : shown) {
        if (!setting.isPlain && setting.origin != Origin::Default)
            known += partsOf(setting.value);
    }
    known += {QSysInfo::machineHostName(), QDir::home().dirName(), qEnvironmentVariable("USER")};
    known += partsOf(QDir::currentPath());
    return known;
}

QByteArray text(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Indented); }

QJsonObject version()
{
    return {{u"version"_s, QStringLiteral(AUTH_VERSION)},
            {u"compiler"_s, QStringLiteral(__VERSION__)},
            {u"qt"_s, QString::fromLatin1(qVersion())},
            {u"made_at"_s, toRfc3339(SystemClock().now())}};
}

QByteArray settingsText(const Redaction &redaction, QList<ShownSetting> shown)
{
    QString lines;
    for (ShownSetting &setting : shown) {
        const bool isMasked = setting.value == u"•••";
        if (!setting.isPlain && !isMasked && setting.origin != Origin::Default)
            setting.value = redaction.pseudonym(u"setting"_s, setting.value);
        lines += configLine(setting);
    }
    return lines.toUtf8();
}

QJsonObject machine()
{
    const QStorageInfo disk(QDir::currentPath());
    return {{u"kernel"_s, QSysInfo::kernelType() + u' ' + QSysInfo::kernelVersion()},
            {u"system"_s, QSysInfo::prettyProductName()},
            {u"architecture"_s, QSysInfo::currentCpuArchitecture()},
            {u"cores"_s, QThread::idealThreadCount()},
            {u"memory_bytes"_s, qint64{::sysconf(_SC_PHYS_PAGES)} * ::sysconf(_SC_PAGESIZE)},
            {u"max_open_files"_s, processState().maxOpenFiles},
            {u"disk_free_bytes"_s, disk.bytesAvailable()},
            {u"disk_total_bytes"_s, disk.bytesTotal()}};
}

QJsonObject failureOf(const Error &error, const Redaction &redaction)
{
    return {{u"error"_s, redaction.words(error.message)}, {u"cause"_s, redaction.words(error.cause)}};
}

/// Looks, and changes nothing: no file is made, and no migration applied.
Result<QJsonObject> databaseFactsOf(const Settings &settings)
{
    const auto path = sqlitePath(databaseUrl(settings));
    if (!namesPostgres(settings.databaseUrl) && path && !QFileInfo::exists(*path))
        return Error{.code = ErrorCode::NotFound, .message = u"There is no database yet."_s};
    DatabaseOptions options = databaseOptions(settings);
    options.autoMigrate = false;
    const SystemClock clock;
    const auto database = Database::open(options, clock);
    if (!database)
        return database.error();
    const auto facts = (*database)->read(databaseFacts);
    const auto counts = (*database)->read(tableCounts);
    if (!facts || !counts)
        return facts ? counts.error() : facts.error();
    QJsonObject tables;
    for (const TableCount &count : *counts)
        tables.insert(count.table, count.rows);
    return QJsonObject{{u"version"_s, facts->version},
                       {u"size_bytes"_s, facts->sizeBytes},
                       {u"schema_version"_s, facts->schemaVersion},
                       {u"rows"_s, tables}};
}

QJsonObject database(const Settings &settings, const Redaction &redaction)
{
    const auto facts = databaseFactsOf(settings);
    QJsonObject object = facts ? *facts : failureOf(facts.error(), redaction);
    object.insert(u"engine"_s, namesPostgres(settings.databaseUrl) ? u"postgresql"_s : u"sqlite"_s);
    return object;
}

QString reachable(const QString &host) { return host == u"0.0.0.0" ? u"127.0.0.1"_s : host == u"::" ? u"::1"_s : host; }

QUrl urlOf(const QString &host, int port)
{
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(reachable(host));
    url.setPort(port);
    return url;
}

struct Request {
    QString output;
    QUrl url;
    QUrl metricsUrl;
    Secret token;
};

using Files = QList<std::pair<QString, QByteArray>>;

/// The answer in JSON without `settings`, which a file of its own tells better.
void addAnswer(Files &files, const QString &name, const std::optional<QByteArray> &answer, const Redaction &redaction)
{
    if (!answer)
        return;
    QJsonObject object = QJsonDocument::fromJson(*answer).object();
    object.remove(u"settings"_s);
    files.append({name, text(redaction.json(object).toObject())});
}

void addDaemon(Files &files, const Request &request, const Redaction &redaction)
{
    RunningDaemon daemon(request.url, request.token);
    if (const auto metrics = RunningDaemon(request.metricsUrl, {}).get(u"/metrics"_s))
        files.append({u"metrics.txt"_s, *metrics});
    addAnswer(files, u"readyz.json"_s, daemon.get(u"/readyz?verbose=1"_s), redaction);
    if (request.token.isEmpty())
        return;
    addAnswer(files, u"system.json"_s, daemon.get(u"/api/system"_s), redaction);
    addAnswer(files, u"summary.json"_s, daemon.get(u"/api/system/summary?window=24h"_s), redaction);
}

Files gather(const Settings &settings, const QList<ShownSetting> &shown, const Request &request,
             const Redaction &redaction)
{
    Files files{{u"README.txt"_s, readme},
                {u"version.json"_s, text(version())},
                {u"settings.txt"_s, settingsText(redaction, shown)},
                {u"machine.json"_s, text(machine())},
                {u"database.json"_s, text(database(settings, redaction))}};
    if (!settings.logFile.isEmpty())
        files.append({u"log.jsonl"_s, redactedTail(redaction, settings.logFile, logLines)});
    addDaemon(files, request, redaction);
    return files;
}

Outcome write(const Files &files, const QString &path, const Redaction &redaction)
{
    const auto archive = Archive::create(path);
    if (!archive)
        return archive.error();
    for (const auto &[name, content] : files) {
        const QByteArray swept = redaction.sweep(QString::fromUtf8(content)).toUtf8();
        if (auto added = (*archive)->add(u"support-bundle/"_s + name, swept); !added)
            return added;
    }
    return (*archive)->finish();
}

std::optional<Request> understood(const Settings &settings, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{u"output"_s, {}, u"file"_s}, {u"url"_s, {}, u"url"_s}, {u"token-stdin"_s, {}}});
    if (!parser.parse(QStringList{u"auth-serve"_s} + arguments) || !parser.positionalArguments().isEmpty())
        return std::nullopt;
    const QString now = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss"_s);
    Request request{.output = parser.value(u"output"_s),
                    .url = urlOf(settings.host, settings.port),
                    .metricsUrl = {},
                    .token = parser.isSet(u"token-stdin"_s) ? readLine() : Secret()};
    if (request.output.isEmpty())
        request.output = u"support-bundle-%1.tar.gz"_s.arg(now);
    if (parser.isSet(u"url"_s))
        request.url = QUrl(parser.value(u"url"_s), QUrl::StrictMode);
    request.metricsUrl = settings.metricsPort ? urlOf(settings.metricsHost, *settings.metricsPort) : request.url;
    return request.url.isValid() ? std::optional(request) : std::nullopt;
}

} // namespace

int supportBundle(const Settings &settings, const QList<ShownSetting> &shown, const QStringList &arguments)
{
    const auto request = understood(settings, arguments);
    if (!request) {
        tell(
            u"usage: auth-serve support-bundle [--output FILE] [--url URL] [--token-stdin]\n"
            "URL is that of the running daemon, HOST and PORT if left out. With a token of a holder of system.read in\n"
            "the first line of standard input its state is asked for too."_s);
        return exitUsage;
    }
    const Redaction redaction(knownWords(settings, shown));
    const auto written = write(gather(settings, shown, *request, redaction), request->output, redaction);
    if (!written)
        return failure(written.error());
    std::printf("%s\n", qUtf8Printable(request->output));
    return exitOk;
}

} // namespace auth
