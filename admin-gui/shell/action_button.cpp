#include "shell/action_button.h"

#include "shell/action.h"

#include <QtWidgets/QToolButton>

namespace auth::console {

using namespace Qt::StringLiterals;

QToolButton *actionButton(Action &action, Qt::ToolButtonStyle style)
{
    auto *button = new QToolButton;
    button->setObjectName(action.facts().id + u".button"_s);
    button->setAccessibleName(action.text().remove(u'&'));
    button->setDefaultAction(&action);
    button->setToolButtonStyle(style);
    return button;
}

} // namespace auth::console
