#include "shell/actions.h"

#include <QtWidgets/QWidget>

#include <algorithm>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QString keyOf(const QString &id) { return u"shortcuts/"_s + id; }

/// Two actions that can be used at the same time.
bool meet(const Action &one, const Action &other)
{
    const auto a = one.facts().place;
    const auto b = other.facts().place;
    return !a || !b || *a == *b;
}

} // namespace

Actions::Actions(const Rights &rights, QSettings &settings, QObject *parent)
    : QObject(parent), m_rights(rights), m_settings(settings)
{
}

Action *Actions::add(ActionFacts facts, std::function<void()> run)
{
    auto *action = new Action(std::move(facts), m_rights, this);
    const QString kept = keyOf(action->facts().id);
    if (m_settings.contains(kept))
        action->setShortcut(QKeySequence(m_settings.value(kept).toString(), QKeySequence::PortableText));
    connect(action, &QAction::triggered, this, std::move(run));
    m_all += action;
    return action;
}

Action *Actions::addFor(QWidget *widget, ActionFacts facts, std::function<void()> run)
{
    Action *action = add(std::move(facts), std::move(run));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    widget->addAction(action);
    return action;
}

QList<Action *> Actions::of(std::optional<Place> place) const
{
    QList<Action *> found;
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(found),
                 [&](const Action *each) { return each->facts().place == place; });
    return found;
}

Action *Actions::find(const QString &id) const
{
    const auto found =
        std::find_if(m_all.begin(), m_all.end(), [&](const Action *each) { return each->facts().id == id; });
    return found == m_all.end() ? nullptr : *found;
}

void Actions::rebind(Action &action, const QKeySequence &keys)
{
    for (Action *other : m_all) {
        if (other != &action && !keys.isEmpty() && other->shortcut() == keys && meet(*other, action))
            rebind(*other, {});
    }
    action.setShortcut(keys);
    m_settings.setValue(keyOf(action.facts().id), keys.toString(QKeySequence::PortableText));
}

void Actions::enter(Place place)
{
    for (Action *action : m_all) {
        if (action->facts().place)
            action->setHere(action->facts().place == place);
    }
}

} // namespace auth::console
