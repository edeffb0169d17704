#include "audit/audit_words.h"

#include <QtCore/QCoreApplication>

namespace auth::console {

namespace {

QString words(const char *text) { return QCoreApplication::translate("AuditWords", text); }

} // namespace

QString actorText(const AuditEntry &entry)
{
    if (entry.actor.name && !entry.actor.name->isEmpty())
        return *entry.actor.name;
    return entry.actor.id ? words(QT_TRANSLATE_NOOP("AuditWords", "(name erased)"))
                          : words(QT_TRANSLATE_NOOP("AuditWords", "the service"));
}

QString targetText(const AuditEntry &entry)
{
    if (entry.target.name && !entry.target.name->isEmpty())
        return entry.target.kind == u"user"
                   ? *entry.target.name
                   : words(QT_TRANSLATE_NOOP("AuditWords", "%1 of %2")).arg(entry.target.kind, *entry.target.name);
    return entry.target.kind + u' ' + entry.target.id;
}

} // namespace auth::console
