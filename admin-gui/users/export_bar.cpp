#include "users/export_bar.h"

#include "api/endpoints/users.h"
#include "client/download.h"

#include <QtCore/QFileInfo>
#include <QtCore/QLocale>
#include <QtCore/QUrl>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>

namespace auth::console {

using namespace Qt::StringLiterals;

ExportBar::ExportBar(Workspace &workspace, QWidget *parent) : QFrame(parent), m_workspace(workspace), m_text(new QLabel)
{
    setObjectName(u"exportBar"_s);
    m_text->setObjectName(u"exportText"_s);
    auto *progress = new QProgressBar;
    progress->setObjectName(u"exportProgress"_s);
    progress->setAccessibleName(tr("Export under way"));
    progress->setRange(0, 0); // how much there will be nobody knows
    progress->setTextVisible(false);
    progress->setMaximumWidth(160);
    auto *cancel = new QPushButton(tr("Cance&l export"));
    cancel->setObjectName(u"exportCancel"_s);
    cancel->setAccessibleName(tr("Cancel export"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 4, 4);
    row->setSpacing(12);
    row->addWidget(progress);
    row->addWidget(m_text, 1);
    row->addWidget(cancel);
    connect(cancel, &QPushButton::clicked, this, [this] {
        this->cancel();
        m_workspace.notices.say(Tone::Info, tr("The export is cancelled; there is no file."));
    });
    hide();
}

void ExportBar::choose(const UserExportRequest &wanted)
{
    const QString csv = tr("Spreadsheet (*.csv)");
    const QString ndjson = tr("JSON, a line for each user (*.ndjson)");
    auto *dialog = new QFileDialog(this, tr("Export all users of the filter"));
    dialog->setObjectName(u"exportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({csv, ndjson});
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(u"users.csv"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [=](const QString &filter) { dialog->setDefaultSuffix(filter == ndjson ? u"ndjson"_s : u"csv"_s); });
    connect(dialog, &QFileDialog::fileSelected, this, [=, this](const QString &path) {
        UserExportRequest request = wanted;
        request.format = path.endsWith(u".ndjson"_s, Qt::CaseInsensitive) ? ExportFormat::Ndjson : ExportFormat::Csv;
        begin(request, path);
    });
    dialog->open();
}

void ExportBar::begin(const UserExportRequest &request, const QString &path)
{
    cancel();
    m_download = new Download(m_workspace.client, path, this);
    const QString name = QFileInfo(path).fileName();
    const auto tell = [=, this](qint64 bytes) {
        m_text->setText(tr("%1: %2 written").arg(name, QLocale().formattedDataSize(bytes)));
    };
    connect(m_download, &Download::progressed, this, tell);
    connect(m_download, &Download::finished, this, [=, this](const Answer<Done> &outcome) {
        end();
        if (!outcome)
            return m_workspace.notices.fail(tr("Export"), outcome.error());
        const auto show = [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).path())); };
        m_workspace.notices.done(tr("%1 is written.").arg(name), {}, {{.text = tr("Show the folder"), .run = show}});
    });
    tell(0);
    show();
    m_download->begin(api::exportUsers, request);
}

void ExportBar::cancel()
{
    if (m_download)
        end();
}

void ExportBar::end()
{
    m_download->deleteLater();
    m_download->disconnect(this);
    m_download = nullptr;
    hide();
}

} // namespace auth::console
