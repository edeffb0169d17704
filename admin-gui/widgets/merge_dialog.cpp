#include "widgets/merge_dialog.h"

#include "widgets/theme.h"

#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

enum Side { Theirs, Mine };

QLabel *heading(const QString &text)
{
    auto *label = new QLabel(text);
    label->setObjectName(u"mergeHeading:"_s + text);
    label->setFont(uiFont(0, QFont::DemiBold));
    return label;
}

QRadioButton *choiceButton(const QString &label, const QString &side, const QJsonValue &value)
{
    const QString text = displayText(value);
    auto *button = new QRadioButton(QString(text).replace(u'&', u"&&"_s).left(60));
    button->setObjectName(u"merge:%1:%2"_s.arg(label, side));
    button->setAccessibleName(MergeDialog::tr("%1, %2: %3").arg(label, side, text));
    button->setToolTip(text);
    return button;
}

} // namespace

MergeDialog::MergeDialog(const QJsonObject &base, const QJsonObject &theirs, const QJsonObject &mine,
                         const QHash<QString, QString> &labels, QWidget *parent)
    : QDialog(parent), m_theirs(theirs)
{
    setObjectName(u"mergeDialog"_s);
    setWindowTitle(tr("Changed by somebody else"));
    auto *explanation = new QLabel(tr("Somebody has saved other values meanwhile. Choose for each field."));
    explanation->setObjectName(u"mergeExplanation"_s);
    explanation->setWordWrap(true);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(8);
    grid->addWidget(heading(tr("Field")), 0, 0);
    grid->addWidget(heading(tr("Theirs")), 0, 1);
    grid->addWidget(heading(tr("Mine")), 0, 2);
    for (const FieldDifference &difference : differences(theirs, mine))
        addRow(grid, difference, base, labels.value(difference.field, difference.field));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(u"mergeCancel"_s);
    buttons->button(QDialogButtonBox::Cancel)->setAccessibleName(tr("Cancel"));
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    const auto add = [&](const QString &name, const QString &text, QDialogButtonBox::ButtonRole role) {
        QPushButton *button = buttons->addButton(text, role);
        button->setObjectName(name);
        button->setAccessibleName(QString(text).remove(u'&'));
        button->setAutoDefault(false);
        return button;
    };
    QPushButton *takeTheirs = add(u"takeTheirs"_s, tr("Take &theirs"), QDialogButtonBox::ActionRole);
    QPushButton *keepMine = add(u"keepMine"_s, tr("Keep &mine"), QDialogButtonBox::ActionRole);
    m_save = add(u"mergeSave"_s, tr("&Save"), QDialogButtonBox::AcceptRole);
    m_save->setDefault(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(16);
    column->addWidget(explanation);
    column->addLayout(grid);
    column->addWidget(buttons);
    connect(takeTheirs, &QPushButton::clicked, this, [this] { chooseAll(Theirs); });
    connect(keepMine, &QPushButton::clicked, this, [this] { chooseAll(Mine); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    checkComplete();
}

void MergeDialog::addRow(QGridLayout *grid, const FieldDifference &difference, const QJsonObject &base,
                         const QString &label)
{
    auto *name = new QLabel(label);
    name->setObjectName(u"mergeField:"_s + difference.field);
    auto *group = new QButtonGroup(this);
    QRadioButton *theirs = choiceButton(label, tr("Theirs"), difference.before);
    QRadioButton *mine = choiceButton(label, tr("Mine"), difference.after);
    group->addButton(theirs, Theirs);
    group->addButton(mine, Mine);
    const QJsonValue before = base.value(difference.field);
    if (before == difference.before)
        mine->setChecked(true);
    else if (before == difference.after)
        theirs->setChecked(true);
    const int row = grid->rowCount();
    grid->addWidget(name, row, 0);
    grid->addWidget(theirs, row, 1);
    grid->addWidget(mine, row, 2);
    m_rows.push_back({difference, group});
    connect(group, &QButtonGroup::idToggled, this, &MergeDialog::checkComplete);
}

void MergeDialog::chooseAll(int side)
{
    for (const Row &row : m_rows)
        row.choice->button(side)->setChecked(true);
}

void MergeDialog::checkComplete()
{
    m_save->setEnabled(std::ranges::all_of(m_rows, [](const Row &row) { return row.choice->checkedId() >= 0; }));
}

QJsonObject MergeDialog::merged() const
{
    QJsonObject result = m_theirs;
    for (const Row &row : m_rows) {
        if (row.choice->checkedId() != Mine)
            continue;
        if (row.difference.after.isUndefined())
            result.remove(row.difference.field);
        else
            result.insert(row.difference.field, row.difference.after);
    }
    return result;
}

} // namespace auth::console
