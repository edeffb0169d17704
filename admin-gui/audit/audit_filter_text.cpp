#include "audit/audit_filter_text.h"

#include "core/field_text.h"

#include <QtCore/QCoreApplication>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QString words(const char *text) { return QCoreApplication::translate("AuditFilter", text); }

std::optional<QString> takeUser(const FilterWord &word, std::optional<UserId> &out)
{
    out = UserId::parse(word.value.toLower());
    if (out)
        return std::nullopt;
    return words(QT_TRANSLATE_NOOP("AuditFilter",
                                   "%1: takes the id of a user. Find the user first; Show audit leads here."))
        .arg(word.key);
}

std::optional<QString> takeMoment(const FilterWord &word, std::optional<Time> &out)
{
    const auto moment = typedMoment(word.value);
    if (!moment)
        return words(QT_TRANSLATE_NOOP("AuditFilter",
                                       "%1: takes a day such as 2026-01-31, or a moment such as 2026-01-31T10:00:00Z."))
            .arg(word.key);
    out = fromMillis(*moment);
    return std::nullopt;
}

std::optional<QString> takeClass(const FilterWord &word, std::optional<AuditClass> &out)
{
    AuditClass category{};
    if (fromText(word.value.toUtf8(), FieldFacts{.name = "class"}, category))
        return words(QT_TRANSLATE_NOOP("AuditFilter", "class: is security, accounts or system."));
    out = category;
    return std::nullopt;
}

std::optional<QString> take(const FilterWord &word, AuditQuery &out)
{
    if (word.key == u"actor")
        return takeUser(word, out.actor);
    if (word.key == u"person" || word.key == u"user")
        return takeUser(word, out.person);
    if (word.key == u"since")
        return takeMoment(word, out.since);
    if (word.key == u"until")
        return takeMoment(word, out.until);
    if (word.key == u"class")
        return takeClass(word, out.category);
    if (word.key == u"target")
        out.target = word.value;
    else if (word.key == u"request" || word.key == u"req")
        out.requestId = word.value;
    else if (word.key.isEmpty() || word.key == u"action")
        out.action = word.value;
    else
        return words(QT_TRANSLATE_NOOP("AuditFilter", "There are actor:, person:, target:, action:, class:, request:, "
                                                      "since: and until: here, not %1:"))
            .arg(word.key);
    return std::nullopt;
}

} // namespace

std::optional<FilterProblem> readAuditFilter(const QString &text, AuditQuery &out)
{
    out = {};
    return readFilter(text, [&](const FilterWord &word) { return take(word, out); });
}

} // namespace auth::console
