#include "crypto/sodium_init.h"

#include <QtCore/QtGlobal>

#include <sodium.h>

namespace auth {

void initSodium()
{
    // Without it there is neither a checked random source nor the fast implementation for this processor.
    static const bool ready = sodium_init() >= 0;
    if (!ready)
        qFatal("libsodium cannot be initialised: no source of randomness");
}

} // namespace auth
