#include "widgets/key_value_view.h"

#include "widgets/theme.h"

#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

void addCopy(QLabel *label, const KeyValueRow &row)
{
    auto *copy = new QAction(KeyValueView::tr("&Copy"), label);
    QObject::connect(copy, &QAction::triggered, label, [label, value = row.value] {
        QGuiApplication::clipboard()->setText(label->hasSelectedText() ? label->selectedText() : value);
    });
    label->addAction(copy);
    label->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QLabel *valueLabel(const KeyValueRow &row)
{
    auto *label = new QLabel;
    label->setObjectName(u"value:"_s + row.label);
    label->setAccessibleName(KeyValueView::tr("%1: %2").arg(row.label, row.value));
    label->setToolTip(row.toolTip);
    label->setWordWrap(true);
    if (row.isCode)
        label->setFont(codeFont());
    if (row.linkKind.isEmpty()) {
        label->setTextFormat(Qt::PlainText);
        label->setText(row.value.isEmpty() ? u"–"_s : row.value);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    } else {
        label->setTextFormat(Qt::RichText);
        label->setText(u"<a style='text-decoration: none' href='#'>%1</a>"_s.arg(row.value.toHtmlEscaped()));
        label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    }
    addCopy(label, row);
    return label;
}

} // namespace

KeyValueView::KeyValueView(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(8);
    m_grid->setColumnStretch(1, 1);
}

void KeyValueView::setRows(const std::vector<KeyValueRow> &rows)
{
    clear();
    for (int i = 0; i < static_cast<int>(rows.size()); ++i)
        addRow(i, rows[static_cast<size_t>(i)]);
    m_grid->setRowStretch(static_cast<int>(rows.size()), 1);
}

void KeyValueView::addRow(int index, const KeyValueRow &row)
{
    auto *label = new QLabel(row.label);
    label->setObjectName(u"label:"_s + row.label);
    label->setForegroundRole(QPalette::PlaceholderText);
    QLabel *value = valueLabel(row);
    m_grid->addWidget(label, index, 0, Qt::AlignTop | Qt::AlignLeading);
    m_grid->addWidget(value, index, 1, Qt::AlignTop);
    if (!row.linkKind.isEmpty()) {
        const QString target = row.linkTarget.isEmpty() ? row.value : row.linkTarget;
        connect(value, &QLabel::linkActivated, this,
                [this, kind = row.linkKind, target] { Q_EMIT linkActivated(kind, target); });
    }
}

void KeyValueView::clear()
{
    m_grid->setRowStretch(m_grid->rowCount() - 1, 0);
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // its link may be what was just clicked
        delete item;
    }
}

} // namespace auth::console
