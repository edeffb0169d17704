#pragma once

namespace auth {

/// Initialises libsodium once; ends the process when it cannot be. Thread-safe, and nearly free when done before.
void initSodium();

} // namespace auth
