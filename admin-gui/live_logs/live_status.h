#pragma once

#include "log/feed_settings.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

QT_FORWARD_DECLARE_CLASS(QLabel)

namespace auth::console {

class LogTab;
class StateBadge;

/// How the live log is doing, in words: live, scrolled away, paused, reconnecting; the rate, and how full the buffer
/// is.
class LiveStatus : public QWidget {
    Q_OBJECT

public:
    explicit LiveStatus(QWidget *parent = nullptr);

    void setFeed(const FeedState &state);
    void countLines(qsizetype lines) { m_lines += lines; }
    void show(LogTab &tab, qint64 overflowed);

private:
    void showBadge(LogTab &tab);
    void countDown();
    void measureRate();

    FeedState m_feed;
    StateBadge *m_badge;
    QLabel *m_text;
    QTimer m_second;
    QElapsedTimer m_since;
    qint64 m_lines = 0;
    double m_rate = 0;
};

} // namespace auth::console
