#pragma once

#include "shell/page.h"
#include "shell/workspace.h"
#include "widgets/state_view.h"

#include <QtCore/QTimer>

#include <functional>
#include <list>

namespace auth::console {

/// A page that asks the server again and again while it is seen, and shows what it knows while the server is away.
class LivePage : public Page {
    Q_OBJECT

public:
    /// Asks everything anew.
    void refresh() override;

protected:
    /// `needs`: without it the page says so instead of showing its content.
    LivePage(Place place, Workspace &workspace, Permission needs, QWidget *parent);

    /// Takes it; once, in the constructor.
    void setContent(QWidget *content);
    /// Sends a question; nothing when there is none to ask.
    using Ask = std::function<CallHandle()>;
    /// From the next showing on, but not while it is under way; an answer goes to took() or failed().
    void every(std::chrono::milliseconds interval, Ask ask);
    Workspace &workspace() const { return m_workspace; }
    StateView &state() { return *m_state; }
    /// Something has been shown that is still there.
    bool hasAnswer() const { return m_answered.has_value(); }

    void took();
    void failed(const ApiError &error);
    /// What is shown is of some time ago.
    virtual void setStale(bool) {}

    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Question {
        QTimer *timer;
        Ask ask;
        CallHandle call = {};
    };

    void askAgain(Question &question);
    void askAll();
    void judgeConnection();

    Workspace &m_workspace;
    const Permission m_needs;
    StateView *m_state = nullptr;
    std::list<Question> m_questions; ///< Their timers know where they are.
    std::optional<QTime> m_answered; ///< Local, of the last answer.
};

/// The failure as a page shows it.
Failure failureOf(const ApiError &error);

} // namespace auth::console
