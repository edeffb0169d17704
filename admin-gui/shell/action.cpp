#include "shell/action.h"

#include <QtCore/QScopedValueRollback>

namespace auth::console {

using namespace Qt::StringLiterals;

Action::Action(ActionFacts facts, const Rights &rights, QObject *parent)
    : QAction(console::icon(facts.icon), facts.text, parent), m_facts(std::move(facts)), m_rights(rights)
{
    setObjectName(m_facts.id);
    setShortcut(m_facts.keys);
    setHere(!m_facts.place);
    connect(&rights, &Rights::changed, this, &Action::judge);
    connect(this, &QAction::changed, this, &Action::judge); // keys may be changed by the user
    judge();
}

void Action::setPossible(bool possible, const QString &whyNot)
{
    m_possible = possible;
    m_whyNot = whyNot;
    judge();
}

void Action::setHere(bool here)
{
    m_here = here;
    judge();
}

void Action::judge()
{
    if (m_judging)
        return;
    const QScopedValueRollback judging(m_judging, true); // what follows is a change itself
    m_obstacle = m_rights.obstacle(m_facts.needs, m_facts.changes);
    if (m_obstacle.isEmpty() && !m_possible)
        m_obstacle = m_whyNot.isEmpty() ? tr("Select something first.") : m_whyNot;
    const QString keys = shortcut().toString(QKeySequence::NativeText);
    QString tip = m_facts.about.isEmpty() ? QString(text()).remove(u'&') : m_facts.about;
    if (!keys.isEmpty())
        tip = tr("%1 (%2)").arg(tip, keys);
    setToolTip(m_obstacle.isEmpty() ? tip : tip + u'\n' + m_obstacle);
    setStatusTip(m_obstacle);
    QAction::setEnabled(m_here && m_obstacle.isEmpty());
}

} // namespace auth::console
