#pragma once

#include "shell/workspace.h"
#include "widgets/command_palette.h"

namespace auth::console {

/// What a pasted e-mail address, id or request id may lead to, for the command palette.
std::vector<Command> commandsFor(const QString &pasted, Navigator &navigator);

} // namespace auth::console
