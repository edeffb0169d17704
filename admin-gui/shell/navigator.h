#pragma once

#include "shell/target.h"

#include <QtCore/QList>
#include <QtCore/QObject>

namespace auth::console {

/// Whose details the dock can show.
enum class Subject { User, Session, Request, AuditEntry, LogLine, Job };

/// Where the window goes, and where it came from. Pages ask it; the window listens.
class Navigator : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    const Target &current() const { return m_current; }
    bool canGoBack() const { return !m_back.isEmpty(); }
    bool canGoForward() const { return !m_forward.isEmpty(); }

    void go(const Target &target);
    void back();
    void forward();
    /// A page shows something else than it was sent to: what Back leads to from now on.
    void note(const Target &target) { m_current = target; }
    void showDetails(Subject subject, const QString &id) { Q_EMIT detailsWanted(subject, id); }

Q_SIGNALS:
    void went(const auth::console::Target &target);
    void detailsWanted(auth::console::Subject subject, const QString &id);

private:
    void arrive(const Target &target);

    static constexpr qsizetype remembered = 100;

    Target m_current;
    QList<Target> m_back;
    QList<Target> m_forward;
};

} // namespace auth::console
