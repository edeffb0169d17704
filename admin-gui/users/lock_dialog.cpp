#include "users/lock_dialog.h"

#include "widgets/theme.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QDateTimeEdit>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int hour = 3600;
constexpr int day = 24 * hour;
constexpr int longestReason = 500;

QLabel *paragraph(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

LockDialog::LockDialog(const QString &title, const QString &verb, QWidget *parent)
    : QDialog(parent), m_length(new QComboBox), m_until(new QDateTimeEdit), m_reason(new QLineEdit)
{
    setObjectName(u"lockDialog"_s);
    setWindowTitle(title);
    setMinimumWidth(440);
    m_length->setObjectName(u"lockLength"_s);
    m_length->setAccessibleName(tr("How long"));
    for (const auto &[text, seconds] : {std::pair{tr("One hour"), hour}, std::pair{tr("One day"), day},
                                        std::pair{tr("One week"), 7 * day}, std::pair{tr("30 days"), 30 * day}})
        m_length->addItem(text, seconds);
    m_until->setObjectName(u"lockUntil"_s);
    m_until->setAccessibleName(tr("Until"));
    m_until->setCalendarPopup(true);
    m_until->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
    m_until->setMinimumDateTime(QDateTime::currentDateTime());
    m_reason->setObjectName(u"lockReason"_s);
    m_reason->setAccessibleName(tr("Reason, for the audit trail"));
    m_reason->setMaxLength(longestReason);
    const auto setLength = [this](int index) {
        m_until->setDateTime(QDateTime::currentDateTime().addSecs(m_length->itemData(index).toInt()));
    };
    connect(m_length, &QComboBox::activated, this, setLength);
    m_length->setCurrentIndex(1);
    setLength(1);

    auto *form = new QFormLayout;
    form->setVerticalSpacing(12);
    form->addRow(tr("&How long:"), m_length);
    form->addRow(tr("&Until:"), m_until);
    form->addRow(tr("&Reason (optional):"), m_reason);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(u"lockCancel"_s);
    QPushButton *go = buttons->addButton(verb, QDialogButtonBox::AcceptRole);
    go->setObjectName(u"lockGo"_s);
    go->setAccessibleName(verb);
    go->setProperty("tone", u"danger"_s);
    go->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    QLabel *heading = paragraph(title);
    heading->setFont(uiFont(3, QFont::DemiBold));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    column->addWidget(heading);
    column->addWidget(paragraph(tr("All sessions end now, and nobody can sign in before that time.")));
    column->addLayout(form);
    column->addWidget(buttons);
}

Time LockDialog::until() const { return fromMillis(m_until->dateTime().toMSecsSinceEpoch()); }

QString LockDialog::reason() const { return m_reason->text().trimmed(); }

} // namespace auth::console
