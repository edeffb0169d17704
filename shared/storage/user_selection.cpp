#include "storage/user_selection.h"

#include "model/email.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

constexpr int trigram = 3; ///< Code points; shorter texts no index finds inside of others.

/// The least text that is greater than all that begin with `text`, for columns compared byte by byte.
QString endOfPrefix(const QString &text) { return text + QString::fromUcs4(U"\U0010FFFF"); }

/// The text for LIKE, as itself.
QString likePattern(QString text)
{
    for (const QChar special : {u'\\', u'%', u'_'})
        text.replace(special, QString(u'\\') + special);
    return u'%' + text + u'%';
}

/// All trigrams of the text for FTS5, as strings of its query language.
QString trigrams(const QString &text)
{
    const QList<uint> characters = text.toUcs4();
    QStringList all;
    for (qsizetype i = 0; i + trigram <= characters.size(); ++i) {
        QString three;
        for (const uint character : characters.sliced(i, trigram))
            three += QString::fromUcs4(reinterpret_cast<const char32_t *>(&character), 1);
        all += u'"' + three.replace(u'"', u"\"\""_s) + u'"';
    }
    all.removeDuplicates();
    return all.join(u' ');
}

Value orFirst(const std::optional<Time> &time)
{
    return time ? Value(*time) : Value(std::numeric_limits<qint64>::min());
}

Value orLast(const std::optional<Time> &time)
{
    return time ? Value(*time) : Value(std::numeric_limits<qint64>::max());
}

} // namespace

// SQLite takes any index that fits a condition, at the price of sorting what it finds. A plus before the column keeps
// it from that. PostgreSQL weighs both, and would know nothing of what stands behind a plus.
#define NO_INDEX(CONDITION) Sql(CONDITION("+"), CONDITION(""))
#define DELETED(PLUS) " AND " PLUS "u.deleted_at IS NOT NULL"
#define DEACTIVATED(PLUS) " AND u.deleted_at IS NULL AND " PLUS "u.is_active = 0"
#define LOCKED(PLUS) " AND u.deleted_at IS NULL AND u.is_active = 1 AND " PLUS "u.locked_until > ?"
#define UNLOCKED " AND u.deleted_at IS NULL AND u.is_active = 1 AND coalesce(u.locked_until, 0) <= ?"
#define INVITED(PLUS) UNLOCKED " AND " PLUS "length(u.password_hash) = 0"
#define CREATED(PLUS) " AND " PLUS "u.created_at >= ? AND " PLUS "u.created_at < ?"
#define DORMANT(PLUS) " AND " PLUS "coalesce(u.last_login, 0) < ? AND " PLUS "u.created_at < ?"

UserSelection::UserSelection(const UserFilter &filter, const Context &context)
    : m_dialect(context.dialect), m_text(normalizedEmail(filter.q.value_or(QString()))),
      m_length(int(m_text.toUcs4().size())), m_id(UserId::parse(m_text))
{
    if (filter.role)
        addRole(context.role.value_or(0)); // no role has this number
    if (filter.state)
        addState(*filter.state, context.now);
    else
        m_conditions.add(" AND u.deleted_at IS NULL");
    if (isSearch())
        addText(context.ranked);
    addDates(filter, context.now);
}

SqlText UserSelection::relevance() const
{
    return SqlText("CASE WHEN u.email_norm = ? OR u.username_norm = ? OR u.public_id = ? THEN '0'"
                   " WHEN substr(u.email_norm, 1, CAST(? AS INTEGER)) = ?"
                   " OR substr(u.username_norm, 1, CAST(? AS INTEGER)) = ? THEN '1'"
                   " ELSE '2' END || u.email_norm",
                   {m_text, m_text, m_id, m_length, m_text, m_length, m_text});
}

SqlText UserSelection::bestMatches(int limit) const
{
    const QString end = endOfPrefix(m_text);
    SqlText best("SELECT id FROM (SELECT u.id AS id FROM users u WHERE u.email_norm >= ? AND u.email_norm < ?",
                 {m_text, end});
    best.add(m_conditions).add(" ORDER BY u.email_norm LIMIT ?) AS by_email", {limit});
    best.add(" UNION SELECT id FROM (SELECT u.id AS id FROM users u WHERE u.username_norm >= ? AND u.username_norm < ?",
             {m_text, end});
    best.add(m_conditions).add(" ORDER BY u.username_norm LIMIT ?) AS by_name", {limit});
    if (m_length >= trigram)
        best.add(" UNION SELECT id FROM (").add(bestSubstrings(limit)).add(") AS by_substring");
    if (m_id)
        best.add(" UNION SELECT u.id FROM users u WHERE u.public_id = ?", {*m_id}).add(m_conditions);
    return best;
}

/// The trigrams of a text may all be common where the text itself is not, so those who have them are looked at up to a
/// bound of its own.
SqlText UserSelection::bestSubstrings(int limit) const
{
    constexpr int lookedAt = 10;
    SqlText best;
    if (m_dialect == Dialect::Sqlite)
        best.add("SELECT u.id AS id FROM (SELECT rowid AS id FROM user_search WHERE user_search MATCH ? LIMIT ?) AS m"
                 " CROSS JOIN users u WHERE u.id = m.id",
                 {trigrams(m_text), limit * lookedAt});
    else
        best.add("SELECT u.id AS id FROM users u WHERE (u.email_norm LIKE ? OR u.username_norm LIKE ?)",
                 {likePattern(m_text), likePattern(m_text)});
    return best.add(m_conditions).add(" LIMIT ?", {limit});
}

/// By number and not by name: PostgreSQL knows how many have role 2, but not how many have the role of some name.
void UserSelection::addRole(qint64 role)
{
    m_conditions.add(" AND EXISTS (SELECT 1 FROM user_roles f WHERE f.user_id = u.id AND f.role_id = ?)", {role});
    m_sources.append(SqlText("SELECT user_id AS id FROM user_roles WHERE role_id = ?", {role}));
}

void UserSelection::addState(AccountState state, Time now)
{
    switch (state) {
    case AccountState::Deleted:
        m_conditions.add(NO_INDEX(DELETED));
        m_sources.append(SqlText("SELECT id FROM users WHERE deleted_at IS NOT NULL"));
        return;
    case AccountState::Deactivated:
        m_conditions.add(NO_INDEX(DEACTIVATED));
        m_sources.append(SqlText("SELECT id FROM users WHERE is_active = 0"));
        return;
    case AccountState::Locked:
        m_conditions.add(NO_INDEX(LOCKED), {now});
        m_sources.append(SqlText("SELECT id FROM users WHERE locked_until IS NOT NULL"));
        return;
    case AccountState::Invited:
        m_conditions.add(NO_INDEX(INVITED), {now});
        m_sources.append(SqlText("SELECT id FROM users WHERE length(password_hash) = 0"));
        return;
    case AccountState::Active:
        m_conditions.add(UNLOCKED " AND length(u.password_hash) > 0", {now});
        return;
    }
    Q_UNREACHABLE();
}

void UserSelection::addText(bool ranked)
{
    if (m_length < trigram) {
        m_conditions.add(" AND (substr(u.email_norm, 1, CAST(? AS INTEGER)) = ?"
                         " OR substr(u.username_norm, 1, CAST(? AS INTEGER)) = ?)",
                         {m_length, m_text, m_length, m_text});
        if (!ranked)
            m_sources.append(beginnings());
        return;
    }
    m_conditions.add(Sql(" AND (instr(u.email_norm, ?) > 0 OR instr(u.username_norm, ?) > 0 OR +u.public_id = ?)",
                         " AND (strpos(u.email_norm, ?) > 0 OR strpos(u.username_norm, ?) > 0 OR u.public_id = ?)"),
                     {m_text, m_text, m_id});
    if (!ranked)
        m_sources.append(substrings());
}

void UserSelection::addDates(const UserFilter &filter, Time now)
{
    if (filter.createdFrom || filter.createdTo) {
        const std::vector<Value> range{orFirst(filter.createdFrom), orLast(filter.createdTo)};
        m_conditions.add(NO_INDEX(CREATED), range);
        m_sources.append(SqlText("SELECT id FROM users WHERE created_at >= ? AND created_at < ?", range));
    }
    if (filter.lastLoginFrom || filter.lastLoginTo) {
        const std::vector<Value> range{orFirst(filter.lastLoginFrom), orLast(filter.lastLoginTo)};
        m_conditions.add(" AND u.last_login >= ? AND u.last_login < ?", range);
        m_sources.append(SqlText("SELECT id FROM users WHERE coalesce(last_login, 0) > 0"
                                 " AND coalesce(last_login, 0) >= ? AND coalesce(last_login, 0) < ?",
                                 range));
    }
    if (filter.dormantDays) { // nobody signs in before the account is made
        const Time before = now - std::chrono::days(*filter.dormantDays);
        m_conditions.add(NO_INDEX(DORMANT), {before, before});
        m_sources.append(SqlText("SELECT id FROM users WHERE coalesce(last_login, 0) < ?", {before}));
    }
}

/// Without a UNION, which would have to see all before it gave the first.
SqlText UserSelection::beginnings() const
{
    const QString end = endOfPrefix(m_text);
    return SqlText("SELECT id FROM users WHERE email_norm >= ? AND email_norm < ? UNION ALL"
                   " SELECT id FROM users WHERE username_norm >= ? AND username_norm < ?"
                   " AND NOT (email_norm >= ? AND email_norm < ?)",
                   {m_text, end, m_text, end, m_text, end});
}

SqlText UserSelection::substrings() const
{
    SqlText all;
    if (m_dialect == Dialect::Sqlite)
        all.add("SELECT rowid AS id FROM user_search WHERE user_search MATCH ?", {trigrams(m_text)});
    else
        all.add("SELECT id FROM users WHERE (email_norm LIKE ? OR username_norm LIKE ?)",
                {likePattern(m_text), likePattern(m_text)});
    if (m_id) // an address may contain an id
        all.add(Sql(" UNION ALL SELECT id FROM users WHERE public_id = ? AND instr(email_norm, ?) = 0",
                    " UNION ALL SELECT id FROM users WHERE public_id = ? AND strpos(email_norm, ?) = 0"),
                {*m_id, m_text});
    return all;
}

} // namespace auth
