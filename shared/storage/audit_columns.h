#pragma once

/// What AuditRepository::rowOf() reads, from `audit`.
#define AUDIT_COLUMNS                                                                                                  \
    "seq, time, class, action, actor, target_kind, target, person, request_id, actor_data, actor_digest, "             \
    "target_data, "                                                                                                    \
    "target_digest, content, previous, hash"
