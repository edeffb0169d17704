#pragma once

#include "support/accounts.h"
#include "support/daemon_process.h"

namespace auth::test {

/// People with one of the built-in roles each, signed in.
struct Staff {
    Account admin;
    Account support;
    Account user;
};

/// An administrator made on the command line. Before the daemon starts, or while it runs.
Account makeAdministrator(const DaemonProcess &daemon);
/// Staff for a daemon that runs, around an administrator of its.
Staff makeStaff(const HttpClient &client, const Account &admin);
/// Gives the account these roles and no other; the answer to that.
Answer giveRoles(const HttpClient &client, const Account &admin, const Account &account, const QStringList &roles);
/// What the account is known by.
QString idOf(const Account &account);

} // namespace auth::test
