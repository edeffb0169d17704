#include "users/user_anchor_list.h"

#include "api/endpoints/users.h"

namespace auth::console {

UserAnchorList::UserAnchorList(ApiClient &client, QObject *parent) : QObject(parent), m_client(client) {}

void UserAnchorList::forget()
{
    m_call.cancel();
    m_anchors = {};
}

void UserAnchorList::ask(const UserQuestion &question)
{
    if (isAsking() || question.isByRelevance())
        return;
    const UserAnchorsRequest request{question.filter, question.sort, {}};
    m_call = m_client.send(api::userAnchors, request, this, [this](const Answer<UserAnchors> &answer) {
        if (!answer) {
            Q_EMIT failed(answer.error());
            return;
        }
        m_anchors = *answer;
        Q_EMIT loaded();
    });
}

std::optional<UserAnchorList::Place> UserAnchorList::placeOf(int row) const
{
    if (row <= longestSkip)
        return Place{.cursor = {}, .offset = row};
    if (isEmpty())
        return std::nullopt;
    const auto anchor = std::min<qint64>(row / m_anchors.step, m_anchors.anchors.size());
    return Place{.cursor = m_anchors.anchors[anchor - 1], .offset = row - static_cast<int>(anchor * m_anchors.step)};
}

} // namespace auth::console
