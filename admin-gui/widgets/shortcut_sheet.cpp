#include "widgets/shortcut_sheet.h"

#include "widgets/fuzzy_match.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QtGui/QAction>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QString keysOf(const QAction &action)
{
    QStringList keys;
    for (const QKeySequence &key : action.shortcuts())
        keys.append(key.toString(QKeySequence::NativeText));
    return keys.join(u", "_s);
}

QString textOf(const QAction &action)
{
    QString text = action.text().remove(u'&');
    while (text.endsWith(u'.') || text.endsWith(u'…'))
        text.chop(1);
    return text;
}

QTreeWidget *newTree()
{
    auto *tree = new QTreeWidget;
    tree->setObjectName(u"shortcutTree"_s);
    tree->setAccessibleName(ShortcutSheet::tr("Keys"));
    tree->setHeaderLabels({ShortcutSheet::tr("Action"), ShortcutSheet::tr("Key")});
    tree->header()->setStretchLastSection(false);
    tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    tree->setRootIsDecorated(false);
    tree->setIndentation(8);
    tree->setUniformRowHeights(true);
    return tree;
}

} // namespace

ShortcutSheet::ShortcutSheet(const std::vector<ActionGroup> &groups, QWidget *parent)
    : QDialog(parent), m_tree(newTree()), m_nothing(new QLabel(tr("No key for that.")))
{
    setObjectName(u"shortcutSheet"_s);
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(480, 560);
    auto *search = new QLineEdit;
    search->setObjectName(u"shortcutSearch"_s);
    search->setAccessibleName(tr("Find a key"));
    search->setPlaceholderText(tr("Find an action or a key"));
    search->setClearButtonEnabled(true);
    search->addAction(icon(Icon::Search), QLineEdit::LeadingPosition);
    m_nothing->setObjectName(u"shortcutNothing"_s);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setObjectName(u"shortcutClose"_s);
    buttons->button(QDialogButtonBox::Close)->setAccessibleName(tr("Close"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(search);
    column->addWidget(m_nothing);
    column->addWidget(m_tree, 1);
    column->addWidget(buttons);
    for (const ActionGroup &group : groups)
        addGroup(group);
    search->setFocus();
    connect(search, &QLineEdit::textChanged, this, &ShortcutSheet::filter);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ShortcutSheet::addGroup(const ActionGroup &group)
{
    auto *head = new QTreeWidgetItem({group.title});
    head->setFont(0, uiFont(0, QFont::DemiBold));
    head->setFlags(Qt::ItemIsEnabled);
    for (const QAction *action : group.actions) {
        if (!action->shortcuts().isEmpty())
            new QTreeWidgetItem(head, {textOf(*action), keysOf(*action)});
    }
    if (head->childCount() == 0) {
        delete head;
        return;
    }
    m_tree->addTopLevelItem(head);
    head->setFirstColumnSpanned(true);
    head->setExpanded(true);
}

void ShortcutSheet::filter(const QString &pattern)
{
    bool any = false;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *head = m_tree->topLevelItem(i);
        bool inGroup = false;
        for (int row = 0; row < head->childCount(); ++row) {
            QTreeWidgetItem *item = head->child(row);
            const bool found = matchScore(item->text(0) + u' ' + item->text(1), pattern).has_value();
            item->setHidden(!found);
            inGroup = inGroup || found;
        }
        head->setHidden(!inGroup);
        any = any || inGroup;
    }
    m_nothing->setVisible(!any);
}

} // namespace auth::console
