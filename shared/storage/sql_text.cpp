#include "storage/sql_text.h"

namespace auth {

SqlText &SqlText::add(Sql part, Values values)
{
    m_parts.push_back(part);
    m_values.insert(m_values.end(), values.begin(), values.end());
    return *this;
}

SqlText &SqlText::add(const SqlText &other)
{
    m_parts.insert(m_parts.end(), other.m_parts.begin(), other.m_parts.end());
    m_values.insert(m_values.end(), other.m_values.begin(), other.m_values.end());
    return *this;
}

QByteArray SqlText::text(Dialect dialect) const
{
    QByteArray text;
    for (const Sql &part : m_parts)
        text += part.text(dialect);
    return text;
}

} // namespace auth
