#pragma once

#include "core/clock.h"
#include "core/field.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

namespace auth {

/// A name for a set of permissions. Its own name never changes; accounts have it by that.
struct Role {
    QString name;
    QString description;
    QStringList permissions;
    bool builtIn = false;
    Time createdAt{};
    Time updatedAt{};
    qint64 version = 1;

    bool operator==(const Role &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&Role::name, {.name = "name", .about = "Never changes."}),
            field(&Role::description, {.name = "description", .about = "For people."}),
            field(&Role::permissions, {.name = "permissions", .about = "What it allows, in a fixed order."}),
            field(&Role::builtIn, {.name = "built_in", .about = "True: can be neither changed nor deleted."}),
            field(&Role::createdAt, {.name = "created_at", .about = "When it was made."}),
            field(&Role::updatedAt, {.name = "updated_at", .about = "When it was last changed."}),
            field(&Role::version,
                  {.name = "version", .about = "Grows with each change; the value of ETag and If-Match."})};
    }
};

/// 2 to 50 lower-case ASCII letters, digits, '_' and '-', the first one a letter. So no name has a comma.
bool isValidRoleName(QStringView name);

} // namespace auth
