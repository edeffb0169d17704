#pragma once

#include "api/import_messages.h"
#include "client/api_client.h"

namespace auth::console {

/// Sends rows to be imported, 500 at a time or as many as a request may hold. Rows that were sent before change
/// nothing, so after a failure or a pause it goes on with the piece that was not answered.
class ImportRun : public QObject {
    Q_OBJECT

public:
    enum class State { Idle, Running, Paused, Finished };
    /// A row that was refused.
    struct Failure {
        qsizetype row; ///< Counts from 0.
        QString problem;
    };

    explicit ImportRun(ApiClient &client, QObject *parent = nullptr);

    /// `lines` are objects of NDJSON, each with its end of line.
    void begin(QList<QByteArray> lines, bool dryRun);
    void resume();
    /// After the piece that is under way.
    void pause();

    State state() const { return m_state; }
    qsizetype total() const { return m_lines.size(); }
    qsizetype done() const { return m_next; }
    qint64 created() const { return m_created; }
    qint64 existing() const { return m_existing; }
    const QList<Failure> &failures() const { return m_failures; }

Q_SIGNALS:
    void progressed();
    /// Paused because the server did not answer, or refused all of it.
    void stuck(const auth::console::ApiError &error);
    void finished();

private:
    void send();
    void take(const Answer<ImportReport> &report);

    ApiClient &m_client;
    QList<QByteArray> m_lines;
    bool m_dryRun = true;
    State m_state = State::Idle;
    CallHandle m_call;
    qsizetype m_next = 0;
    qint64 m_created = 0;
    qint64 m_existing = 0;
    QList<Failure> m_failures;
};

} // namespace auth::console
