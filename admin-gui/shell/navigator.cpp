#include "shell/navigator.h"

namespace auth::console {

void Navigator::go(const Target &target)
{
    if (target != m_current) {
        m_back += m_current;
        if (m_back.size() > remembered)
            m_back.removeFirst();
        m_forward.clear();
    }
    arrive(target);
}

void Navigator::back()
{
    if (m_back.isEmpty())
        return;
    m_forward += m_current;
    arrive(m_back.takeLast());
}

void Navigator::forward()
{
    if (m_forward.isEmpty())
        return;
    m_back += m_current;
    arrive(m_forward.takeLast());
}

void Navigator::arrive(const Target &target)
{
    m_current = target;
    Q_EMIT went(target);
}

} // namespace auth::console
