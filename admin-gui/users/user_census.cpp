#include "users/user_census.h"

#include "api/endpoints/users.h"

namespace auth::console {

using namespace Qt::StringLiterals;

UserCensus::UserCensus(ApiClient &client, QObject *parent) : QObject(parent), m_client(client) {}

void UserCensus::take()
{
    UserFilter administrators;
    administrators.role = u"admin"_s;
    administrators.state = AccountState::Active;
    count({}, m_population);
    count(administrators, m_administrators);
}

void UserCensus::count(const UserFilter &filter, std::optional<qint64> &result)
{
    const UserListRequest request{filter, {}, 1, {}, {}, CountMode::Exact};
    m_client.send(api::users, request, this, [this, &result](const Answer<auth::Page<Account>> &answer) {
        if (!answer)
            return;
        result = answer->total.value;
        Q_EMIT changed();
    });
}

} // namespace auth::console
