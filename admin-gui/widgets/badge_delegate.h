#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace auth::console {

class TableView;

/// Columns as wide as their texts, those with badges as wide as these.
void fitWithBadges(TableView &table);

/// Draws the cells that have a tone (row_model.h) as badges, and the others as they are.
class BadgeDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace auth::console
