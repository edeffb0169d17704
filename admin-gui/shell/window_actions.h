#pragma once

namespace auth::console {

class MainWindow;

/// What can be done in every place: moving about, palette, settings, locking.
void addWindowActions(MainWindow &window);
/// The menus, from all actions there are.
void fillMenus(MainWindow &window);

} // namespace auth::console
