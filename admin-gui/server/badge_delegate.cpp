#include "server/badge_delegate.h"

#include "server/row_model.h"
#include "widgets/state_badge.h"

namespace auth::console {

namespace {

constexpr int margin = 6;

} // namespace

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
