#include "widgets/fuzzy_match.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int atStart = 100;
constexpr int atWord = 60;
constexpr int asInitials = 40;
constexpr int within = 20;

QStringList wordsOf(const QString &text)
{
    static const QRegularExpression between(u"[^\\w]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    return text.toCaseFolded().split(between, Qt::SkipEmptyParts);
}

QString initials(const QStringList &words)
{
    QString letters;
    for (const QString &word : words)
        letters += word.front();
    return letters;
}

std::optional<int> scoreOf(const QString &wanted, const QString &text, const QStringList &words)
{
    if (text.startsWith(wanted))
        return atStart;
    for (const QString &word : words) {
        if (word.startsWith(wanted))
            return atWord;
    }
    if (wanted.size() > 1 && initials(words).contains(wanted))
        return asInitials;
    return text.contains(wanted) ? std::optional(within) : std::nullopt;
}

} // namespace

std::optional<int> matchScore(const QString &text, const QString &pattern)
{
    const QString folded = text.toCaseFolded();
    const QStringList words = wordsOf(text);
    int total = 0;
    for (const QString &wanted : pattern.toCaseFolded().split(u' ', Qt::SkipEmptyParts)) {
        const std::optional<int> score = scoreOf(wanted, folded, words);
        if (!score)
            return std::nullopt;
        total += *score;
    }
    return total;
}

} // namespace auth::console
