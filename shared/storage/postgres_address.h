#pragma once

#include "core/result.h"
#include "core/secret.h"

#include <QtCore/QList>
#include <QtCore/QString>

namespace auth {

/// Where a PostgreSQL database is and how to sign in there.
struct PostgresAddress {
    struct Option {
        QString keyword, value;
        bool operator==(const Option &) const = default;
    };

    QString user; ///< Empty: libpq's default, the account that runs the program.
    Secret password;
    QString database;
    QList<Option> options; ///< libpq's keywords, host and port among them.

    bool has(QStringView keyword) const;
    QString value(QStringView keyword) const;
    /// For errors: the database and its hosts.
    QString name() const;
    /// The options in libpq's own spelling.
    QString connectOptions() const;
};

/// postgresql://user:password@host:port,host:port/database?keyword=value, every part percent-encoded; any keyword of
/// libpq may follow the `?`, also host, for the folder of a socket. Errors never repeat a part of the URL: where a
/// character was not encoded, any part may hold some of the password.
Result<PostgresAddress> postgresAddress(const QString &url);

} // namespace auth
