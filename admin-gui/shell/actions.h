#pragma once

#include "shell/action.h"

#include <QtCore/QSettings>

#include <functional>

QT_FORWARD_DECLARE_CLASS(QWidget)

namespace auth::console {

/// Every action of a window, so that menus, palette, list of shortcuts and their test have them all. Keys the user has
/// chosen come from the settings.
class Actions : public QObject {
    Q_OBJECT

public:
    Actions(const Rights &rights, QSettings &settings, QObject *parent = nullptr);

    Action *add(ActionFacts facts, std::function<void()> run);
    /// Works only while the focus is in `widget`: for keys that a line edit needs itself, such as Space and Del.
    Action *addFor(QWidget *widget, ActionFacts facts, std::function<void()> run);

    const QList<Action *> &all() const { return m_all; }
    QList<Action *> of(std::optional<Place> place) const;
    Action *find(const QString &id) const;

    /// Another key for an action, kept in the settings; the action that had it loses it.
    void rebind(Action &action, const QKeySequence &keys);
    /// The window shows this page now.
    void enter(Place place);

private:
    const Rights &m_rights;
    QSettings &m_settings;
    QList<Action *> m_all;
};

} // namespace auth::console
