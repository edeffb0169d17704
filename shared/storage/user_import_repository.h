#pragma once

#include "model/permission.h"
#include "storage/connection.h"

#include <QtCore/QHash>
#include <QtCore/QSet>

#include <span>

namespace auth {

/// An account that comes with all it is to have. It gets version 1.
struct ImportedUser {
    UserId id;
    QString username;
    QString email;
    QByteArray passwordHash; ///< Empty: nobody has chosen a password yet.
    QList<qint64> roles;     ///< As roles() numbers them.
    bool isActive = true;
    bool mustChangePassword = false;
    Time createdAt{};
};

/// What accounts that are there have, of what was asked for and beside it.
struct TakenKeys {
    QHash<QString, UserId> emails; ///< In the canonical form.
    QSet<QString> usernames;       ///< In the canonical form.
    QSet<UserId> ids;
};

struct KnownRole {
    qint64 id;
    Permissions permissions;
};

/// Many accounts at a time: a fixed number of statements on a server that is reached over a network.
class UserImportRepository {
public:
    /// By name. Until the end of the transaction nobody changes what one allows.
    static Result<QHash<QString, KnownRole>> roles(Connection &connection);

    /// Who has one of these, deleted accounts included.
    static Result<TakenKeys> taken(Connection &connection, const QStringList &emails, const QStringList &usernames,
                                   const QList<UserId> &ids);

    /// The ids of those that were inserted; the others have something that somebody took meanwhile.
    static Result<QSet<UserId>> insert(Connection &connection, std::span<const ImportedUser> users, Time now);
};

} // namespace auth
