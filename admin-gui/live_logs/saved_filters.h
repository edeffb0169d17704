#pragma once

#include <QtCore/QSettings>
#include <QtCore/QStringList>

namespace auth::console {

/// Filters somebody wants again, by name, in the settings.
class SavedFilters {
public:
    explicit SavedFilters(QSettings &settings) : m_settings(settings) {}

    QStringList names() const;
    QString filter(const QString &name) const;
    /// An empty filter removes the name.
    void save(const QString &name, const QString &filter);

private:
    QVariantMap all() const;

    QSettings &m_settings;
};

} // namespace auth::console
