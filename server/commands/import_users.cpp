#include "commands/commands.h"

#include "commands/import_source.h"
#include "database_settings.h"
#include "hashing_settings.h"
#include "log/log.h"
#include "services/user_import.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <cstdio>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 progressEvery = 50'000;

struct Task {
    QString file;
    QString failures; ///< Empty: stderr.
    bool isCsv = false;
    bool dryRun = false;
};

struct Totals {
    qint64 created = 0, existing = 0, failed = 0;

    qint64 rows() const { return created + existing + failed; }
    QString text() const
    {
        return u"%1 rows: %2 new, %3 there already, %4 refused"_s.arg(rows()).arg(created).arg(existing).arg(failed);
    }
};

/// Nothing: not understood.
std::optional<Task> taskOf(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(u"file"_s, {});
    parser.addOptions({{u"dry-run"_s, {}}, {u"format"_s, {}, u"format"_s}, {u"failures"_s, {}, u"file"_s}});
    if (!parser.parse(QStringList{u"auth-serve"_s} + arguments) || parser.positionalArguments().size() != 1)
        return {};
    const QString file = parser.positionalArguments().first();
    const QString format = parser.isSet(u"format"_s) ? parser.value(u"format"_s) : QFileInfo(file).suffix().toLower();
    if (parser.isSet(u"format"_s) && format != u"csv"_s && format != u"ndjson"_s)
        return {};
    return Task{.file = file,
                .failures = parser.value(u"failures"_s),
                .isCsv = format == u"csv"_s,
                .dryRun = parser.isSet(u"dry-run"_s)};
}

/// One import of a file, chunk by chunk. Each chunk is a transaction, so what was done before an interruption stays,
/// and is found to be there the next time.
class FileImport {
public:
    FileImport(UserImport &users, ImportSource &source, QIODevice &failures, bool dryRun)
        : m_users(users), m_source(source), m_failures(failures), m_dryRun(dryRun)
    {
    }

    Result<Totals> run()
    {
        for (;;) {
            const auto more = fill();
            if (!more)
                return more.error();
            if (const auto done = flush(); !done)
                return done.error();
            if (!*more)
                return m_totals;
        }
    }

private:
    /// False: that was the end.
    Result<bool> fill()
    {
        m_rows.clear();
        while (m_rows.size() < ImportRequest::mostRows) {
            auto row = m_source.next();
            if (!row)
                return row.error();
            if (!*row)
                return false;
            m_rows += **std::move(row);
        }
        return true;
    }

    Outcome flush()
    {
        if (m_rows.isEmpty())
            return Done{};
        const auto report = m_users.importOffline({.dryRun = m_dryRun, .rows = {m_rows}});
        if (!report)
            return report.error();
        for (ImportedRow row : report->rows) {
            row.row += m_totals.rows();
            if (row.verdict == ImportVerdict::Error)
                m_failures.write(json::encode(row) + '\n');
        }
        const qint64 before = m_totals.rows();
        m_totals.created += report->created;
        m_totals.existing += report->existing;
        m_totals.failed += report->failed;
        if (before / progressEvery != m_totals.rows() / progressEvery)
            tell(m_totals.text());
        return Done{};
    }

    UserImport &m_users;
    ImportSource &m_source;
    QIODevice &m_failures;
    const bool m_dryRun;
    QList<ImportSource::Row> m_rows;
    Totals m_totals;
};

Result<Totals> importFile(const Settings &settings, const Task &task, QIODevice &input, QIODevice &failures)
{
    const SystemClock clock;
    const auto database = Database::open(databaseOptions(settings), clock);
    if (!database)
        return database.error();
    const auto hasher = PasswordHasher::create(commandHashingOptions(settings));
    if (!hasher)
        return hasher.error();
    Log log(clock, u"import"_s); // which nobody reads
    const AuditTrail trail(clock, log);
    UserImport users(**database, **hasher, trail, clock);
    std::unique_ptr<ImportSource> source;
    if (task.isCsv)
        source = std::make_unique<CsvSource>(input);
    else
        source = std::make_unique<NdjsonSource>(input);
    return FileImport(users, *source, failures, task.dryRun).run();
}

bool openFailures(QFile &failures, const QString &name)
{
    failures.setFileName(name);
    return name.isEmpty() ? failures.open(stderr, QIODevice::WriteOnly) : failures.open(QIODevice::WriteOnly);
}

} // namespace

int importUsers(const Settings &settings, const QStringList &arguments)
{
    const auto task = taskOf(arguments);
    if (!task) {
        tell(u"usage: auth-serve import FILE [--dry-run] [--format ndjson|csv] [--failures FILE]\n"
             "Rows that are refused are told one on each line, as JSON. The same file again changes nothing, so an\n"
             "import that was interrupted is simply started again."_s);
        return exitUsage;
    }
    QFile input(task->file);
    QFile failures;
    if (!input.open(QIODevice::ReadOnly) || !openFailures(failures, task->failures)) {
        tell(u"A file cannot be opened: %1"_s.arg(input.isOpen() ? failures.errorString() : input.errorString()));
        return exitFailure;
    }
    const auto totals = importFile(settings, *task, input, failures);
    if (!totals) {
        tell(totals.error().message);
        return exitFailure;
    }
    std::printf("%s%s\n", qUtf8Printable(totals->text()), task->dryRun ? "; nothing was changed" : "");
    return totals->failed == 0 ? exitOk : exitFailure;
}

} // namespace auth
