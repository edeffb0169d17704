#include "storage/recent_statements.h"

#include <algorithm>

namespace auth {

Statement &RecentStatements::get(const QByteArray &text, Driver &driver)
{
    const auto known = std::ranges::find(m_entries, text, &Entry::text);
    if (known != m_entries.end()) {
        m_entries.splice(m_entries.begin(), m_entries, known);
        return *m_entries.front().statement;
    }
    m_entries.push_front({text, nullptr});
    m_entries.front().statement = driver.planned(m_entries.front().text.constData());
    if (m_entries.size() > m_limit)
        m_entries.pop_back();
    return *m_entries.front().statement;
}

} // namespace auth
