#pragma once

#include "widgets/theme.h"
#include "widgets/time_text.h"

#include <QtCore/QSettings>

namespace auth::console {

/// What the user has chosen for the whole program. Kept in the settings; the program follows at once, but for the
/// language, which it takes at the next start.
class Preferences : public QObject {
    Q_OBJECT

public:
    Preferences(QSettings &settings, Theme &theme, TimeText &times, QObject *parent = nullptr);

    Theme::Choice theme() const { return m_theme.choice(); }
    void setTheme(Theme::Choice choice);
    TimeText::Mode timeMode() const { return m_times.mode(); }
    void setTimeMode(TimeText::Mode mode);
    /// Minutes without a touch until the window locks; 0: never.
    int lockMinutes() const;
    void setLockMinutes(int minutes);
    /// "de", "en"; empty: that of the system.
    QString language() const;
    void setLanguage(const QString &language);

Q_SIGNALS:
    void changed();

private:
    void keep(const QString &key, const QVariant &value);

    QSettings &m_settings;
    Theme &m_theme;
    TimeText &m_times;
};

} // namespace auth::console
