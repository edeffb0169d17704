#include "shell/file_export.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QLocale>

namespace auth::console {

using namespace Qt::StringLiterals;

FileExport::FileExport(Workspace &work, const QString &path, QWidget *page)
    : QObject(page), m_work(work), m_download(work.client, path, this)
{
    m_progress =
        new QProgressDialog(tr("Writing %1…").arg(QFileInfo(path).fileName()), tr("Cancel"), 0, 0, page->window());
    m_progress->setObjectName(u"export.progress"_s);
    m_progress->setWindowModality(Qt::NonModal);
    m_progress->setMinimumDuration(300);
    m_progress->setAutoClose(false);
    connect(&m_download, &Download::progressed, this, [this, path](qint64 bytes) {
        m_progress->setLabelText(
            tr("%1: %2 written").arg(QFileInfo(path).fileName(), QLocale().formattedDataSize(bytes)));
    });
    connect(&m_download, &Download::finished, this, &FileExport::end);
    connect(m_progress, &QProgressDialog::canceled, this, [this] {
        m_work.notices.say(Tone::Info, tr("The export was cancelled; no file was written."));
        deleteLater(); // and with it the download
        Q_EMIT finished(false);
    });
}

FileExport::~FileExport() { delete m_progress; }

void FileExport::end(const Answer<Done> &outcome)
{
    m_progress->disconnect(this);
    deleteLater();
    if (outcome)
        m_work.notices.done(tr("%1 is written.").arg(QDir::toNativeSeparators(m_download.path())));
    else
        m_work.notices.fail(tr("The export"), outcome.error());
    Q_EMIT finished(static_cast<bool>(outcome));
}

} // namespace auth::console
