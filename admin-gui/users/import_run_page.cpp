#include "users/import_run_page.h"

#include "core/csv.h"
#include "shell/notices.h"
#include "users/import_wizard.h"

#include <QtCore/QLocale>
#include <QtCore/QSaveFile>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeWidget>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

/// More are in the file that Export failures writes.
constexpr qsizetype failuresShown = 200;

QByteArray csvRow(const QStringList &cells)
{
    QByteArrayList fields;
    for (const QString &cell : cells)
        fields += csvField(cell);
    return fields.join(',') + "\r\n";
}

QStringList withoutHashes(QStringList row, const ImportMapping &mapping)
{
    const qsizetype hash = mapping.indexOf(u"password_hash"_s);
    if (hash >= 0 && hash < row.size())
        row[hash] = hiddenImportText();
    return row;
}

} // namespace

ImportRunPage::ImportRunPage(ImportWizard &wizard, bool dryRun)
    : m_wizard(wizard), m_dryRun(dryRun), m_run(wizard.workspace().client), m_progress(new QProgressBar),
      m_counts(new QLabel), m_problem(new QLabel), m_pause(new QPushButton), m_failures(new QTreeWidget),
      m_export(new QPushButton(tr("&Export failures…")))
{
    setTitle(dryRun ? tr("What would happen") : tr("Import"));
    setSubTitle(dryRun ? tr("The server looks at every row and changes nothing.")
                       : tr("Rows that are refused do not hinder the others."));
    setCommitPage(dryRun);
    setObjectName(dryRun ? u"importCheck"_s : u"importReport"_s);
    layOut();
    connect(m_pause, &QPushButton::clicked, this, &ImportRunPage::pauseOrResume);
    connect(m_export, &QPushButton::clicked, this, &ImportRunPage::exportFailures);
    connect(&m_run, &ImportRun::progressed, this, &ImportRunPage::tell);
    connect(&m_run, &ImportRun::stuck, this, [this](const ApiError &error) {
        m_problem->setText(sentence(tr("Send the rows"), error));
        m_problem->show();
    });
    connect(&m_run, &ImportRun::finished, this, &ImportRunPage::listFailures);
}

void ImportRunPage::layOut()
{
    m_progress->setObjectName(u"importProgress"_s);
    m_progress->setAccessibleName(tr("Progress"));
    m_counts->setObjectName(u"importCounts"_s);
    m_counts->setWordWrap(true);
    m_problem->setObjectName(u"importProblem"_s);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_pause->setObjectName(u"importPause"_s);
    m_pause->setAutoDefault(false);
    m_failures->setObjectName(u"importFailures"_s);
    m_failures->setAccessibleName(tr("Rows that are refused"));
    m_failures->setHeaderLabels({tr("Line"), tr("Content"), tr("Why it is refused")});
    m_failures->setRootIsDecorated(false);
    m_failures->setUniformRowHeights(true);
    m_export->setObjectName(u"importExportFailures"_s);
    m_export->setAutoDefault(false);
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_progress, 1);
    bar->addWidget(m_pause);
    auto *column = new QVBoxLayout(this);
    column->addLayout(bar);
    column->addWidget(m_counts);
    column->addWidget(m_problem);
    column->addWidget(m_failures, 1);
    column->addWidget(m_export, 0, Qt::AlignLeft);
}

void ImportRunPage::initializePage()
{
    m_failures->clear();
    m_problem->hide();
    m_run.begin(m_wizard.lines(), m_dryRun);
    tell();
}

void ImportRunPage::cleanupPage() { m_run.pause(); }

bool ImportRunPage::isComplete() const { return m_run.state() == ImportRun::State::Finished; }

void ImportRunPage::pauseOrResume()
{
    m_problem->hide();
    if (m_run.state() == ImportRun::State::Running)
        m_run.pause();
    else
        m_run.resume();
    tell();
}

void ImportRunPage::tell()
{
    const bool runs = m_run.state() == ImportRun::State::Running;
    const QLocale locale;
    m_progress->setRange(0, static_cast<int>(m_run.total()));
    m_progress->setValue(static_cast<int>(m_run.done()));
    m_pause->setText(runs ? tr("&Pause") : tr("&Resume"));
    m_pause->setAccessibleName(m_pause->text().remove(u'&'));
    m_pause->setVisible(m_run.state() != ImportRun::State::Finished);
    m_counts->setText(tr("New: %1 · There already: %2 · Refused: %3")
                          .arg(locale.toString(m_run.created()), locale.toString(m_run.existing()),
                               locale.toString(m_run.failures().size())));
    m_export->setEnabled(!m_run.failures().isEmpty());
    Q_EMIT completeChanged();
    if (!m_dryRun && m_run.done() > 0 && !runs)
        Q_EMIT changedUsers();
}

void ImportRunPage::listFailures()
{
    m_failures->clear();
    const auto shown = m_run.failures().first(std::min(failuresShown, m_run.failures().size()));
    for (const ImportRun::Failure &failure : shown) {
        const QStringList shownRow = withoutHashes(m_wizard.table().rows[failure.row], m_wizard.mapping());
        const QString line = QString::number(m_wizard.table().lines[failure.row]);
        new QTreeWidgetItem(m_failures, {line, shownRow.join(u" · "_s), failure.problem});
    }
    m_failures->resizeColumnToContents(0);
    m_failures->setColumnWidth(1, m_failures->width() / 2);
}

void ImportRunPage::exportFailures()
{
    auto *dialog = new QFileDialog(this, tr("Export failures"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(u"refused.csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportRunPage::writeFailures);
    dialog->open();
}

/// The rows as they were, with the reason: to be mended and imported again.
void ImportRunPage::writeFailures(const QString &path)
{
    QSaveFile file(path);
    const QStringList headers = m_wizard.table().headers + QStringList{u"problem"_s};
    bool good = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
                && file.write(csvRow(headers)) > 0; // hashes of passwords may be among it
    for (const ImportRun::Failure &failure : m_run.failures()) {
        QStringList row = m_wizard.table().rows[failure.row];
        row.resize(headers.size());
        row.last() = failure.problem;
        good = good && file.write(csvRow(row)) > 0;
    }
    if (!good || !file.commit()) {
        m_problem->setText(tr("%1 cannot be written: %2.").arg(path, file.errorString()));
        m_problem->show();
    }
}

} // namespace auth::console
