#include "sessions/session_filter_text.h"

#include <QtCore/QCoreApplication>

namespace auth::console {

namespace {

QString words(const char *text) { return QCoreApplication::translate("SessionFilter", text); }

std::optional<QString> take(const FilterWord &word, SessionFilter &out)
{
    if (word.key == u"user") {
        out.userId = UserId::parse(word.value.toLower());
        if (!out.userId)
            return words(QT_TRANSLATE_NOOP(
                "SessionFilter", "user: takes the id of a user. Find the user first; Show sessions leads here."));
    } else if (word.key == u"ip") {
        out.ip = word.value;
    } else if (word.key.isEmpty() || word.key == u"client") {
        out.device = word.value;
    } else {
        return words(QT_TRANSLATE_NOOP("SessionFilter", "There are user:, ip: and client: here, not %1:"))
            .arg(word.key);
    }
    return std::nullopt;
}

} // namespace

std::optional<FilterProblem> readSessionFilter(const QString &text, SessionFilter &out)
{
    out = {};
    return readFilter(text, [&](const FilterWord &word) { return take(word, out); });
}

} // namespace auth::console
