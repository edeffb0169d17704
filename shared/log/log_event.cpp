#include "log/log_event.h"

namespace auth {

namespace {

/// Of each piece of memory: the head of Qt's text, and the heap's rounding up.
constexpr qsizetype pieceBytes = 32;

qsizetype textBytes(const QString &text)
{
    return text.isEmpty() ? 0 : pieceBytes + text.size() * static_cast<qsizetype>(sizeof(QChar));
}

qsizetype traceBytes(const RequestTrace &trace)
{
    return 2 * pieceBytes
           + static_cast<qsizetype>(sizeof(RequestTrace) + trace.steps().capacity() * sizeof(RequestTrace::Step));
}

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
    qsizetype bytes = sizeof(LogEvent) + pieceBytes;
    forEachText([&](const auto &text) { bytes += textBytes(event.*text.member); });
    for (const LogField &field : event.extra)
        bytes += static_cast<qsizetype>(sizeof(LogField)) + (field.value.text() ? textBytes(*field.value.text()) : 0);
    return bytes + (event.extra.isEmpty() ? 0 : pieceBytes) + (event.trace ? traceBytes(*event.trace) : 0);
}

} // namespace auth
