#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace auth::console {

/// A row of the command palette: picture and text at the left, the shortcut or the reason at the right.
class CommandDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int HintRole = Qt::UserRole;

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace auth::console
