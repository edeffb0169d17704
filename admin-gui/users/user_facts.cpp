#include "users/user_facts.h"

#include "users/user_words.h"

#include <QtCore/QCoreApplication>

namespace auth::console {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::UserFacts)
};

KeyValueRow fact(const QString &label, const QString &value)
{
    return {.label = label, .value = value, .linkKind = {}, .linkTarget = {}, .isCode = false, .toolTip = {}};
}

KeyValueRow moment(const QString &label, Time time, const TimeText &times)
{
    KeyValueRow row = fact(label, times.shortText(time));
    row.toolTip = times.toolTip(time);
    return row;
}

} // namespace

std::vector<KeyValueRow> factsOf(const Account &account, const TimeText &times)
{
    std::vector<KeyValueRow> rows{fact(Words::tr("ID"), account.id.text()),
                                  fact(Words::tr("State"), stateText(account.state)),
                                  moment(Words::tr("Created"), account.createdAt, times)};
    rows.front().isCode = true;
    const auto add = [&](const QString &label, const std::optional<Time> &time) {
        if (time)
            rows.push_back(moment(label, *time, times));
    };
    add(Words::tr("Last login"), account.lastLogin);
    if (!account.lastLogin)
        rows.push_back(fact(Words::tr("Last login"), Words::tr("Never")));
    add(Words::tr("Last change"), account.updatedAt);
    add(Words::tr("Locked until"), account.lockedUntil);
    add(Words::tr("Deactivated"), account.deactivatedAt);
    add(Words::tr("Deleted"), account.deletedAt);
    if (account.mustChangePassword)
        rows.push_back(fact(Words::tr("Password"), Words::tr("Must be changed at the next sign-in")));
    return rows;
}

} // namespace auth::console
