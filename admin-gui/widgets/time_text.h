#pragma once

#include "core/clock.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace auth::console {

/// The one place that writes times, in the mode that is chosen for the whole program. Models repaint their time
/// columns at changed(): another mode, or half a minute has passed in relative mode, or midnight.
class TimeText : public QObject {
    Q_OBJECT

public:
    enum class Mode { Local, Utc, Relative };
    Q_ENUM(Mode)

    explicit TimeText(const Clock &clock, QObject *parent = nullptr);

    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    /// Local, UTC, relative, local.
    void nextMode();

    /// For a cell: "10:02:03.123", with the date before it when that is not today; or "3 min ago".
    QString text(Time time) const;
    /// Without milliseconds, for dates of accounts and the like.
    QString shortText(Time time) const;
    /// Local and UTC with their zones, whatever the mode.
    QString toolTip(Time time) const;
    QString relativeText(Time time) const;

Q_SIGNALS:
    void modeChanged();
    void changed();

private:
    QString clockText(Time time, const QString &format) const;
    void tick();

    const Clock &m_clock;
    Mode m_mode = Mode::Local;
    QTimer m_tick;
    QDate m_today;
};

/// "1,234,567" as the language writes it.
QString numberText(qint64 number);
/// "1.2k", "3.4M" for places without room.
QString shortNumberText(double number);
/// "0.73 ms", "41 ms", "1.2 s", "3 min 5 s", "2 h 10 min", "4 d 3 h".
QString durationText(std::chrono::duration<double> duration);

} // namespace auth::console
