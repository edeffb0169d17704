#include "shell/bulk_words.h"

#include <QtCore/QCoreApplication>

namespace auth::console {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::BulkWords)
};

} // namespace

QString bulkTitle(const BulkChange &change, qint64 count)
{
    const int n = static_cast<int>(count);
    switch (change.action) {
    case JobAction::Activate:
        return Words::tr("Activate %Ln users", nullptr, n);
    case JobAction::Deactivate:
        return Words::tr("Deactivate %Ln users", nullptr, n);
    case JobAction::Lock:
        return Words::tr("Lock %Ln users", nullptr, n);
    case JobAction::Unlock:
        return Words::tr("Unlock %Ln users", nullptr, n);
    case JobAction::RequirePasswordChange:
        return Words::tr("Require another password of %Ln users", nullptr, n);
    case JobAction::AddRole:
        return change.role ? Words::tr("Give %Ln users the role %1", nullptr, n).arg(*change.role)
                           : Words::tr("Give %Ln users a role", nullptr, n);
    case JobAction::RemoveRole:
        return change.role ? Words::tr("Take the role %1 from %Ln users", nullptr, n).arg(*change.role)
                           : Words::tr("Take a role from %Ln users", nullptr, n);
    case JobAction::EndSessions:
        return Words::tr("Sign %Ln users out everywhere", nullptr, n);
    case JobAction::Delete:
        return Words::tr("Delete %Ln users", nullptr, n);
    case JobAction::Restore:
        return Words::tr("Restore %Ln users", nullptr, n);
    case JobAction::Undo:
        break;
    }
    return Words::tr("Put %Ln users back", nullptr, n);
}

QString bulkResult(JobAction action, qint64 count)
{
    const int n = static_cast<int>(count);
    switch (action) {
    case JobAction::Activate:
        return Words::tr("%Ln users are activated.", nullptr, n);
    case JobAction::Deactivate:
        return Words::tr("%Ln users are deactivated.", nullptr, n);
    case JobAction::Lock:
        return Words::tr("%Ln users are locked.", nullptr, n);
    case JobAction::Unlock:
        return Words::tr("%Ln users are unlocked.", nullptr, n);
    case JobAction::RequirePasswordChange:
        return Words::tr("%Ln users have to choose another password.", nullptr, n);
    case JobAction::AddRole:
    case JobAction::RemoveRole:
        return Words::tr("%Ln users have other roles.", nullptr, n);
    case JobAction::EndSessions:
        return Words::tr("%Ln users are signed out everywhere.", nullptr, n);
    case JobAction::Delete:
        return Words::tr("%Ln users are deleted.", nullptr, n);
    case JobAction::Restore:
        return Words::tr("%Ln users are restored.", nullptr, n);
    case JobAction::Undo:
        break;
    }
    return Words::tr("%Ln users are as they were before.", nullptr, n);
}

QStringList bulkConsequences(JobAction action)
{
    switch (action) {
    case JobAction::Deactivate:
        return {Words::tr("All their sessions end now, and none of them can sign in until activated again.")};
    case JobAction::Lock:
        return {Words::tr("All their sessions end now, and none of them can sign in until the lock ends.")};
    case JobAction::RequirePasswordChange:
        return {Words::tr("All their sessions end now; their passwords open nothing but their own replacement.")};
    case JobAction::EndSessions:
        return {Words::tr("All their sessions end now. This cannot be undone.")};
    case JobAction::Delete:
        return {Words::tr("All their sessions end now. The accounts can be restored for a while.")};
    default:
        return {};
    }
}

bool isDestructive(JobAction action) { return !bulkConsequences(action).isEmpty() || action == JobAction::RemoveRole; }

} // namespace auth::console
