#pragma once

#include "api/audit_messages.h"
#include "shell/details_panel.h"
#include "shell/workspace.h"

QT_FORWARD_DECLARE_CLASS(QLabel)

namespace auth::console {

class DiffView;
class KeyValueView;

/// One entry of the trail: who, what, to whom, why, and each member before and after.
class AuditPanel : public DetailsPanel {
    Q_OBJECT

public:
    explicit AuditPanel(Workspace &work, QWidget *parent = nullptr);

    void show(const AuditEntry &entry);
    /// Entries are shown from the list alone: there is nothing to load.
    void open(const QString &) override {}
    QString title() const override;

private:
    void follow(const QString &kind, const QString &target);

    Workspace &m_work;
    AuditEntry m_entry;
    KeyValueView *m_facts;
    QLabel *m_noChange;
    DiffView *m_change;
};

} // namespace auth::console
