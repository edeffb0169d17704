#include "log/log_fields.h"

#include <algorithm>

namespace auth {

LogFields::LogFields(std::initializer_list<LogField> fields)
{
    m_fields.reserve(static_cast<qsizetype>(fields.size()));
    for (const LogField &field : fields)
        add(field);
}

void LogFields::add(LogField field)
{
    const auto same = std::find_if(m_fields.cbegin(), m_fields.cend(),
                                   [&field](const LogField &present) { return present.name == field.name; });
    if (same == m_fields.cend())
        m_fields.append(std::move(field));
    else
        m_fields[same - m_fields.cbegin()] = std::move(field);
}

void LogFields::limit(qsizetype max)
{
    for (qsizetype i = 0; i < m_fields.size(); ++i) {
        const QString *text = m_fields.at(i).value.text();
        if (text && text->size() > max) // only then detach
            cutText(*m_fields[i].value.text(), max);
    }
}

void cutText(QString &text, qsizetype max)
{
    if (text.size() <= max)
        return;
    const qsizetype keep = max - 1;
    const bool splitsPair = keep > 0 && text.at(keep - 1).isHighSurrogate() && text.at(keep).isLowSurrogate();
    text.truncate(splitsPair ? keep - 1 : keep);
    text += u'…';
}

} // namespace auth
