#pragma once

#include "storage/value.h"

namespace auth {

/// An array of one dimension in PostgreSQL's text format, to be bound for CAST(? AS TEXT[]) and the like.
class ArrayText {
public:
    void append(const Value &value);
    Value value() const { return m_text + u'}'; }

private:
    QString m_text = QStringLiteral("{");
};

/// The values as one, so that many rows cost one answer of the server.
template<class List> Value arrayOf(const List &values)
{
    ArrayText array;
    for (const auto &each : values)
        array.append(each);
    return array.value();
}

} // namespace auth
