#include "widgets/badge_delegate.h"

#include "widgets/row_model.h"
#include "widgets/state_badge.h"
#include "widgets/table_view.h"

namespace auth::console {

namespace {

constexpr int margin = 6;

/// What a badge has around its text.
constexpr int badgeRoom = 36;
constexpr int rowsLookedAt = 200;

bool hasBadges(const QAbstractItemModel &model, int column)
{
    for (int row = 0; row < std::min(rowsLookedAt, model.rowCount()); ++row) {
        if (model.index(row, column).data(toneRole).isValid())
            return true;
    }
    return false;
}

} // namespace

void fitWithBadges(TableView &table)
{
    table.fitColumns();
    for (int column = 0; column < table.model()->columnCount(); ++column) {
        if (hasBadges(*table.model(), column))
            table.setColumnWidth(column, table.columnWidth(column) + badgeRoom);
    }
}

void BadgeDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.data(toneRole).isValid())
        option->text.clear();
}

void BadgeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const QVariant tone = index.data(toneRole);
    if (!tone.isValid())
        return;
    const auto which = static_cast<Tone>(tone.toInt());
    StateBadge::paint(*painter, option.rect.adjusted(margin, 0, -margin, 0), index.data().toString(), which,
                      iconOf(which));
}

} // namespace auth::console
