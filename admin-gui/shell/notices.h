#pragma once

#include "client/api_error.h"
#include "widgets/message_stack.h"

#include <QtCore/QObject>

#include <functional>

namespace auth::console {

/// What the window tells the user in passing, and what can still be undone.
class Notices : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void say(Tone tone, const QString &text, std::vector<MessageAction> more = {});
    /// With the request id, Copy details and, where asking again may help, Retry. `what` failed: "Deactivate ada".
    void fail(const QString &what, const ApiError &error, std::function<void()> retry = {});
    /// Something was done; `undo` puts it back. Also by Ctrl+Z, the last one first. `more` leads on from there.
    void done(const QString &text, std::function<void()> undo = {}, std::vector<MessageAction> more = {});

    bool canUndo() const { return !m_undoable.isEmpty(); }
    QString undoText() const { return canUndo() ? m_undoable.last().text : QString(); }
    void undo();

Q_SIGNALS:
    void posted(const auth::console::Message &message);
    void undoChanged();

private:
    struct Undoable {
        int id;
        QString text;
        std::function<void()> undo;
    };
    void take(int id);

    QList<Undoable> m_undoable;
    int m_next = 1;
};

/// The failure in a sentence: what, why, and the members to blame.
QString sentence(const QString &what, const ApiError &error);

} // namespace auth::console
