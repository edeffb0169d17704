#pragma once

#include "shell/rights.h"
#include "shell/target.h"
#include "widgets/icons.h"

#include <QtGui/QAction>

namespace auth::console {

/// What an action is, once for menu, tool tip, palette and list of shortcuts.
struct ActionFacts {
    QString id;   ///< For the settings: "users.deactivate".
    QString text; ///< With its mnemonic.
    Icon icon = Icon::More;
    QKeySequence keys = {};
    std::optional<Place> place = {}; ///< Where alone it can be used.
    std::optional<Permission> needs = {};
    bool changes = false; ///< Something on the server: not with a read-only profile, not offline.
    QString about = {};   ///< For the tool tip; empty: the text.
};

/// Something the user can do. It is enabled when the page is shown, the rights allow it and the page says it is
/// possible; else its tool tip says why not.
class Action : public QAction {
    Q_OBJECT

public:
    Action(ActionFacts facts, const Rights &rights, QObject *parent);

    const ActionFacts &facts() const { return m_facts; }
    /// By the page: whether there is something to do it to.
    void setPossible(bool possible, const QString &whyNot = {});
    /// By the window: whether its page is shown.
    void setHere(bool here);
    /// Why it is disabled, as a sentence; empty when it is not.
    const QString &obstacle() const { return m_obstacle; }

private:
    void judge();

    ActionFacts m_facts;
    const Rights &m_rights;
    bool m_here = true;
    bool m_possible = true;
    bool m_judging = false;
    QString m_whyNot;
    QString m_obstacle;
};

} // namespace auth::console
