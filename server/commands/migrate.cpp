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

} // namespace

int migrate(const Settings &settings, const QStringList &arguments)
{
    const bool check = arguments == QStringList{u"--check"_s};
    if (!arguments.isEmpty() && !check) {
        tell(u"usage: auth-serve migrate [--check]"_s);
        return exitUsage;
    }
    const auto pending = Database::pendingMigrations(options(settings));
    if (!pending)
        return failure(pending.error());
    for (const Migration &migration : *pending)
        print(u"%1 %2"_s.arg(migration.version, 4, 10, QChar(u'0')).arg(migration.name));
    if (check) {
        print(pending->isEmpty() ? u"The schema is up to date."_s : u"%1 pending."_s.arg(pending->size()));
        return pending->isEmpty() ? exitOk : exitFailure;
    }
    const SystemClock clock;
    const auto database = Database::open(options(settings), clock);
    if (!database)
        return failure(database.error());
    print(pending->isEmpty() ? u"The schema was up to date."_s : u"%1 applied."_s.arg(pending->size()));
    return exitOk;
}

} // namespace auth
