#pragma once

#include "api/log_messages.h"
#include "log_store/stored_line.h"
#include "model/audit_row.h"
#include "peers/peer_client.h"
#include "services/caller.h"
#include "services/instances.h"
#include "services/log_search.h"
#include "storage/database.h"

namespace auth {

/// All that is known of one request: what the log store of each instance has of it, and the audit trail. Thread-safe.
class RequestStories {
public:
    /// Lines and rows beyond these are left out, and the story is not complete.
    static constexpr qsizetype mostLines = 1000;

    /// `instances`: null where nobody shares the database.
    RequestStories(const LogSearch &lines, Database &database, const Instances *instances, const PeerClient &peers,
                   QString instance)
        : m_lines(lines), m_database(database), m_instances(instances), m_peers(peers), m_instance(std::move(instance))
    {
    }

    /// NotFound when nobody who could be asked knows of it.
    Result<RequestStory> tell(const StoryRequest &request, const Caller &caller);

private:
    QList<StoredLine> ownLines(const QString &requestId, RequestStory &story) const;
    QList<AuditRow> auditRows(const QString &requestId, RequestStory &story) const;
    QList<QList<StoryEntry>> askOthers(const StoryRequest &request, RequestStory &story) const;
    QList<StoryEntry> take(const Result<QByteArray> &answer, StorySource &source, RequestStory &story) const;

    const LogSearch &m_lines;
    Database &m_database;
    const Instances *const m_instances;
    const PeerClient &m_peers;
    const QString m_instance;
};

} // namespace auth
