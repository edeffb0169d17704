#include "shell/breaker_model.h"

#include <QtCore/QCoreApplication>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::BreakerModel)
};

QString lastError(const BreakerState &breaker, const TimeText &times)
{
    if (!breaker.lastErrorAt)
        return Words::tr("None");
    return Words::tr("%1, %2").arg(times.shortText(*breaker.lastErrorAt),
                                   breaker.lastError.value_or(Words::tr("no more is known")));
}

QString nextTry(const BreakerState &breaker)
{
    if (breaker.state == u"closed"_s)
        return Words::tr("–");
    if (breaker.retryInSeconds <= 0)
        return Words::tr("With the next call");
    return Words::tr("In %1").arg(durationText(std::chrono::duration<double>(breaker.retryInSeconds)));
}

} // namespace

QString breakerStateText(const QString &state)
{
    if (state == u"closed"_s)
        return Words::tr("Closed");
    return state == u"open"_s ? Words::tr("Open") : Words::tr("Half-open");
}

Tone breakerTone(const QString &state)
{
    if (state == u"closed"_s)
        return Tone::Success;
    return state == u"open"_s ? Tone::Error : Tone::Warning;
}

BreakerModel *breakerModel(const TimeText &times, QObject *parent)
{
    using Column = BreakerModel::Column;
    std::vector<Column> columns{
        Column{.title = Words::tr("Circuit"), .text = [](const auto &row) { return row.name; }},
        Column{.title = Words::tr("State"),
               .text = [](const auto &row) { return breakerStateText(row.state); },
               .tone = [](const auto &row) { return std::optional(breakerTone(row.state)); }},
        Column{.title = Words::tr("Since"),
               .text = [&times](const auto &row) { return times.shortText(row.since); },
               .tone = {},
               .toolTip = [&times](const auto &row) { return times.toolTip(row.since); }},
        Column{.title = Words::tr("Tried again"), .text = nextTry},
        Column{.title = Words::tr("Failures in a row"),
               .text = [](const auto &row) { return numberText(row.failuresInARow); },
               .tone = {},
               .toolTip = {},
               .isNumber = true},
        Column{.title = Words::tr("Calls kept back"),
               .text = [](const auto &row) { return numberText(row.rejected); },
               .tone = {},
               .toolTip = {},
               .isNumber = true},
        Column{.title = Words::tr("Last error"), .text = [&times](const auto &row) { return lastError(row, times); }}};
    return new BreakerModel(
        std::move(columns), [](const BreakerState &row) { return row.name; }, parent);
}

} // namespace auth::console
