#include "widgets/confirm_dialog.h"

#include "widgets/theme.h"

#include <QtCore/QLocale>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype namesShown = 10;
constexpr int dialogWidth = 480;

QLabel *paragraph(const QString &name, const QString &text)
{
    auto *label = new QLabel(text);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

ConfirmDialog::ConfirmDialog(const Confirmation &confirmation, QWidget *parent)
    : QDialog(parent), m_count(std::max<qint64>(confirmation.count, confirmation.names.size())),
      m_reasonRules(confirmation.reason)
{
    setObjectName(u"confirmDialog"_s);
    setWindowTitle(confirmation.title);
    setAccessibleDescription(confirmation.consequences.join(u' '));
    setMinimumWidth(dialogWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    QLabel *title = paragraph(u"confirmTitle"_s, confirmation.title);
    title->setFont(uiFont(3, QFont::DemiBold));
    column->addWidget(title);
    addNames(column, confirmation);
    for (const QString &consequence : confirmation.consequences)
        column->addWidget(paragraph(u"confirmConsequence"_s, consequence));
    addBoxes(column, confirmation.boxes);
    if (confirmation.reason)
        addReason(column, *confirmation.reason);
    if (confirmation.typeCount)
        addTypedCount(column);
    addButtons(column, confirmation);
    checkComplete();
    // A dialog's first size takes wrapped texts for shorter than they are.
    setMinimumHeight(column->totalHeightForWidth(dialogWidth));
}

void ConfirmDialog::addNames(QVBoxLayout *column, const Confirmation &confirmation)
{
    if (confirmation.names.isEmpty())
        return;
    QStringList lines = confirmation.names.first(std::min(namesShown, confirmation.names.size()));
    if (const qint64 more = m_count - lines.size(); more > 0)
        lines.append(tr("and %Ln more", nullptr, static_cast<int>(more)));
    QLabel *names = paragraph(u"confirmNames"_s, lines.join(u'\n'));
    names->setFrameShape(QFrame::StyledPanel);
    names->setMargin(8);
    names->setBackgroundRole(QPalette::Base);
    names->setAutoFillBackground(true);
    column->addWidget(names);
}

void ConfirmDialog::addReason(QVBoxLayout *column, const Confirmation::Reason &reason)
{
    auto *label = new QLabel(reason.label);
    label->setObjectName(u"confirmReasonLabel"_s);
    m_reason = new QPlainTextEdit;
    m_reason->setObjectName(u"confirmReason"_s);
    m_reason->setAccessibleName(QString(reason.label).remove(u'&'));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(fontMetrics().lineSpacing() * 3 + 16);
    m_reasonLeft = new QLabel;
    m_reasonLeft->setObjectName(u"confirmReasonLeft"_s);
    m_reasonLeft->setForegroundRole(QPalette::PlaceholderText);
    m_reasonLeft->setAlignment(Qt::AlignRight);
    label->setBuddy(m_reason);
    auto *block = new QVBoxLayout;
    block->setSpacing(4);
    block->addWidget(label);
    block->addWidget(m_reason);
    block->addWidget(m_reasonLeft);
    column->addLayout(block);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &ConfirmDialog::checkComplete);
}

void ConfirmDialog::addBoxes(QVBoxLayout *column, const std::vector<Confirmation::Box> &boxes)
{
    for (const Confirmation::Box &box : boxes) {
        auto *widget = new QCheckBox(box.text);
        widget->setObjectName(box.name);
        widget->setAccessibleName(QString(box.text).remove(u'&'));
        widget->setChecked(box.checked);
        column->addWidget(widget);
    }
}

void ConfirmDialog::addTypedCount(QVBoxLayout *column)
{
    auto *label = new QLabel(tr("&Type %1 to go on:").arg(QString::number(m_count)));
    label->setObjectName(u"confirmTypedLabel"_s);
    m_typed = new QLineEdit;
    m_typed->setObjectName(u"confirmTyped"_s);
    m_typed->setAccessibleName(QString(label->text()).remove(u'&'));
    m_typed->setMaximumWidth(160);
    label->setBuddy(m_typed);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(m_typed);
    row->addStretch();
    column->addLayout(row);
    connect(m_typed, &QLineEdit::textChanged, this, &ConfirmDialog::checkComplete);
}

void ConfirmDialog::addButtons(QVBoxLayout *column, const Confirmation &confirmation)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(u"confirmCancel"_s);
    cancel->setAccessibleName(tr("Cancel"));
    m_go = buttons->addButton(confirmation.verb, QDialogButtonBox::AcceptRole);
    m_go->setObjectName(u"confirmGo"_s);
    m_go->setAccessibleName(confirmation.verb);
    m_go->setProperty("tone", confirmation.destructive ? u"danger"_s : u"accent"_s);
    m_go->setAutoDefault(false); // or Enter would press it while it has the focus only by chance
    cancel->setProperty("tone", u"plain"_s);
    cancel->setDefault(true);
    QWidget *first = cancel;
    if (m_reason)
        first = m_reason;
    else if (m_typed)
        first = m_typed;
    first->setFocus();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addSpacing(4);
    column->addWidget(buttons);
}

QString ConfirmDialog::reason() const { return m_reason ? m_reason->toPlainText().trimmed() : QString(); }

bool ConfirmDialog::isChecked(const QString &name) const
{
    const auto *box = findChild<QCheckBox *>(name);
    return box && box->isChecked();
}

void ConfirmDialog::checkComplete()
{
    bool complete = true;
    if (m_reason) {
        const qsizetype left = m_reasonRules->maximum - reason().size();
        m_reasonLeft->setText(tr("%Ln characters left", nullptr, static_cast<int>(left)));
        complete = left >= 0 && !(m_reasonRules->required && reason().isEmpty());
    }
    if (m_typed) {
        QString digits = m_typed->text().trimmed();
        digits.remove(QLocale().groupSeparator()); // as the number stands in the list
        complete = complete && digits == QString::number(m_count);
    }
    m_go->setEnabled(complete);
}

} // namespace auth::console
