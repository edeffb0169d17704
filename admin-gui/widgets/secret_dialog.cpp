#include "widgets/secret_dialog.h"

#include "widgets/icons.h"
#include "widgets/secret_clipboard.h"
#include "widgets/theme.h"

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QLineEdit *secretLine(const QString &secret)
{
    auto *line = new QLineEdit(secret);
    line->setObjectName(u"secretValue"_s);
    line->setAccessibleName(SecretDialog::tr("Secret"));
    line->setReadOnly(true);
    line->setFont(codeFont());
    // Whatever copies it but the button would leave it on a clipboard.
    line->setContextMenuPolicy(Qt::NoContextMenu);
    QObject::connect(line, &QLineEdit::selectionChanged, line, &QLineEdit::deselect);
    line->setCursorPosition(0);
    return line;
}

} // namespace

SecretDialog::SecretDialog(const QString &title, const QString &explanation, const QString &secret,
                           SecretClipboard &clipboard, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"secretDialog"_s);
    setWindowTitle(title);
    setMinimumWidth(480);
    auto *heading = new QLabel(title);
    heading->setObjectName(u"secretTitle"_s);
    heading->setFont(uiFont(3, QFont::DemiBold));
    auto *words = new QLabel(explanation);
    words->setObjectName(u"secretExplanation"_s);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    auto *copy = new QPushButton(icon(Icon::Copy), tr("&Copy"));
    copy->setObjectName(u"secretCopy"_s);
    copy->setAccessibleName(tr("Copy the secret"));
    auto *note = new QLabel(tr("It cannot be shown again after this."));
    note->setObjectName(u"secretNote"_s);
    note->setWordWrap(true);
    note->setForegroundRole(QPalette::PlaceholderText);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setObjectName(u"secretClose"_s);
    buttons->button(QDialogButtonBox::Close)->setAccessibleName(tr("Close"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(secretLine(secret), 1);
    row->addWidget(copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    column->addWidget(heading);
    column->addWidget(words);
    column->addLayout(row);
    column->addWidget(note);
    column->addWidget(buttons);
    copy->setDefault(true);
    copy->setFocus();
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this, [&clipboard, secret, note] {
        clipboard.copy(secret);
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(clipboard.lifetime()).count();
        note->setText(tr("Copied. The clipboard is cleared in %Ln seconds.", nullptr, static_cast<int>(seconds)));
    });
    connect(&clipboard, &SecretClipboard::cleared, note,
            [note] { note->setText(tr("The clipboard holds the secret no more.")); });
}

} // namespace auth::console
