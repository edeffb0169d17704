#include "users/user_filter_text.h"

#include "core/enum_name.h"
#include "core/ids.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>

#include <algorithm>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostDormantDays = 36'500;
constexpr qsizetype longestText = 254;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::UserFilterText)
};

/// A word of the text; quotes are taken off.
struct Word {
    QString key; ///< Empty: just a word.
    QString value;
    int position = 0;
    int length = 0;
};

using Verdict = std::optional<QString>; ///< What is wrong, or nothing.

Time timeOf(const QDateTime &moment) { return fromMillis(moment.toMSecsSinceEpoch()); }
QDateTime localTime(Time time) { return QDateTime::fromMSecsSinceEpoch(toMillis(time)); }

Word wordOf(const QString &raw, int position)
{
    Word word{.key = {}, .value = raw, .position = position, .length = static_cast<int>(raw.size())};
    const qsizetype colon = raw.indexOf(u':');
    if (colon > 0 && raw.left(colon).indexOf(u'"') < 0) {
        word.key = raw.left(colon).toLower();
        word.value = raw.mid(colon + 1);
    }
    word.value.remove(u'"');
    return word;
}

QList<Word> split(const QString &text)
{
    QList<Word> words;
    bool quoted = false;
    qsizetype start = -1;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        const bool ends = i == text.size() || (text[i].isSpace() && !quoted);
        if (!ends && start < 0)
            start = i;
        if (!ends && text[i] == u'"')
            quoted = !quoted;
        if (ends && start >= 0) {
            words += wordOf(text.sliced(start, i - start), static_cast<int>(start));
            start = -1;
        }
    }
    return words;
}

/// A moment, and whether it is a whole day.
struct Moment {
    Time time{};
    bool isDay = false;
};

std::optional<Moment> momentOf(const QString &text)
{
    if (const QDate day = QDate::fromString(text, Qt::ISODate); day.isValid() && text.size() == 10)
        return Moment{timeOf(day.startOfDay()), true};
    if (const auto time = parseRfc3339(text.toUtf8()))
        return Moment{*time, false};
    return std::nullopt;
}

QString notADate(const QString &key)
{
    return Words::tr("Write %1:>2026-01-31 for that day and later, %1:<2026-01-31 for before it.").arg(key);
}

template<class T> Verdict setOnce(const QString &key, std::optional<T> &member, T value)
{
    if (member)
        return Words::tr("%1: stands here more than once.").arg(key);
    member = std::move(value);
    return std::nullopt;
}

Verdict readRange(const Word &word, std::optional<Time> &from, std::optional<Time> &to)
{
    const bool later = word.value.startsWith(u'>');
    const bool before = word.value.startsWith(u'<');
    QString text = word.value.mid(later || before ? 1 : 0);
    if (later && text.startsWith(u'='))
        text.remove(0, 1);
    const auto moment = momentOf(text);
    if (!moment || (!later && !before && !moment->isDay))
        return notADate(word.key);
    if (later)
        return setOnce(word.key, from, moment->time);
    if (before)
        return setOnce(word.key, to, moment->time);
    if (const auto twice = setOnce(word.key, from, moment->time))
        return twice;
    return setOnce(word.key, to, timeOf(localTime(moment->time).date().addDays(1).startOfDay()));
}

Verdict readState(const Word &word, UserFilter &filter)
{
    const auto state = enumFromName<AccountState>(word.value.toUtf8(), Qt::CaseInsensitive);
    if (!state)
        return Words::tr("A state is one of %1.").arg(alternatives(enumNames<AccountState>()));
    return setOnce(word.key, filter.state, *state);
}

Verdict readDormant(const Word &word, UserFilter &filter)
{
    bool isNumber = false;
    const int days = word.value.toInt(&isNumber);
    if (!isNumber || days < 1 || days > mostDormantDays)
        return Words::tr("dormant: takes a number of days, such as dormant:90.");
    return setOnce(word.key, filter.dormantDays, days);
}

Verdict readId(const Word &word, UserFilter &filter)
{
    if (!UserId::parse(word.value.toLower()))
        return Words::tr("An id is 32 digits with dashes, as Copy ID copies it.");
    if (filter.q)
        return Words::tr("Beside id: there can be no other words to search for.");
    return setOnce(word.key, filter.q, word.value.toLower());
}

Verdict readRole(const Word &word, UserFilter &filter)
{
    if (word.value.isEmpty() || word.value.size() > 64)
        return Words::tr("role: takes the name of a role, such as role:admin.");
    return setOnce(word.key, filter.role, word.value);
}

Verdict readText(const Word &word, UserFilter &filter)
{
    const QString whole = filter.q ? *filter.q + u' ' + word.value : word.value;
    if (filter.q && UserId::parse(*filter.q))
        return Words::tr("Beside id: there can be no other words to search for.");
    if (whole.size() > longestText)
        return Words::tr("One can search for %Ln characters at most.", nullptr, static_cast<int>(longestText));
    if (!word.value.isEmpty())
        filter.q = whole;
    return std::nullopt;
}

Verdict read(const Word &word, UserFilter &filter)
{
    if (word.key.isEmpty())
        return readText(word, filter);
    if (word.key == u"role"_s)
        return readRole(word, filter);
    if (word.key == u"state"_s)
        return readState(word, filter);
    if (word.key == u"created"_s)
        return readRange(word, filter.createdFrom, filter.createdTo);
    if (word.key == u"last_login"_s)
        return readRange(word, filter.lastLoginFrom, filter.lastLoginTo);
    if (word.key == u"dormant"_s)
        return readDormant(word, filter);
    if (word.key == u"id"_s)
        return readId(word, filter);
    return Words::tr("There is no filter %1:. There are %2.").arg(word.key, userFilterKeys().join(u", "_s));
}

QString momentText(Time time)
{
    const QDateTime local = localTime(time);
    return local == local.date().startOfDay() ? local.date().toString(Qt::ISODate) : toRfc3339(time);
}

QStringList rangeText(const QString &key, const std::optional<Time> &from, const std::optional<Time> &to)
{
    if (from && to && momentText(*from).size() == 10
        && localTime(*to) == localTime(*from).date().addDays(1).startOfDay())
        return {key + u':' + momentText(*from)};
    QStringList words;
    if (from)
        words += key + u":>"_s + momentText(*from);
    if (to)
        words += key + u":<"_s + momentText(*to);
    return words;
}

QString searchText(const QString &q)
{
    if (UserId::parse(q))
        return u"id:"_s + q;
    return q.contains(u':') || q.contains(u"  "_s) ? u'"' + q + u'"' : q;
}

} // namespace

QStringList userFilterKeys() { return {u"role"_s, u"state"_s, u"created"_s, u"last_login"_s, u"dormant"_s, u"id"_s}; }

Result<UserFilter, FilterProblem> parseUserFilter(const QString &text)
{
    UserFilter filter;
    for (const Word &word : split(text)) {
        if (const auto wrong = read(word, filter))
            return FilterProblem{.sentence = *wrong, .position = word.position, .length = word.length};
    }
    return filter;
}

QString userFilterText(const UserFilter &filter)
{
    QStringList words;
    if (filter.role)
        words += u"role:"_s + *filter.role;
    if (filter.state)
        words += u"state:"_s + QString::fromLatin1(enumName(*filter.state));
    words += rangeText(u"created"_s, filter.createdFrom, filter.createdTo);
    words += rangeText(u"last_login"_s, filter.lastLoginFrom, filter.lastLoginTo);
    if (filter.dormantDays)
        words += u"dormant:%1"_s.arg(*filter.dormantDays);
    if (filter.q)
        words += searchText(*filter.q);
    return words.join(u' ');
}

} // namespace auth::console
