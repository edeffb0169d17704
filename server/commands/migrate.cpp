#include "commands/commands.h"

#include "storage/database.h"

#include <cstdio>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

void print(const QString &line) { std::puts(line.toUtf8().constData()); }

DatabaseOptions options(const Settings &settings)
{
    DatabaseOptions options = databaseOptions(settings);
    options.autoMigrate = true;
    return options;
}

QString titleOf(const Migration &migration)
{
    return u"%1 %2"_s.arg(migration.version, 4, 10, QChar(u'0')).arg(migration.name);
}

QString countOf(const QList<Migration> &pending)
{
    return pending.isEmpty() ? u"The schema is up to date."_s : u"%1 pending."_s.arg(pending.size());
}

int list(const QList<Migration> &pending)
{
    for (const Migration &migration : pending)
        print(titleOf(migration));
    print(countOf(pending));
    return pending.isEmpty() ? exitOk : exitFailure;
}

/// In a form that can be read, and run, as a script.
int plan(const QList<Migration> &pending)
{
    for (const Migration &migration : pending) {
        const QString reason = migration.contractReason();
        print(u"-- %1, %2"_s.arg(titleOf(migration), reason.isEmpty() ? u"expand"_s : u"contract: "_s + reason));
        print(migration.text);
    }
    print(u"-- "_s + countOf(pending));
    return exitOk;
}

int apply(const DatabaseOptions &options, const QList<Migration> &pending)
{
    const SystemClock clock;
    if (const auto database = Database::open(options, clock); !database)
        return failure(database.error());
    for (const Migration &migration : pending)
        print(titleOf(migration));
    print(pending.isEmpty() ? u"The schema was up to date."_s : u"%1 applied."_s.arg(pending.size()));
    return exitOk;
}

} // namespace

int migrate(const Settings &settings, const QStringList &arguments)
{
    const bool check = arguments == QStringList{u"--check"_s};
    const bool look = arguments == QStringList{u"plan"_s};
    if (!arguments.isEmpty() && !check && !look) {
        tell(u"usage: auth-serve migrate [plan | --check]"_s);
        return exitUsage;
    }
    const auto pending = Database::pendingMigrations(options(settings));
    if (!pending)
        return failure(pending.error());
    if (check)
        return list(*pending);
    return look ? plan(*pending) : apply(options(settings), *pending);
}

} // namespace auth
