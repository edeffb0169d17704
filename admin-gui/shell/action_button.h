#pragma once

#include <QtCore/QtGlobal>
#include <QtCore/qnamespace.h>

QT_FORWARD_DECLARE_CLASS(QToolButton)

namespace auth::console {

class Action;

/// Runs the action and says what it says; called "users.new.button" for users.new.
QToolButton *actionButton(Action &action, Qt::ToolButtonStyle style = Qt::ToolButtonTextBesideIcon);

} // namespace auth::console
