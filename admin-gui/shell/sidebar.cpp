#include "shell/sidebar.h"

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int wide = 176;
constexpr int narrowWidth = 52;
constexpr int rowHeight = 36;

} // namespace

QString nameOf(Place place)
{
    switch (place) {
    case Place::Overview:
        return Sidebar::tr("Overview");
    case Place::Users:
        return Sidebar::tr("Users");
    case Place::Sessions:
        return Sidebar::tr("Sessions");
    case Place::Audit:
        return Sidebar::tr("Audit");
    case Place::Logs:
        return Sidebar::tr("Live logs");
    case Place::Server:
        return Sidebar::tr("Server");
    case Place::Jobs:
        return Sidebar::tr("Jobs");
    }
    return {};
}

Icon iconOf(Place place)
{
    switch (place) {
    case Place::Overview:
        return Icon::Overview;
    case Place::Users:
        return Icon::Users;
    case Place::Sessions:
        return Icon::Sessions;
    case Place::Audit:
        return Icon::Audit;
    case Place::Logs:
        return Icon::Logs;
    case Place::Server:
        return Icon::Server;
    case Place::Jobs:
        return Icon::Jobs;
    }
    return Icon::More;
}

Sidebar::Sidebar(QWidget *parent) : QListWidget(parent)
{
    setObjectName(u"sidebar"_s);
    setAccessibleName(tr("Places"));
    setFrameShape(QFrame::NoFrame);
    setIconSize({18, 18});
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setNarrow(false);
    connect(this, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            Q_EMIT chosen(static_cast<Place>(item->data(Qt::UserRole).toInt()));
    });
    connect(this, &QListWidget::itemSelectionChanged, this, [this] { // as assistive technology does
        if (const auto selected = selectedItems(); !selected.isEmpty())
            setCurrentItem(selected.first());
    });
}

void Sidebar::addPlace(Place place, const QString &obstacle)
{
    auto *item = new QListWidgetItem(icon(iconOf(place)), nameOf(place), this);
    item->setData(Qt::UserRole, static_cast<int>(place));
    item->setSizeHint({wide, rowHeight});
    const QString name = tr("%1 (Ctrl+%2)").arg(nameOf(place)).arg(static_cast<int>(place) + 1);
    item->setToolTip(obstacle.isEmpty() ? name : name + u'\n' + obstacle);
    item->setData(Qt::AccessibleTextRole, nameOf(place));
}

void Sidebar::select(Place place)
{
    const QSignalBlocker quiet(this);
    for (int i = 0; i < count(); ++i) {
        if (item(i)->data(Qt::UserRole).toInt() == static_cast<int>(place))
            setCurrentRow(i);
    }
}

void Sidebar::setNarrow(bool narrow)
{
    m_narrow = narrow;
    setFixedWidth(narrow ? narrowWidth : wide);
    for (int i = 0; i < count(); ++i)
        item(i)->setText(narrow ? QString() : nameOf(static_cast<Place>(item(i)->data(Qt::UserRole).toInt())));
}

} // namespace auth::console
