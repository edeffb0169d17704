#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

namespace auth {
inline namespace user_sorts { // for a meta-object of its own, see core/error.h
Q_NAMESPACE

/// The orders a list of accounts can have: those with an index. On the wire a minus stands for the last first.
enum class UserSort {
    Relevance, ///< Of a search: whole words first, then beginnings, then the rest; each by address.
    CreatedAt,
    CreatedAtDescending,
    LastLogin,           ///< Who never signed in comes first,
    LastLoginDescending, ///< or last.
    Email,
    EmailDescending,
    Username,
    UsernameDescending,
};
Q_ENUM_NS(UserSort)
} // namespace user_sorts

/// "-created_at" for CreatedAtDescending.
QString wireName(UserSort sort);

} // namespace auth
