#include "widgets/command_delegate.h"

#include "widgets/theme.h"

#include <QtGui/QIcon>
#include <QtGui/QPainter>

namespace auth::console {

namespace {

constexpr int iconSize = 16;
constexpr int side = 8;

} // namespace

void CommandDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemeColors &colors = themeColors(option.palette);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(colors.selection);
        painter->drawRoundedRect(option.rect, 6, 6);
    }
    const auto place = [&](const QRect &rect) { return QStyle::visualRect(option.direction, option.rect, rect); };
    const QRect inner = option.rect.adjusted(side, 0, -side, 0);
    const QRect picture(inner.left(), inner.center().y() - iconSize / 2 + 1, iconSize, iconSize);
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(painter, place(picture), Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    const QString hint = index.data(HintRole).toString();
    const int hintWidth = std::min(inner.width() / 2, option.fontMetrics.horizontalAdvance(hint));
    painter->setFont(option.font);
    painter->setPen(enabled ? colors.text : colors.muted);
    const QRect words = inner.adjusted(iconSize + side, 0, -hintWidth - side, 0);
    painter->drawText(place(words), Qt::AlignVCenter | Qt::AlignLeading,
                      option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, words.width()));
    painter->setPen(colors.muted);
    const QRect last(inner.right() - hintWidth, inner.top(), hintWidth + 1, inner.height());
    painter->drawText(place(last), Qt::AlignVCenter | Qt::AlignTrailing,
                      option.fontMetrics.elidedText(hint, Qt::ElideRight, last.width()));
    painter->restore();
}

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {100, option.fontMetrics.height() + 14};
}

} // namespace auth::console
