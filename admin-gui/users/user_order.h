#pragma once

#include "model/user_sort.h"

#include <QtCore/QObject>

#include <optional>

QT_FORWARD_DECLARE_CLASS(QHeaderView)

namespace auth::console {

/// The order of the list, by clicks on its header: upwards, downwards, and back to the usual one.
class UserOrder : public QObject {
    Q_OBJECT

public:
    explicit UserOrder(QHeaderView &header);

    std::optional<UserSort> sort() const { return m_sort; }

Q_SIGNALS:
    void changed();

private:
    void sortBy(int column);
    void showIndicator();

    QHeaderView &m_header;
    std::optional<UserSort> m_sort;
};

} // namespace auth::console
