#pragma once

#include "client/api_client.h"
#include "model/user_filter.h"

#include <functional>

namespace auth::console {

/// How many users there are, and how many of them administer. GUI thread.
class UserCensus : public QObject {
    Q_OBJECT

public:
    explicit UserCensus(ApiClient &client, QObject *parent = nullptr);

    void take();
    /// Counted in another way.
    void setPopulation(qint64 count) { m_population = count; }
    const std::optional<qint64> &population() const { return m_population; }
    /// Those who can sign in.
    const std::optional<qint64> &administrators() const { return m_administrators; }

Q_SIGNALS:
    void changed();

private:
    void count(const UserFilter &filter, std::optional<qint64> &result);

    ApiClient &m_client;
    std::optional<qint64> m_population;
    std::optional<qint64> m_administrators;
};

} // namespace auth::console
