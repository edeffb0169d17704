#pragma once

#include "shell/desk.h"

#include <QtWidgets/QStatusBar>

namespace auth::console {

class JobStatus;
class StateBadge;

/// The line at the bottom: whether the server answers, which one it is, who is signed in, jobs, and hints.
class StatusArea : public QObject {
    Q_OBJECT

public:
    StatusArea(Desk &desk, QStatusBar &bar);
    ~StatusArea() override;

private:
    void showOnline(bool online);
    void showUser();
    void showClockSkew();

    Desk &m_desk;
    StateBadge *m_connection;
    QLabel *m_server;
    QLabel *m_user;
    QLabel *m_clock;
    JobStatus *m_jobs;
};

} // namespace auth::console
