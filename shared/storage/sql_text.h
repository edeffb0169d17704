#pragma once

#include "storage/value.h"

namespace auth {

/// A statement put together from literals, with the values of their `?`: for lists, whose filters and orders multiply.
/// Only a Sql can be added, so what somebody sent gets in as a value or not at all.
class SqlText {
public:
    SqlText() = default;
    SqlText(Sql part, Values values = {}) { add(part, values); }

    SqlText &add(Sql part, Values values = {});
    SqlText &add(const SqlText &other);

    bool isEmpty() const { return m_parts.empty(); }
    QByteArray text(Dialect dialect) const;
    Values values() const { return m_values; }

private:
    std::vector<Sql> m_parts;
    std::vector<Value> m_values;
};

} // namespace auth
