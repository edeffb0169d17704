#include "widgets/json_tree.h"

#include "widgets/icons.h"
#include "widgets/json_text.h"
#include "widgets/theme.h"

#include <QtCore/QJsonArray>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int pathRole = Qt::UserRole;

void addItems(QTreeWidgetItem *parent, const QString &prefix, const QJsonValue &value);

void addItem(QTreeWidgetItem *parent, const QString &path, const QString &name, const QJsonValue &value)
{
    auto *item = new QTreeWidgetItem(parent);
    item->setText(0, name);
    item->setData(0, pathRole, path);
    const bool nested = value.isObject() || value.isArray();
    item->setText(1, nested ? QString() : displayText(value));
    item->setToolTip(1, item->text(1));
    addItems(item, path, value);
    item->setExpanded(true);
}

void addItems(QTreeWidgetItem *parent, const QString &prefix, const QJsonValue &value)
{
    const auto pathOf = [&](const QString &name) { return prefix.isEmpty() ? name : prefix + u'.' + name; };
    const QJsonObject object = value.toObject();
    for (auto field = object.begin(); field != object.end(); ++field)
        addItem(parent, pathOf(field.key()), field.key(), field.value());
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i)
        addItem(parent, pathOf(QString::number(i)), QString::number(i), array.at(i));
}

QTreeWidget *newTree()
{
    auto *tree = new QTreeWidget;
    tree->setObjectName(u"jsonTree"_s);
    tree->setAccessibleName(JsonTree::tr("Fields"));
    tree->setHeaderLabels({JsonTree::tr("Field"), JsonTree::tr("Value")});
    tree->header()->setStretchLastSection(true);
    tree->setUniformRowHeights(true);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    return tree;
}

QPlainTextEdit *newText()
{
    auto *text = new QPlainTextEdit;
    text->setObjectName(u"jsonText"_s);
    text->setAccessibleName(JsonTree::tr("JSON"));
    text->setReadOnly(true);
    text->setFont(codeFont());
    text->setFrameShape(QFrame::NoFrame);
    text->setTabChangesFocus(true);
    return text;
}

} // namespace

JsonTree::JsonTree(QWidget *parent) : QWidget(parent), m_tabs(new QTabWidget), m_tree(newTree()), m_raw(newText())
{
    m_tabs->setObjectName(u"jsonTabs"_s);
    m_tabs->setAccessibleName(tr("Fields or JSON"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_tree, tr("&Fields"));
    m_tabs->addTab(m_raw, tr("&JSON"));
    auto *copyAllButton = new QToolButton;
    copyAllButton->setObjectName(u"jsonCopy"_s);
    copyAllButton->setIcon(icon(Icon::Copy));
    copyAllButton->setToolTip(tr("Copy all as JSON"));
    copyAllButton->setAccessibleName(copyAllButton->toolTip());
    copyAllButton->setAutoRaise(true);
    m_tabs->setCornerWidget(copyAllButton);
    auto *copy = new QAction(tr("&Copy value"), m_tree);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_tree->addAction(copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tabs);
    connect(copyAllButton, &QToolButton::clicked, this, &JsonTree::copyAll);
    connect(copy, &QAction::triggered, this, &JsonTree::copyRow);
    connect(m_tree, &QTreeWidget::itemClicked, this, &JsonTree::reportClick);
}

void JsonTree::setObject(const QJsonObject &object)
{
    m_object = object;
    m_tree->clear();
    addItems(m_tree->invisibleRootItem(), {}, object);
    m_tree->resizeColumnToContents(0);
    m_raw->setPlainText(object.isEmpty() ? QString() : indentedJson(object));
}

void JsonTree::copyRow()
{
    if (const QTreeWidgetItem *item = m_tree->currentItem())
        QGuiApplication::clipboard()->setText(item->text(1));
}

void JsonTree::copyAll() { QGuiApplication::clipboard()->setText(indentedJson(m_object)); }

void JsonTree::reportClick(QTreeWidgetItem *item, int column)
{
    if (column == 1 && item->childCount() == 0)
        Q_EMIT valueClicked(item->data(0, pathRole).toString(), item->text(1), QGuiApplication::keyboardModifiers());
}

} // namespace auth::console
