#pragma once

#include "core/clock.h"
#include "core/field.h"
#include "model/audit.h"

#include <optional>

namespace auth {

/// What has gone from the trail because its time was over. The newest audit.pruned row has it as `after`, so that what
/// is left can be verified, and nothing can go without being on record.
struct AuditCheckpoint {
    qint64 first = 1; ///< The first row that is still there, if only as a stub.
    QString previous = QString(64, u'0');
    std::optional<Time> security = {}; ///< Rows of the class from before then have lost their content.
    std::optional<Time> accounts = {};
    std::optional<Time> system = {};

    bool operator==(const AuditCheckpoint &) const = default;

    std::optional<Time> &before(AuditClass of)
    {
        return of == AuditClass::Security ? security : of == AuditClass::Accounts ? accounts : system;
    }
    std::optional<Time> before(AuditClass of) const { return AuditCheckpoint(*this).before(of); }

    static constexpr auto fields()
    {
        return std::tuple{
            field(&AuditCheckpoint::first, {.name = "first", .about = "The first row that is still there.", .min = 1}),
            field(&AuditCheckpoint::previous,
                  {.name = "previous", .about = "The hash of the row before it.", .min = 64, .max = 64}),
            field(&AuditCheckpoint::security,
                  {.name = "security", .about = "Rows of this class from before then have lost their content."}),
            field(&AuditCheckpoint::accounts, {.name = "accounts", .about = "The same."}),
            field(&AuditCheckpoint::system, {.name = "system", .about = "The same."})};
    }
};

} // namespace auth
