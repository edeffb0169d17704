#pragma once

#include "crypto/key_ring.h"
#include "crypto/token_signer.h"
#include "settings.h"

namespace auth {

/// JWT_SECRET_KEY, or in development the key file beside the database, made when there is none.
Result<KeyRing> loadKeys(const Settings &settings);

/// The signer of access tokens for JWT_ALGORITHM.
Result<std::unique_ptr<TokenSigner>> makeSigner(const Settings &settings, const KeyRing &keys);

} // namespace auth
