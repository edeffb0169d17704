#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace auth::console {

/// A cell of the list of users: states as badges, grey bars where an account will be.
class UserDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace auth::console
