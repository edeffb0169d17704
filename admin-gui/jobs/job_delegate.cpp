#include "jobs/job_delegate.h"

#include "jobs/job_model.h"
#include "shell/job_words.h"

#include <QtGui/QPainter>

namespace auth::console {

void JobDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    BadgeDelegate::paint(painter, option, index);
    const auto *jobs = dynamic_cast<const JobModel *>(index.model());
    if (index.column() != JobProgressColumn || !jobs || !isUnderWay(*jobs->row(index.row())))
        return;
    const ThemeColors &colors = themeColors(option.palette);
    const QRect track(option.rect.left() + 6, option.rect.bottom() - 4, option.rect.width() - 12, 3);
    QRect done = track;
    done.setWidth(track.width() * percentOf(*jobs->row(index.row())) / 100);
    painter->fillRect(track, colors.border);
    painter->fillRect(done, colors.tone(Tone::Accent));
}

} // namespace auth::console
