#pragma once

#include "model/listed_session.h"
#include "shell/workspace.h"

namespace auth::console {

/// Ends sessions one after the other and tells how many. Deletes itself.
class SessionRevocation : public QObject {
    Q_OBJECT

public:
    SessionRevocation(Workspace &work, QList<ListedSession> sessions, QString reason, QObject *parent);

    void begin() { next(); }

Q_SIGNALS:
    void ended(const QString &sessionId);
    /// None is left to try.
    void finished();

private:
    void next();
    void tell();

    Workspace &m_work;
    QList<ListedSession> m_left;
    QString m_reason;
    int m_ended = 0;
    QList<ApiError> m_failures;
};

} // namespace auth::console
