#include "users/user_delegate.h"

#include "users/user_list_model.h"
#include "users/user_words.h"
#include "widgets/state_badge.h"
#include "widgets/theme.h"

#include <QtGui/QPainter>

namespace auth::console {

namespace {

using RowState = UserListModel::RowState;

constexpr int margin = 6;

RowState stateOf(const QModelIndex &index) { return index.data(UserListModel::RowStateRole).value<RowState>(); }

/// Of different widths, so that it looks like text; always the same in a row.
void paintBar(QPainter &painter, const QRect &cell, const QModelIndex &index)
{
    const int share = 45 + (index.row() * 7 + index.column() * 13) % 40;
    const int height = std::max(4, cell.height() / 3);
    const QRect bar(cell.left() + margin, cell.center().y() - height / 2, (cell.width() - 2 * margin) * share / 100,
                    height);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(themeColors().border);
    painter.drawRoundedRect(bar, height / 2.0, height / 2.0);
    painter.restore();
}

} // namespace

void UserDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() == UserListModel::Id)
        option->font = codeFont();
    if (index.column() == UserListModel::State || stateOf(index) == RowState::Loading)
        option->text.clear();
    if (stateOf(index) == RowState::Failed)
        option->palette.setColor(QPalette::Text, themeColors(option->palette).tone(Tone::Error));
}

void UserDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const RowState state = stateOf(index);
    if (state == RowState::Loading)
        return paintBar(*painter, option.rect, index);
    if (state != RowState::Loaded || index.column() != UserListModel::State)
        return;
    const auto account = index.data(UserListModel::AccountStateRole).value<AccountState>();
    StateBadge::paint(*painter, option.rect.adjusted(margin, 0, -margin, 0), stateText(account), stateTone(account),
                      stateIcon(account));
}

} // namespace auth::console
