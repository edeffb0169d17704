#include "system/log_levels.h"

#include "core/json.h"
#include "log/log.h"
#include "log/log_modules.h"
#include "services/audit_trail.h"
#include "storage/database.h"

#include <QtCore/QSet>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

const QString everything = u"*"_s;

QStringList moduleNames()
{
    QStringList names;
    for (const std::u16string_view name : logModules)
        names += QStringView(name).toString();
    names.sort();
    return names;
}

Error refusal(qsizetype index, const QString &member, const QString &code, const QString &detail)
{
    return fieldError(ErrorCode::ValidationError, u"levels[%1].%2"_s.arg(index).arg(member), code, detail);
}

Outcome check(const QList<ModuleLevel> &levels)
{
    static const QStringList known = moduleNames();
    QSet<QString> seen;
    for (qsizetype i = 0; i < levels.size(); ++i) {
        const ModuleLevel &each = levels[i];
        if (each.module != everything && !known.contains(each.module))
            return refusal(i, u"module"_s, u"unknown"_s,
                           u"levels[].module must be * or one of %1."_s.arg(known.join(u", ")));
        if (seen.contains(each.module))
            return refusal(i, u"module"_s, u"duplicate"_s, u"levels[].module must not be repeated."_s);
        if (!parseLogLevel(each.level))
            return refusal(i, u"level"_s, u"invalid"_s, u"levels[].level must be debug, info, warning or error."_s);
        seen.insert(each.module);
    }
    return Done{};
}

/// "request debug, * warning", for people and the audit trail.
QString text(const QList<ModuleLevel> &levels)
{
    QStringList parts;
    for (const ModuleLevel &each : levels)
        parts += each.module + u' ' + each.level;
    return parts.join(u", ");
}

QByteArray auditData(const QList<ModuleLevel> &levels) { return "{\"levels\":" + json::encode(levels) + '}'; }

} // namespace

LogLevels::LogLevels(LogLevel usual, std::chrono::minutes returnAfter, Database &database, const AuditTrail &trail,
                     const Clock &clock, Log &log)
    : m_usual(usual), m_returnAfter(returnAfter), m_database(database), m_trail(trail), m_clock(clock), m_log(log)
{
}

Result<LogLevelState> LogLevels::levels(const NoRequest &, const Caller &) { return state(); }

Result<LogLevelState> LogLevels::change(const LogLevelChange &request, const Caller &caller)
{
    if (const auto good = check(request.levels); !good)
        return good.error();
    const std::scoped_lock changing(m_changing);
    const auto recorded = m_database.write([&](Connection &connection) {
        return m_trail.record(connection, caller,
                              {.action = AuditAction::SystemLogLevelChanged,
                               .target = AuditTarget::System,
                               .targetId = m_log.instance(),
                               .before = auditData(state().levels),
                               .after = auditData(request.levels)});
    });
    if (!recorded)
        return recorded.error();
    const auto held = request.minutes ? std::chrono::minutes(*request.minutes) : m_returnAfter;
    {
        const std::scoped_lock lock(m_mutex);
        m_until = m_clock.steady() + held;
        m_shownUntil = request.levels.isEmpty() ? std::nullopt : std::optional(m_clock.now() + held);
        apply(request.levels);
    }
    m_log.write(LogLevel::Warning, u"log.levels_changed", u"What is logged was changed for a while."_s,
                {{u"levels", text(request.levels)}, {u"minutes", qint64(held.count())}});
    return state();
}

void LogLevels::expire()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_levels.isEmpty() || m_clock.steady() < m_until)
            return;
        m_shownUntil.reset();
        apply({});
    }
    m_log.write(LogLevel::Warning, u"log.levels_returned", u"What is logged is as usual again."_s);
}

/// With the lock held.
void LogLevels::apply(const QList<ModuleLevel> &levels)
{
    m_levels = levels;
    LogLevel usual = m_usual;
    QHash<QString, LogLevel> modules;
    for (const ModuleLevel &each : levels) {
        const LogLevel level = *parseLogLevel(each.level);
        if (each.module == everything)
            usual = level;
        else
            modules.insert(each.module, level);
    }
    m_log.setLevels(usual, modules);
}

LogLevelState LogLevels::state() const
{
    const std::scoped_lock lock(m_mutex);
    return {.instance = m_log.instance(),
            .usual = wireName(m_usual),
            .levels = m_levels,
            .until = m_shownUntil,
            .modules = moduleNames()};
}

} // namespace auth
