#include "users/import_file_page.h"

#include "users/import_wizard.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

/// The file is in memory as a whole. For more there is `auth-serve import`.
constexpr qint64 largestFile = 64 * 1024 * 1024;

QString delimiterText(char delimiter)
{
    switch (delimiter) {
    case ';':
        return ImportFilePage::tr("semicolons");
    case '\t':
        return ImportFilePage::tr("tabs");
    case '|':
        return ImportFilePage::tr("bars");
    default:
        return ImportFilePage::tr("commas");
    }
}

} // namespace

ImportFilePage::ImportFilePage(ImportWizard &wizard) : m_wizard(wizard), m_path(new QLineEdit), m_found(new QLabel)
{
    setTitle(tr("File"));
    setSubTitle(tr("A table in CSV whose first row names the columns. Users who exist already are left as they are."));
    m_path->setObjectName(u"importPath"_s);
    m_path->setAccessibleName(tr("File"));
    m_path->setPlaceholderText(tr("/path/to/users.csv"));
    m_found->setObjectName(u"importFound"_s);
    m_found->setWordWrap(true);
    m_found->setTextFormat(Qt::PlainText);
    auto *label = new QLabel(tr("&File:"));
    label->setBuddy(m_path);
    auto *browse = new QPushButton(tr("&Choose a file…"));
    browse->setObjectName(u"importBrowse"_s);
    browse->setAccessibleName(tr("Choose a file"));
    browse->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(m_path, 1);
    row->addWidget(browse);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addLayout(row);
    column->addWidget(m_found);
    column->addStretch();
    connect(m_path, &QLineEdit::textChanged, this, [this] { tell(State::Unread, {}); });
    connect(m_path, &QLineEdit::editingFinished, this, &ImportFilePage::read);
    connect(browse, &QPushButton::clicked, this, &ImportFilePage::choose);
}

void ImportFilePage::choose()
{
    auto *dialog = new QFileDialog(this, tr("File of users"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Tables (*.csv *.tsv *.txt)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_path->setText(path);
        tell(State::Unread, {}); // also when it is the same file anew
        read();
    });
    dialog->open();
}

bool ImportFilePage::isComplete() const
{
    return m_state == State::Good || (m_state == State::Unread && QFileInfo(m_path->text()).isFile());
}

bool ImportFilePage::validatePage()
{
    read();
    return m_state == State::Good;
}

void ImportFilePage::read()
{
    if (m_state == State::Good || m_path->text().isEmpty())
        return;
    const QFileInfo info(m_path->text());
    if (info.exists() && !info.isFile()) // a pipe or a device may never come to an end
        return tell(State::Bad, tr("This is no file that can be read."));
    QFile file(m_path->text());
    if (!file.open(QIODevice::ReadOnly))
        return tell(State::Bad, tr("This file cannot be read: %1.").arg(file.errorString()));
    const QByteArray bytes = file.read(largestFile + 1);
    if (bytes.size() > largestFile)
        return tell(State::Bad, tr("This file is too large for the console; use “auth-serve import” on the server."));
    take(readImportTable(bytes));
}

void ImportFilePage::take(Result<ImportTable, QString> table)
{
    if (!table)
        return tell(State::Bad, table.error());
    const int rows = static_cast<int>(table->rows.size());
    const QString mark = table->hasByteOrderMark ? tr("UTF-8 with a byte order mark") : tr("UTF-8");
    const QString text = tr("%1, cells between %2: %3 columns, %Ln rows.", nullptr, rows)
                             .arg(mark, delimiterText(table->delimiter), QString::number(table->headers.size()));
    m_wizard.setTable(*std::move(table));
    tell(State::Good, text);
}

void ImportFilePage::tell(State state, const QString &text)
{
    m_found->setText(text);
    m_state = state;
    Q_EMIT completeChanged();
}

} // namespace auth::console
