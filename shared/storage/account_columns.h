#pragma once

/// What AccountRepository::accountOf() reads, in its order, from `users u`. Names of roles have no comma in them.
#define ACCOUNT_COLUMNS_OF(ROLES)                                                                                      \
    "u.public_id, u.username, u.email, u.is_active, u.created_at, u.updated_at, u.last_login, u.version, "             \
    "(SELECT " ROLES                                                                                                   \
    " FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE ur.user_id = u.id), length(u.password_hash), "        \
    "u.deactivated_at, u.locked_until, u.deleted_at, u.must_change_password"
#define ACCOUNT_COLUMNS_SQLITE ACCOUNT_COLUMNS_OF("group_concat(r.name, ',')")
#define ACCOUNT_COLUMNS_POSTGRES ACCOUNT_COLUMNS_OF("string_agg(r.name, ',')")
