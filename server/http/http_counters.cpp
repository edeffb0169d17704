#include "http/http_counters.h"

namespace auth {

HttpCounters LiveHttpCounters::snapshot() const
{
    HttpCounters counters{
        .accepted = accepted,
        .open = open,
        .refusedOverConnections = refusedOverConnections,
        .refusedOverAddress = refusedOverAddress,
        .acceptPauses = acceptPauses,
        .requests = requests,
        .answersDropped = answersDropped,
        .headTimeouts = headTimeouts,
        .bodyTimeouts = bodyTimeouts,
        .idleTimeouts = idleTimeouts,
        .writeTimeouts = writeTimeouts,
        .rejected = {},
    };
    for (std::size_t code = 0; code < m_rejected.size(); ++code) {
        if (const quint64 count = m_rejected[code])
            counters.rejected[static_cast<ErrorCode>(code)] = count;
    }
    return counters;
}

} // namespace auth
