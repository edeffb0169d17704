#pragma once

#include "model/role.h"
#include "shell/workspace.h"

namespace auth::console {

/// What is done to roles. Says what came of it, and offers to put it back.
class RoleChanges : public QObject {
    Q_OBJECT

public:
    /// Dialogs stand over `window`.
    RoleChanges(Workspace &workspace, QWidget *window);

    void make() { openDialog(std::nullopt); }
    void edit(const Role &role) { openDialog(role); }
    /// Asks first.
    void remove(const Role &role);

Q_SIGNALS:
    /// Roles are not what they were; this one is worth looking at, if any.
    void changed(const QString &name);

private:
    void openDialog(const std::optional<Role> &role);
    void tellSaved(const std::optional<Role> &before, const Role &after);
    void putBack(const Role &before, const Role &after);
    void sendRemoval(const Role &role, const QString &reason);
    void makeAgain(const Role &role);

    Workspace &m_workspace;
    QWidget *m_window;
};

} // namespace auth::console
