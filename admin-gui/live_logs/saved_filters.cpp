#include "live_logs/saved_filters.h"

#include <QtCore/QVariantMap>

namespace auth::console {

using namespace Qt::StringLiterals;

QVariantMap SavedFilters::all() const { return m_settings.value(u"logs/saved_filters"_s).toMap(); }

QStringList SavedFilters::names() const { return all().keys(); }

QString SavedFilters::filter(const QString &name) const { return all().value(name).toString(); }

void SavedFilters::save(const QString &name, const QString &filter)
{
    QVariantMap filters = all();
    if (filter.isEmpty())
        filters.remove(name);
    else
        filters.insert(name, filter);
    m_settings.setValue(u"logs/saved_filters"_s, filters);
}

} // namespace auth::console
