#pragma once

#include "core/settings_source.h"
#include "settings.h"

#include <QtCore/QStringList>

namespace auth {

/// What the process tells whoever started it. From sysexits.h where that has one.
enum ExitCode {
    exitOk = 0,
    exitFailure = 1,        ///< It was understood and could not be done; stderr or the log says why.
    exitTampered = 2,       ///< `audit verify`: the trail is not what was put on record.
    exitUnproven = 3,       ///< `audit verify`: it may be, but is not signed.
    exitUsage = 64,         ///< The command line was not understood.
    exitConfiguration = 78, ///< A setting is wrong; stderr names it.
};

/// Runs the daemon until SIGTERM or SIGINT. `shown`: the settings as administrators may see them.
int serve(const Settings &settings, const QList<ShownSetting> &shown);
/// Applies pending migrations. `--check` lists them and fails when there are any; `plan` shows all they would do.
int migrate(const Settings &settings, const QStringList &arguments);
/// `copy --from URL [--to URL]`: all data of one database into another, on any two engines.
int copy(const Settings &settings, const QStringList &arguments);
/// `admin create --email E --username U --password-stdin`
int admin(const Settings &settings, const QStringList &arguments);
/// `import FILE [--dry-run] [--format ndjson|csv] [--failures FILE]`: accounts of another system.
int importUsers(const Settings &settings, const QStringList &arguments);
/// `audit key` or `audit verify [--export FILE] [--public-key KEY]...`
int audit(const Settings &settings, const QStringList &arguments);
/// Whether this machine computes what it should: known answers, clock, file rights.
int selfTest(const Settings &settings);

/// `support-bundle [--output FILE] [--url URL] [--token-stdin]`: an archive for whoever helps, without anybody's data.
int supportBundle(const Settings &settings, const QList<ShownSetting> &shown, const QStringList &arguments);

/// The first line of stdin, without its end.
Secret readLine();
/// Writes a line for people to stderr.
void tell(const QString &line);
/// 78 for an error in the configuration, otherwise 1; the error is told first.
int failure(const Error &error);

} // namespace auth
