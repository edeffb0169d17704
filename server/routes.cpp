#include "routes.h"

#include "api/endpoints.h"
#include "services/accounts.h"
#include "services/documents.h"
#include "services/health.h"
#include "services/jobs.h"
#include "services/registration.h"
#include "services/sign_in.h"
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
    router.bind(api::jobs, services.jobs, &Jobs::list);
    router.bind(api::job, services.jobs, &Jobs::get);
    router.bind(api::jobItems, services.jobs, &Jobs::items);
    router.bind(api::startJob, services.jobs, &Jobs::start);
    router.bind(api::cancelJob, services.jobs, &Jobs::cancel);
    router.bind(api::undoJob, services.jobs, &Jobs::undo);
    router.bind(api::importUsers, services.userImport, &UserImport::importUsers);
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
