#pragma once

#include "widgets/state_page.h"

#include <QtCore/QTimer>

class QLabel;
class QProgressBar;
class QStackedLayout;

namespace auth::console {

/// What went wrong, as a person and a bug report need it.
struct Failure {
    QString text = {};      ///< A sentence.
    QString requestId = {}; ///< May be empty.
    QString details = {};   ///< What Copy details copies. Empty: text and request id.
};

/// One of the states every page has: loading, content, empty, error, forbidden; and over the content, a thin bar while
/// it is refreshed and a banner while the server cannot be reached. Nothing moves for answers that take under 300 ms.
class StateView : public QWidget {
    Q_OBJECT

public:
    enum class State { Content, Loading, Empty, Error, Forbidden };
    Q_ENUM(State)

    /// Takes `content`, and starts by showing it.
    explicit StateView(QWidget *content, QWidget *parent = nullptr);

    State state() const { return m_state; }
    /// The first load: rows of grey bars.
    void showLoading();
    void showContent();
    /// Nothing there, or nothing that matches: say which, and what to do about it.
    void showEmpty(Icon icon, const QString &text, const StateButton &button);
    /// With Retry, which emits retryRequested(), and Copy details.
    void showError(const Failure &failure);
    /// `missing` is the permission in words, `whoGrants` who can give it.
    void showForbidden(const QString &missing, const QString &whoGrants);

    /// Content that is there already is loaded anew, and stays usable meanwhile.
    void setRefreshing(bool refreshing);
    /// The server is away and this is what was known at `time`, already in words ("10:02"). Empty: all is well.
    void setStaleSince(const QString &time);

Q_SIGNALS:
    void retryRequested();
    void stateChanged();

private:
    void become(State state);
    void showDelayed();
    void copyDetails(const Failure &failure) const;

    State m_state = State::Content;
    bool m_refreshing = false;
    QTimer m_patience;
    QWidget *m_content;
    QProgressBar *m_progress;
    QWidget *m_banner;
    QLabel *m_bannerText;
    QStackedLayout *m_stack;
    SkeletonRows *m_skeleton;
    StatePage *m_page;
};

} // namespace auth::console
