#pragma once

#include "model/user_filter.h"
#include "storage/sql_text.h"

namespace auth {

/// The accounts a filter means, as SQL over `users u`.
class UserSelection {
public:
    struct Context {
        Time now;
        Dialect dialect;
        std::optional<qint64> role = {}; ///< The number of the filter's role; nothing: there is no such role.
        bool ranked = false;             ///< The text is no source, because bestMatches() will be.
    };
    UserSelection(const UserFilter &filter, const Context &context);

    /// " AND ..." for each part of the filter. None of it tempts SQLite to leave the index a list is walked by.
    const SqlText &conditions() const { return m_conditions; }
    /// Statements that give, each from an index of its own and row by row, the ids of all who are meant and of others.
    const QList<SqlText> &sources() const { return m_sources; }

    bool isSearch() const { return !m_text.isEmpty(); }
    /// How well a row fits the search: a text that begins with 0, 1 or 2 and goes on with the address.
    SqlText relevance() const;
    /// The ids of who fits best: at most `limit` each whose address or whose name begins with the text, or who has it
    /// anywhere in them.
    SqlText bestMatches(int limit) const;

private:
    void addText(bool ranked);
    void addState(AccountState state, Time now);
    void addRole(qint64 role);
    void addDates(const UserFilter &filter, Time now);
    SqlText beginnings() const;
    SqlText substrings() const;
    SqlText bestSubstrings(int limit) const;

    const Dialect m_dialect;
    const QString m_text; ///< What is searched for, as names and addresses are compared; empty: nothing.
    const int m_length;   ///< Of it, in code points.
    const std::optional<UserId> m_id;
    SqlText m_conditions;
    QList<SqlText> m_sources;
};

} // namespace auth
