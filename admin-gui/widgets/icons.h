#pragma once

#include "widgets/theme_colors.h"

#include <QtGui/QIcon>

#include <optional>

namespace auth::console {

/// Every picture of the console; icons.cpp says which of Breeze's stands for it.
enum class Icon {
    Overview,
    Users,
    Sessions,
    Audit,
    Logs,
    Server,
    Jobs,
    Search,
    Refresh,
    Add,
    Edit,
    Delete,
    Restore,
    Activate,
    Deactivate,
    Lock,
    Unlock,
    Key,
    Roles,
    SignOut,
    Export,
    Import,
    Copy,
    Filter,
    Pause,
    Play,
    Follow,
    Bookmark,
    Warning,
    Error,
    Info,
    Success,
    Close,
    Settings,
    Help,
    Connect,
    Disconnect,
    Details,
    Reveal,
    Back,
    Forward,
    Down,
    Up,
    Undo,
    More,
    Keyboard,
    Time,
    Link,
    Forbidden,
};

/// In the palette's text colour of the moment it is drawn (it follows the theme, disabled and selected states), or
/// always in the colour of `tone`.
QIcon icon(Icon icon, std::optional<Tone> tone = std::nullopt);
/// The icon that goes with a tone: a tick, an exclamation mark, ...
Icon iconOf(Tone tone);

} // namespace auth::console
