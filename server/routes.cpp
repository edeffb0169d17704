#include "routes.h"

#include "api/endpoints.h"
#include "services/accounts.h"
#include "services/audit.h"
#include "services/audit_retention.h"
#include "services/documents.h"
#include "services/health.h"
#include "services/jobs.h"
#include "services/log_stream.h"
#include "services/password_resets.h"
#include "services/registration.h"
#include "services/roles.h"
#include "services/session_administration.h"
#include "services/sign_in.h"
#include "services/user_administration.h"
#include "services/user_directory.h"
#include "services/user_import.h"
#include "system/log_levels.h"
#include "system/summary.h"
#include "system/system_service.h"

namespace auth {

void bindRoutes(Router &router, Services services)
{
    router.bind(api::registerUser, services.registration, &Registration::registerUser);
    router.bind(api::login, services.signIn, &SignIn::login);
    router.bind(api::replacePassword, services.signIn, &SignIn::replacePassword);
    router.bind(api::resetPassword, services.passwordResets, &PasswordResets::reset);
    router.bind(api::refresh, services.signIn, &SignIn::refresh);
    router.bind(api::logout, services.signIn, &SignIn::logout);
    router.bind(api::logoutAll, services.signIn, &SignIn::logoutAll);
    router.bind(api::verify, services.accounts, &Accounts::identity);
    router.bind(api::profile, services.accounts, &Accounts::profile);
    router.bind(api::changeProfile, services.accounts, &Accounts::change);
    router.bind(api::changePassword, services.accounts, &Accounts::changePassword);
    router.bind(api::ownSessions, services.accounts, &Accounts::sessions);
    router.bind(api::endOwnSession, services.accounts, &Accounts::endSession);
    router.bind(api::users, services.userDirectory, &UserDirectory::list);
    router.bind(api::userAnchors, services.userDirectory, &UserDirectory::anchors);
    router.bind(api::changeUsers, services.jobs, &Jobs::change);
    router.bind(api::auditList, services.audit, &Audit::list);
    router.bind(api::auditExport, services.audit, &Audit::exported);
    router.bind(api::eraseFromAudit, services.audit, &Audit::erase);
    router.bind(api::auditRetention, services.auditRetention, &AuditRetention::report);
    router.bind(api::jobs, services.jobs, &Jobs::list);
    router.bind(api::job, services.jobs, &Jobs::get);
    router.bind(api::jobItems, services.jobs, &Jobs::items);
    router.bind(api::startJob, services.jobs, &Jobs::start);
    router.bind(api::cancelJob, services.jobs, &Jobs::cancel);
    router.bind(api::undoJob, services.jobs, &Jobs::undo);
    router.bind(api::importUsers, services.userImport, &UserImport::importUsers);
    router.bind(api::followLog, services.logStream, &LogStream::open);
    router.bind(api::user, services.users, &UserAdministration::user);
    router.bind(api::inviteUser, services.users, &UserAdministration::invite);
    router.bind(api::editUser, services.users, &UserAdministration::edit);
    router.bind(api::setUserRoles, services.users, &UserAdministration::setRoles);
    router.bind(api::activateUser, services.users, &UserAdministration::activate);
    router.bind(api::deactivateUser, services.users, &UserAdministration::deactivate);
    router.bind(api::lockUser, services.users, &UserAdministration::lock);
    router.bind(api::unlockUser, services.users, &UserAdministration::unlock);
    router.bind(api::requirePasswordChange, services.users, &UserAdministration::requirePasswordChange);
    router.bind(api::resetUserPassword, services.users, &UserAdministration::resetPassword);
    router.bind(api::removeUser, services.users, &UserAdministration::remove);
    router.bind(api::restoreUser, services.users, &UserAdministration::restore);
    router.bind(api::userSessions, services.sessions, &SessionAdministration::list);
    router.bind(api::endUserSessions, services.sessions, &SessionAdministration::endAll);
    router.bind(api::endUserSession, services.sessions, &SessionAdministration::end);
    router.bind(api::roles, services.roles, &Roles::list);
    router.bind(api::role, services.roles, &Roles::one);
    router.bind(api::createRole, services.roles, &Roles::create);
    router.bind(api::editRole, services.roles, &Roles::edit);
    router.bind(api::removeRole, services.roles, &Roles::remove);
    router.bind(api::health, services.health, &Health::alive);
    router.bind(api::livez, services.health, &Health::alive);
    router.bind(api::readyz, services.health, &Health::ready);
    router.bind(api::systemState, services.system, &SystemService::state);
    router.bind(api::resetBreaker, services.system, &SystemService::resetBreaker);
    router.bind(api::systemSummary, services.summary, &Summary::summary);
    router.bind(api::logLevels, services.logLevels, &LogLevels::levels);
    router.bind(api::changeLogLevels, services.logLevels, &LogLevels::change);
    router.bind(api::metrics, services.metrics, &Metrics::serve);
    router.bind(api::jwks, services.documents, &Documents::jwks);
    router.bind(api::openApi, services.documents, &Documents::openApi);
    router.bind(api::docs, services.documents, &Documents::docs);
    router.bind(api::docsAsset, services.documents, &Documents::asset);
    if (router.bound().size() != qsizetype{std::tuple_size_v<std::decay_t<decltype(api::all)>>})
        qFatal("an endpoint is bound that is not in the list, or the other way round");
}

} // namespace auth
