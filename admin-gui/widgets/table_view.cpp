#include "widgets/table_view.h"

#include <QtCore/QSettings>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int widestFitted = 400;
constexpr int narrowest = 48;

} // namespace

TableView::TableView(QWidget *parent) : QTableView(parent)
{
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1); // or rows are as high as headers
    setRowHeight();
    setWordWrap(false);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollMode(ScrollPerPixel);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setCornerButtonEnabled(false);
    findChild<QAbstractButton *>()->setAccessibleName(tr("Select all"));
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    header->setMinimumSectionSize(narrowest);
    header->setStretchLastSection(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setAccessibleName(tr("Columns"));
    auto *copyCells = new QAction(tr("&Copy cells"), this);
    copyCells->setObjectName(u"copyCells"_s);
    copyCells->setShortcut(QKeySequence::Copy);
    copyCells->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(copyCells);
    connect(copyCells, &QAction::triggered, this, &TableView::copy);
    connect(header, &QHeaderView::customContextMenuRequested, this, &TableView::showColumnMenu);
    connect(this, &QTableView::doubleClicked, this, &TableView::rowActivated);
}

void TableView::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    fitColumns();
}

void TableView::setRowHeight() { verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8); }

void TableView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        setRowHeight();
}

int TableView::neededWidth(int column, int rows) const
{
    const QString title = model()->headerData(column, Qt::Horizontal).toString();
    int width = horizontalHeader()->fontMetrics().horizontalAdvance(title) + 32;
    for (int row = 0; row < std::min(rows, model()->rowCount()); ++row) {
        const QString text = model()->index(row, column).data().toString();
        width = std::max(width, fontMetrics().horizontalAdvance(text) + 24);
    }
    return std::clamp(width, narrowest, widestFitted);
}

void TableView::fitColumns(int rows)
{
    for (int column = 0; model() && column < model()->columnCount(); ++column)
        setColumnWidth(column, neededWidth(column, rows));
}

bool TableView::restoreState(const QSettings &settings, const QString &key)
{
    return horizontalHeader()->restoreState(settings.value(u"columns/"_s + key).toByteArray());
}

void TableView::saveState(QSettings &settings, const QString &key) const
{
    settings.setValue(u"columns/"_s + key, horizontalHeader()->saveState());
}

QString TableView::selectedText() const
{
    QModelIndexList indexes = selectionModel() ? selectionModel()->selectedIndexes() : QModelIndexList();
    indexes.removeIf([this](const QModelIndex &index) { return isColumnHidden(index.column()); });
    const auto place = [this](const QModelIndex &index) {
        return std::pair(index.row(), horizontalHeader()->visualIndex(index.column()));
    };
    std::ranges::sort(indexes, {}, place);
    QString text;
    int row = -1;
    for (const QModelIndex &index : indexes) {
        if (row >= 0)
            text += index.row() == row ? u'\t' : u'\n';
        row = index.row();
        text += index.data().toString();
    }
    return text;
}

void TableView::copy() const
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid())
        Q_EMIT rowActivated(currentIndex());
    else
        QTableView::keyPressEvent(event);
}

void TableView::showColumnMenu(QPoint position)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"columnMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const int shown = horizontalHeader()->count() - horizontalHeader()->hiddenSectionCount();
    for (int column = 0; column < horizontalHeader()->count(); ++column) {
        QAction *action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(isColumnHidden(column) || shown > 1);
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnHidden(column, !on); });
    }
    menu->popup(horizontalHeader()->viewport()->mapToGlobal(position));
}

} // namespace auth::console
