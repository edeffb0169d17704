#pragma once

#include <QtCore/QObject>

namespace auth {
inline namespace item_outcomes { // for a meta-object of its own, see core/error.h
Q_NAMESPACE

/// What became of one account of a job, or would. Travels in snake_case as a text: a console may meet some of a newer
/// server.
enum class ItemOutcome {
    Changed,
    Unchanged, ///< Was so already.
    Forbidden, ///< The account may do more than whoever asked, or the role allows more.
    OwnAccount,
    ChangedSince, ///< Undo: it is not as the job has left it.
    UnknownRole,
    Deleted,
    NotDeleted, ///< Nothing to restore.
    NoPassword, ///< None that could be required to change.
    LastAdministrator,
    NotFound, ///< Gone since it was chosen.
};
Q_ENUM_NS(ItemOutcome)
} // namespace item_outcomes

} // namespace auth
