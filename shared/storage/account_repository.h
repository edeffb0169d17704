#pragma once

#include "model/account.h"
#include "model/permission.h"
#include "storage/connection.h"

namespace auth {

/// Accounts as administrators see and change them. Whatever changes what others see of one also moves its `version` and
/// `updated_at`.
class AccountRepository {
public:
    /// The columns accountOf() reads, from `users u`.
    static Account accountOf(const Row &row, Time now);

    static Result<std::optional<Account>> byId(Connection &connection, UserId id, Time now);
    /// Whether somebody may sign in with it, which stays so until the end of the transaction; nothing: no such account.
    static Result<std::optional<bool>> isActive(Connection &connection, UserId id);
    /// What the account's roles allow, whatever its state; none for nobody.
    static Result<Permissions> permissions(Connection &connection, UserId id);
};

} // namespace auth
