#include "server/role_dialog.h"

#include "api/endpoints/roles.h"
#include "server/role_merge.h"
#include "shell/permission_words.h"
#include "widgets/busy_button.h"
#include "widgets/merge_dialog.h"
#include "widgets/theme.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestName = 50;
constexpr int longestDescription = 500;
constexpr int dialogWidth = 520;

void addField(QBoxLayout *column, QLineEdit *field, const QString &name, const QString &label)
{
    field->setObjectName(name);
    field->setAccessibleName(QString(label).remove(u'&'));
    auto *title = new QLabel(label);
    title->setBuddy(field);
    column->addWidget(title);
    column->addWidget(field);
    column->addSpacing(8);
}

} // namespace

RoleDialog::RoleDialog(Workspace &workspace, const std::optional<Role> &role, QWidget *parent)
    : QDialog(parent), m_workspace(workspace), m_isNew(!role), m_base(role.value_or(Role())),
      m_description(new QLineEdit(m_base.description)), m_error(new QLabel)
{
    setObjectName(u"roleDialog"_s);
    setWindowTitle(m_isNew ? tr("New role") : tr("Role %1").arg(m_base.name));
    setMinimumWidth(dialogWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(4);
    auto *title = new QLabel(windowTitle());
    title->setFont(uiFont(3, QFont::DemiBold));
    column->addWidget(title);
    column->addSpacing(8);
    if (m_isNew)
        addName(column);
    m_description->setMaxLength(longestDescription);
    addField(column, m_description, u"roleDescription"_s, tr("&Description"));
    addPermissions(column);
    m_error->setObjectName(u"roleError"_s);
    m_error->setWordWrap(true);
    m_error->setTextFormat(Qt::PlainText);
    QPalette red = m_error->palette();
    red.setColor(QPalette::WindowText, themeColors().tone(Tone::Error));
    m_error->setPalette(red);
    m_error->hide();
    column->addWidget(m_error);
    column->addSpacing(8);
    addButtons(column);
}

void RoleDialog::addName(QBoxLayout *column)
{
    m_name = new QLineEdit;
    m_name->setMaxLength(longestName);
    m_name->setPlaceholderText(tr("2 to 50 of a-z, 0-9, _ and -; it never changes"));
    addField(column, m_name, u"roleName"_s, tr("&Name"));
}

void RoleDialog::addPermissions(QBoxLayout *column)
{
    auto *title = new QLabel(tr("Who has it may"));
    title->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(title);
    for (const Permission permission : allPermissions()) {
        auto *box = new QCheckBox(meaningOf(permission));
        box->setObjectName(wireName(permission));
        box->setAccessibleName(meaningOf(permission));
        box->setToolTip(wireName(permission));
        box->setChecked(m_base.permissions.contains(wireName(permission)));
        if (!m_workspace.rights.allows(permission)) {
            box->setEnabled(false);
            box->setToolTip(tr("%1: nobody can give what they may not do themselves.").arg(wireName(permission)));
        }
        column->addWidget(box);
        m_boxes += box;
    }
    column->addSpacing(8);
}

void RoleDialog::addButtons(QBoxLayout *column)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(u"roleCancel"_s);
    buttons->button(QDialogButtonBox::Cancel)->setAccessibleName(tr("Cancel"));
    m_save = m_isNew ? new BusyButton(tr("&Make the role"), tr("Making…")) : new BusyButton(tr("&Save"), tr("Saving…"));
    m_save->setObjectName(u"roleSave"_s);
    m_save->setAccessibleName(m_isNew ? tr("Make the role") : tr("Save"));
    m_save->setProperty("tone", u"accent"_s);
    m_save->setDefault(true);
    buttons->addButton(m_save, QDialogButtonBox::ActionRole);
    connect(m_save, &QPushButton::clicked, this, &RoleDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

Role RoleDialog::wanted() const
{
    Role role = m_base;
    if (m_name)
        role.name = m_name->text().trimmed();
    role.description = m_description->text().trimmed();
    role.permissions.clear();
    for (const QCheckBox *box : m_boxes) {
        if (box->isChecked())
            role.permissions += box->objectName();
    }
    return role;
}

void RoleDialog::save()
{
    m_error->hide();
    m_save->setBusy(true);
    if (m_isNew)
        create();
    else
        edit(wanted());
}

void RoleDialog::create()
{
    const Role role = wanted();
    const RoleDraft draft{.name = role.name, .description = role.description, .permissions = role.permissions};
    m_workspace.client.send(api::createRole, draft, this, [this](const Answer<Role> &answer) { finish(answer); });
}

void RoleDialog::edit(const Role &wanted)
{
    const RoleEdit change{.name = wanted.name,
                          .version = wanted.version,
                          .description = wanted.description,
                          .permissions = wanted.permissions};
    m_workspace.client.send(api::editRole, change, this, [this](const Answer<Role> &answer) {
        if (const auto theirs = answer ? std::nullopt : currentOf(answer.error()))
            merge(*theirs);
        else
            finish(answer);
    });
}

void RoleDialog::finish(const Answer<Role> &answer)
{
    m_save->setBusy(false);
    if (!answer)
        return showError(answer.error());
    Q_EMIT saved(*answer);
    accept();
}

void RoleDialog::merge(const Role &theirs)
{
    m_save->setBusy(false);
    auto *dialog =
        new MergeDialog(mergeFields(m_base), mergeFields(theirs), mergeFields(wanted()), mergeLabels(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, theirs] {
        m_save->setBusy(true);
        edit(roleFrom(dialog->merged(), theirs));
    });
    dialog->open();
}

void RoleDialog::showError(const ApiError &error)
{
    m_error->setText(error.fields.isEmpty() ? error.message : error.fields.first().detail);
    m_error->show();
    if (m_name && !error.of(u"name").isEmpty())
        m_name->setFocus();
}

} // namespace auth::console
