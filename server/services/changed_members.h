#pragma once

#include "core/json_write.h"

#include <string_view>

namespace auth {

/// What an edit changed, for the audit trail: JSON objects of the members that differ, secrets masked.
struct ChangedMembers {
    QByteArray before;
    QByteArray after;
};

/// Without `version` and `updated_at`, which differ whenever anything does. Empty objects are nothing.
template<Described T> ChangedMembers changedMembers(const T &before, const T &after)
{
    ChangedMembers changed;
    bool any = false;
    {
        json::ObjectWriter was(changed.before);
        json::ObjectWriter is(changed.after);
        forEachField<T>([&](const auto &field) {
            const std::string_view name = field.facts.name;
            if (before.*field.member == after.*field.member || name == "version" || name == "updated_at")
                return;
            any = true;
            was.member(field.facts.name, before.*field.member);
            is.member(field.facts.name, after.*field.member);
        });
    }
    return any ? changed : ChangedMembers{};
}

} // namespace auth
