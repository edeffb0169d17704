#pragma once

#include <vector>

namespace auth::test {

/// Milliseconds from starting the program that is shipped, with no settings, to its painted sign-in form; ascending.
std::vector<double> startTimes(int rounds);

} // namespace auth::test
