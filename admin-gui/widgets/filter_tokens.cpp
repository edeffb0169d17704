#include "widgets/filter_tokens.h"

namespace auth::console {

namespace {

struct Word {
    QString text;
    bool ended = false; ///< By a space or a closing quote.
};

/// Splits at spaces that are not between quotes.
QList<Word> words(const QString &text)
{
    QList<Word> found;
    QString word;
    bool quoted = false;
    const auto end = [&] {
        if (!word.isEmpty())
            found.append({std::exchange(word, {}), true});
    };
    for (const QChar c : text) {
        if (c == u'"')
            quoted = !quoted;
        if (c.isSpace() && !quoted)
            end();
        else
            word += c;
    }
    if (!word.isEmpty())
        found.append({word, false});
    return found;
}

bool isToken(const QString &word, const QStringList &keys)
{
    const qsizetype start = word.startsWith(u'-') ? 1 : 0;
    const qsizetype colon = word.indexOf(u':');
    return colon > start && colon + 1 < word.size()
           && keys.contains(QStringView(word).sliced(start, colon - start), Qt::CaseInsensitive);
}

} // namespace

FilterText splitFilter(const QString &text, const QStringList &keys, bool atEnd)
{
    FilterText split;
    QStringList rest;
    for (const Word &word : words(text)) {
        if ((word.ended || atEnd) && isToken(word.text, keys))
            split.tokens.append(word.text);
        else
            rest.append(word.text);
    }
    split.rest = rest.join(u' ');
    return split;
}

} // namespace auth::console
