#include "log/log_event.h"

namespace auth {

namespace {

template<class Visit> void forEachText(Visit &&visit)
{
    forEachField<LogEvent>([&visit](const auto &described) {
        if constexpr (std::same_as<typename std::remove_cvref_t<decltype(described)>::Type, QString>)
            visit(described);
    });
}

} // namespace

void limitTexts(LogEvent &event)
{
    forEachText([&event](const auto &text) { cutText(event.*text.member, *text.facts.max); });
    event.extra.limit(maxExtraText);
}

qsizetype memoryUse(const LogEvent &event)
{
    qsizetype units = 0;
    forEachText([&](const auto &text) { units += (event.*text.member).size(); });
    for (const LogField &field : event.extra)
        units += field.name.size() + (field.value.text() ? field.value.text()->size() : 0);
    const std::size_t steps = event.trace ? event.trace->steps().capacity() : 0;
    return static_cast<qsizetype>(sizeof(LogEvent) + steps * sizeof(RequestTrace::Step))
           + event.extra.size() * static_cast<qsizetype>(sizeof(LogField))
           + units * static_cast<qsizetype>(sizeof(QChar));
}

} // namespace auth
