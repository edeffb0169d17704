#include "commands/commands.h"

#include "database_settings.h"
#include "storage/database_copy.h"
#include "storage/postgres_address.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QFile>

#include <algorithm>
#include <cstdio>
#include <optional>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

struct Addresses {
    QString from, to;
};

constexpr qsizetype longestLine = 8192;

QString firstLineOfInput()
{
    QFile input;
    return input.open(stdin, QIODevice::ReadOnly) ? QString::fromUtf8(input.readLine(longestLine)).trimmed()
                                                  : QString();
}

/// Nothing: not understood.
std::optional<Addresses> addressesOf(const Settings &settings, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{u"from"_s, {}, u"url"_s}, {u"to"_s, {}, u"url"_s}});
    if (!parser.parse(QStringList{u"auth-serve"_s} + arguments) || !parser.positionalArguments().isEmpty()
        || !parser.isSet(u"from"_s))
        return {};
    const QString from = parser.value(u"from"_s);
    return Addresses{.from = from == u"-"_s ? firstLineOfInput() : from,
                     .to = parser.isSet(u"to"_s) ? parser.value(u"to"_s) : databaseUrl(settings)};
}

/// What is wrong with the URL, which belongs to the option of this name.
std::optional<QString> complaint(const QString &option, const QString &url)
{
    const auto judge = [](const auto &address) { return address ? QString() : address.error().message; };
    const QString words = isPostgresUrl(url) ? judge(postgresAddress(url)) : judge(sqlitePath(url));
    return words.isEmpty() ? std::nullopt
                           : std::optional(u"%1: %2"_s.arg(option, QString(words).replace(u"DATABASE_URL"_s, u"it"_s)));
}

std::optional<QString> complaint(const Addresses &addresses)
{
    if (addresses.from == addresses.to)
        return u"--from and --to are the same database."_s;
    const auto wrong = complaint(u"--from"_s, addresses.from);
    return wrong ? wrong : complaint(u"--to"_s, addresses.to);
}

DatabaseOptions options(const Settings &settings, const QString &url)
{
    DatabaseOptions options = databaseOptions(settings);
    options.url = url;
    return options;
}

/// At every tenth of a table; it is called after every page of rows.
void showProgress(const QString &table, qint64 done, qint64 total)
{
    const qint64 before = std::max(done - TableReader::pageRows, qint64{0});
    if (done == total || done * 10 / total > before * 10 / total)
        tell(u"%1: %2 of %3"_s.arg(table).arg(done).arg(total));
}

void printComparison(const TableComparison &each)
{
    std::printf("%-10s %10lld rows  %s  %s\n", qUtf8Printable(each.table), each.source.rows,
                each.source.hash.toHex().constData(), each.isEqual() ? "equal" : "DIFFERENT");
    if (!each.isEqual())
        std::printf("%-10s %10lld rows  %s\n", "  copied", each.target.rows, each.target.hash.toHex().constData());
}

int judge(const QList<TableComparison> &tables)
{
    QStringList different;
    for (const TableComparison &each : tables) {
        printComparison(each);
        if (!each.isEqual())
            different += each.table;
    }
    if (different.isEmpty())
        return exitOk;
    tell(u"Not the same on both sides: %1. Nothing has been kept."_s.arg(different.join(u", "_s)));
    return exitFailure;
}

} // namespace

int copy(const Settings &settings, const QStringList &arguments)
{
    const auto addresses = addressesOf(settings, arguments);
    if (!addresses) {
        tell(u"usage: auth-serve copy --from URL [--to URL]\n"
             "Without --to the copy goes to DATABASE_URL; --from - reads the URL from standard input. Other users of\n"
             "this machine can see a command line: keep passwords out of it."_s);
        return exitUsage;
    }
    if (const auto wrong = complaint(*addresses)) {
        tell(*wrong);
        return exitUsage;
    }
    const SystemClock clock;
    const auto tables = copyDatabase(options(settings, addresses->from), options(settings, addresses->to), clock,
                                     {.progress = showProgress, .note = tell});
    return tables ? judge(*tables) : failure(tables.error());
}

} // namespace auth
