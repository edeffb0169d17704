#pragma once

#include "api/audit_messages.h"
#include "shell/list_page.h"

namespace auth::console {

class AuditPanel;
class DetailsDock;

/// The audit trail, newest first. Nothing here changes it.
class AuditPage : public ListPage {
    Q_OBJECT

public:
    AuditPage(Workspace &work, DetailsDock &details, QWidget *parent);

    /// Into a file of the user's choice, cancellable; `path` empty: asks for one.
    void exportTrail(QString path = {});

protected:
    std::optional<FilterProblem> apply(const QString &filter) override;
    void selectionChanged() override;
    void activated(const QModelIndex &index) override;

private:
    using Model = CursorModel<AuditEntry>;

    void addActions();
    const AuditEntry *current() const;
    void showEntry(const AuditEntry &entry);

    Model *m_model;
    DetailsDock &m_details;
    AuditPanel *m_panel;
    Action *m_toUser = nullptr;
    Action *m_toRequest = nullptr;
    Action *m_sameActor = nullptr;
};

} // namespace auth::console
