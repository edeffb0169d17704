#pragma once

#include "client/certificate_probe.h"
#include "overview/attention_list.h"
#include "shell/breaker_model.h"
#include "shell/live_page.h"

QT_FORWARD_DECLARE_CLASS(QLabel)

namespace auth::console {

class OverviewTiles;
class TableView;

/// How the server is, at a glance: numbers of the last hour, what needs attention, circuits. Asks only while it is
/// seen.
class OverviewPage : public LivePage {
    Q_OBJECT

public:
    OverviewPage(Workspace &workspace, QWidget *parent);

    /// There is nothing to choose on it.
    void open(const Target &) override {}

protected:
    void setStale(bool stale) override;

private:
    QWidget *makeContent();
    void addActions();
    CallHandle askSummary();
    CallHandle askState();
    CallHandle askLocked();
    void showSummary(const SystemSummary &summary);
    void showState(const SystemState &state);
    void showConcerns();

    QLabel *m_about;
    AttentionList *m_attention;
    OverviewTiles *m_tiles;
    QLabel *m_circuitsTitle;
    TableView *m_circuits;
    BreakerModel *m_breakers;
    CertificateProbe m_certificate;
    QList<Concern> m_fromServer;
    bool m_databaseAway = false;
    qint64 m_locked = 0;
};

} // namespace auth::console
