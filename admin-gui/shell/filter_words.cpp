#include "shell/filter_words.h"

#include "core/clock.h"

#include <QtCore/QDateTime>
#include <QtCore/QRegularExpression>

namespace auth::console {

using namespace Qt::StringLiterals;

QList<FilterWord> filterWords(const QString &text)
{
    static const QRegularExpression form(u"(?:([a-z_]+):)?(?:\"([^\"]*)\"?|(\\S+))"_s);
    QList<FilterWord> words;
    auto matches = form.globalMatch(text);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const QString value = match.hasCaptured(3) ? match.captured(3) : match.captured(2);
        words += FilterWord{match.captured(1), value, static_cast<int>(match.capturedStart()),
                            static_cast<int>(match.capturedLength())};
    }
    return words;
}

std::optional<qint64> typedMoment(const QString &text)
{
    if (const auto moment = parseRfc3339(text.toLatin1()))
        return toMillis(*moment);
    const QDate day = QDate::fromString(text, Qt::ISODate);
    return day.isValid() ? std::optional(day.startOfDay().toMSecsSinceEpoch()) : std::nullopt;
}

std::optional<FilterProblem> readFilter(const QString &text,
                                        const std::function<std::optional<QString>(const FilterWord &)> &take)
{
    for (const FilterWord &word : filterWords(text)) {
        if (const auto complaint = take(word))
            return FilterProblem{*complaint, word.position, word.length};
    }
    return std::nullopt;
}

} // namespace auth::console
