#pragma once

#include "client/api_client.h"
#include "users/user_question.h"

namespace auth::console {

/// Places far down a list from which the server can go on without counting through all that is before them.
class UserAnchorList : public QObject {
    Q_OBJECT

public:
    /// So many rows behind a cursor, or behind the beginning.
    struct Place {
        std::optional<QString> cursor = {};
        int offset = 0;
    };
    /// What the server skips without an anchor.
    static constexpr int longestSkip = 10'000;

    explicit UserAnchorList(ApiClient &client, QObject *parent = nullptr);

    void forget();
    /// Unless it is being asked already. A search has none: only its best hits are listed.
    void ask(const UserQuestion &question);
    bool isAsking() const { return m_call.isUnderWay(); }
    bool isEmpty() const { return m_anchors.anchors.isEmpty(); }
    /// Nothing: too far down without anchors.
    std::optional<Place> placeOf(int row) const;

Q_SIGNALS:
    void loaded();
    void failed(const auth::console::ApiError &error);

private:
    ApiClient &m_client;
    CallHandle m_call;
    UserAnchors m_anchors;
};

} // namespace auth::console
