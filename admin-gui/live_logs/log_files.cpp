#include "api/endpoints/logs.h"
#include "live_logs/log_table.h"
#include "live_logs/logs_page.h"
#include "log/log_export.h"
#include "log/log_file.h"
#include "shell/file_export.h"
#include "widgets/state_view.h"

#include <QtCore/QDir>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QProgressDialog>
#include <QtWidgets/QTabWidget>

// What LogsPage does with files.

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

LogFormat formatOf(const QString &path)
{
    if (path.endsWith(u".csv"_s, Qt::CaseInsensitive))
        return LogFormat::Csv;
    return path.endsWith(u".txt"_s, Qt::CaseInsensitive) ? LogFormat::Text : LogFormat::JsonLines;
}

QString formats() { return LogsPage::tr("JSON lines (*.ndjson *.jsonl);;Table (*.csv);;Text (*.txt)"); }

int permille(qint64 done, qint64 total) { return total > 0 ? static_cast<int>(done * 1000 / total) : 0; }

} // namespace

void LogsPage::openFile(QString path)
{
    if (path.isEmpty())
        path = QFileDialog::getOpenFileName(this, tr("Open an exported log"), {},
                                            tr("Logs (*.ndjson *.jsonl *.log);;All files (*)"));
    if (path.isEmpty())
        return;
    LogLimits limits = m_live->model().buffer().limits();
    LogTab *tab = addTab(LogTab::Kind::File, QFileInfo(path).fileName(), limits);
    m_tabs->setCurrentWidget(tab);
    tab->state().setRefreshing(true);
    auto *file = new LogFile(tab);
    connect(file, &LogFile::linesRead, tab, &LogTab::append);
    connect(file, &LogFile::finished, tab, [this, tab, file, path](const LogFile::Outcome &outcome) {
        file->deleteLater();
        tab->state().setRefreshing(false);
        if (!outcome.problem.isEmpty())
            return tab->state().showError(
                {.text = tr("%1 cannot be read: %2").arg(path, outcome.problem), .requestId = {}, .details = {}});
        m_work.notices.say(outcome.badLines ? Tone::Warning : Tone::Success,
                           tr("%n line(s) read.", nullptr, static_cast<int>(outcome.lines))
                               + (outcome.badLines ? u' '
                                                         + tr("%n line(s) were no log lines and are left out.", nullptr,
                                                              static_cast<int>(outcome.badLines))
                                                   : QString()));
        tab->table().setFocus();
    });
    file->read(path);
}

void LogsPage::exportLines(bool onlyShown, QString path)
{
    if (path.isEmpty())
        path = QFileDialog::getSaveFileName(this, tr("Export log lines"), u"log.ndjson"_s, formats());
    if (!path.isEmpty())
        saveLines(current(), onlyShown, path);
}

void LogsPage::saveLines(LogTab &from, bool onlyShown, const QString &path)
{
    auto *file = new LogExport(this);
    auto *progress =
        new QProgressDialog(tr("Writing %1…").arg(QFileInfo(path).fileName()), tr("Cancel"), 0, 1000, this);
    progress->setObjectName(u"export.progress"_s);
    progress->setAutoReset(false);
    progress->setMinimumDuration(300);
    connect(progress, &QProgressDialog::canceled, file, &LogExport::cancel);
    connect(file, &LogExport::progressed, progress,
            [progress](qint64 done, qint64 total) { progress->setValue(permille(done, total)); });
    connect(file, &LogExport::finished, this, [this, file, progress, path](const LogExport::Outcome &outcome) {
        file->deleteLater();
        progress->deleteLater();
        if (outcome.cancelled)
            m_work.notices.say(Tone::Info, tr("The export was cancelled; no file was written."));
        else if (!outcome.problem.isEmpty())
            m_work.notices.say(Tone::Error,
                               tr("%1 cannot be written: %2").arg(QDir::toNativeSeparators(path), outcome.problem));
        else
            m_work.notices.done(tr("%n line(s) written.", nullptr, static_cast<int>(outcome.rows)));
    });
    LogExport::Job job{.rows = from.model().buffer().snapshot(), .chosen = {}, .path = path, .format = formatOf(path)};
    if (onlyShown)
        job.chosen = from.model().shownRows();
    file->write(std::move(job));
}

void LogsPage::exportFromServer()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Export from the server"), u"log.ndjson"_s,
                                                      tr("JSON lines (*.ndjson *.jsonl)"));
    if (path.isEmpty())
        return;
    LogRange range;
    static_cast<LogFilter &>(range) = current().model().filter().atServer(FreeText::AtServerToo);
    auto *file = new FileExport(m_work, path, this);
    file->begin(api::exportLog, range);
}

} // namespace auth::console
