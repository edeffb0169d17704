#pragma once

#include "model/listed_session.h"
#include "shell/details_panel.h"
#include "shell/workspace.h"

namespace auth::console {

class KeyValueView;

/// One session: whose, since when, from where, and what it leads to.
class SessionPanel : public DetailsPanel {
    Q_OBJECT

public:
    explicit SessionPanel(Workspace &work, QWidget *parent = nullptr);

    void show(const ListedSession &session);
    /// Sessions are shown from the list alone: there is nothing to load.
    void open(const QString &) override {}
    QString title() const override;

private:
    void follow(const QString &kind, const QString &target);

    Workspace &m_work;
    ListedSession m_session;
    KeyValueView *m_facts;
};

} // namespace auth::console
