#include "commands/commands.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QThread>

#include <cstdio>
#include <malloc.h>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

const char usage[] =
    "usage: auth-serve [command] [options]\n"
    "\n"
    "  serve                   run the daemon (the default)\n"
    "  migrate [plan | --check]\n"
    "                          bring the database schema up to date, or only show how, or fail if it is not\n"
    "  copy --from URL [--to URL]\n"
    "                          copy all data to another database, DATABASE_URL if --to is left out, and prove it;\n"
    "                          other users of the machine see a command line: --from - reads the URL from stdin\n"
    "  admin create --email ADDRESS --username NAME --password-stdin\n"
    "                          make an administrator; the password is the first line of stdin\n"
    "  import FILE [--dry-run] [--format ndjson|csv] [--failures FILE]\n"
    "                          take over accounts of another system, with their password hashes; can be repeated\n"
    "  audit key               print the public key the audit trail is signed with\n"
    "  audit verify [--export FILE] [--public-key KEY]...\n"
    "                          whether the audit trail, or an export of it, is what was put on record\n"
    "  support-bundle [--output FILE] [--url URL] [--token-stdin]\n"
    "                          an archive for whoever helps: settings, counts, log and metrics without anybody's data\n"
    "  selftest                check known answers of the cryptography, the clock and file rights\n"
    "\n"
    "  --print-config          show every setting and where it comes from; secrets are masked\n"
    "  --print-env-example     write .env.example\n"
    "  --version, --help\n"
    "\n"
    "Settings come from the environment and from .env in the current folder; .env.example explains each.\n"
    "Exit codes: 0 done, 1 could not be done, 64 not understood, 78 a setting is wrong.\n";

int misunderstood()
{
    (void)std::fputs(usage, stderr);
    return exitUsage;
}

int print(const QString &text)
{
    (void)std::fputs(text.toUtf8().constData(), stdout);
    return exitOk;
}

int run(const QString &command, const QStringList &arguments, const Loaded<Settings> &loaded)
{
    const Settings settings = resolved(loaded.value, QThread::idealThreadCount());
    if (command == u"--print-config")
        return arguments.isEmpty() ? print(printConfig(loaded)) : misunderstood();
    if (const auto good = checkSettings(settings, command == u"serve"); !good)
        return failure(good.error());
    const QList<ShownSetting> shown = shownSettings(Loaded<Settings>{settings, loaded.origins, {}});
    for (const QString &name : loaded.warnings)
        tell(name);
    if (command == u"serve")
        return arguments.isEmpty() ? serve(settings, shown) : misunderstood();
    if (command == u"support-bundle")
        return supportBundle(settings, shown, arguments);
    if (command == u"migrate")
        return migrate(settings, arguments);
    if (command == u"copy")
        return copy(settings, arguments);
    if (command == u"admin")
        return admin(settings, arguments);
    if (command == u"import")
        return importUsers(settings, arguments);
    if (command == u"audit")
        return audit(settings, arguments);
    return arguments.isEmpty() ? selfTest(settings) : misunderstood();
}

} // namespace

int main(int argc, char **argv)
{
    ::umask(077);
    const rlimit none{};
    ::setrlimit(RLIMIT_CORE, &none); // the keys are in memory
    // NOLINTNEXTLINE(concurrency-mt-unsafe): there is no other thread yet
    ::mallopt(M_ARENA_MAX, 4); // threads share heaps: many threads, little memory
    const QCoreApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments().mid(1);
    const QString command = arguments.isEmpty() ? u"serve"_s : arguments.takeFirst();
    if (command == u"--help" || command == u"help")
        return print(QString::fromLatin1(usage));
    if (command == u"--version")
        return print(QStringLiteral("auth-serve " AUTH_VERSION "\n"));
    if (command == u"--print-env-example")
        return print(envExample<Settings>());
    static const QStringList commands{u"serve"_s, u"migrate"_s,        u"copy"_s,     u"admin"_s,         u"import"_s,
                                      u"audit"_s, u"support-bundle"_s, u"selftest"_s, u"--print-config"_s};
    if (!commands.contains(command))
        return misunderstood();
    const auto loaded = loadSettings<Settings>({.file = u".env"_s, .environment = processEnvironment()});
    if (!loaded)
        return failure(loaded.error());
    return run(command, arguments, *loaded);
}
