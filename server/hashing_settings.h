#pragma once

#include "crypto/password_hasher.h"
#include "settings.h"

namespace auth {

/// How passwords are hashed, and which hashes of others are taken. Expects resolved settings.
PasswordHasher::Options hashingOptions(const Settings &settings);
/// The same for a command that hashes one password, if any.
PasswordHasher::Options commandHashingOptions(const Settings &settings);

} // namespace auth
