#pragma once

#include "widgets/badge_delegate.h"

namespace auth::console {

/// States as badges, and under the count of a job that is under way how far it is.
class JobDelegate : public BadgeDelegate {
    Q_OBJECT

public:
    using BadgeDelegate::BadgeDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace auth::console
