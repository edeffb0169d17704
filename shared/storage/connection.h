#pragma once

#include "core/request_trace.h"
#include "core/result.h"
#include "storage/asker.h"
#include "storage/recent_statements.h"
#include "storage/sql_text.h"

#include <QtCore/QList>

#include <functional>
#include <unordered_map>
#include <vector>

namespace auth {

/// A connection to the database, used by one thread at a time. Statements are prepared once and kept.
/// A failed statement dooms the operation it belongs to: later ones fail alike until the transaction has been undone,
/// because some failures (a full disk) end the transaction and the rest would be committed by itself.
/// A function that is given a row must not use the connection.
class Connection {
public:
    explicit Connection(std::unique_ptr<Driver> driver);
    Q_DISABLE_COPY_MOVE(Connection)

    Dialect dialect() const { return m_driver->dialect(); }

    /// Changes rows; the value is how many.
    Result<int> execute(Sql sql, Values values = {}, Asker asker = Asker::current());

    Result<int> execute(const SqlText &sql, Asker asker = Asker::current());

    /// The first row, if any.
    template<class Map, class T = std::invoke_result_t<Map, const Row &>>
    Result<std::optional<T>> one(Sql sql, Values values, Map &&map, Asker asker = Asker::current())
    {
        const TraceStep step("statement", asker.function_name());
        return first<T>(Cursor(open(sql, values)), map);
    }
    template<class Map, class T = std::invoke_result_t<Map, const Row &>>
    Result<std::optional<T>> one(const SqlText &sql, Map &&map, Asker asker = Asker::current())
    {
        const TraceStep step("statement", asker.function_name());
        return first<T>(Cursor(open(sql)), map);
    }

    /// Visits every row; the value is how many there were.
    template<class Visit> Result<int> each(Sql sql, Values values, Visit &&visit, Asker asker = Asker::current())
    {
        const TraceStep step("statement", asker.function_name());
        return walk(Cursor(open(sql, values)), visit);
    }
    template<class Visit> Result<int> each(const SqlText &sql, Visit &&visit, Asker asker = Asker::current())
    {
        const TraceStep step("statement", asker.function_name());
        return walk(Cursor(open(sql)), visit);
    }

    /// Every row, in order.
    template<class Map, class T = std::invoke_result_t<Map, const Row &>>
    Result<QList<T>> all(Sql sql, Values values, Map &&map, Asker asker = Asker::current())
    {
        const TraceStep step("statement", asker.function_name());
        return list<T>(Cursor(open(sql, values)), map);
    }
    template<class Map, class T = std::invoke_result_t<Map, const Row &>>
    Result<QList<T>> all(const SqlText &sql, Map &&map, Asker asker = Asker::current())
    {
        const TraceStep step("statement", asker.function_name());
        return list<T>(Cursor(open(sql)), map);
    }

    /// Statements that are used once, such as those of a migration. The text must come with the program.
    Outcome run(const QString &script);

    /// On SQLite this takes the write lock at once; taken later, after a read, it could fail without waiting.
    Outcome begin();
    Outcome commit();
    /// Ends the transaction, if there still is one, and forgets the failure that doomed it.
    void rollback();
    /// Marks a place inside a transaction that undo() goes back to and keep() gives up.
    Outcome mark();
    Outcome keep();
    Outcome undo();

    /// Called, in order, once what the transaction has written so far is committed; forgotten when it is undone. On the
    /// thread that commits, before anybody is answered; it may not use the connection.
    void afterCommit(std::function<void()> tell) { m_afterCommit.push_back(std::move(tell)); }

    /// The statement that failed since the last rollback, undo or forget.
    const std::optional<DbError> &failure() const { return m_failure; }
    void forget() { m_failure.reset(); }

    /// False: it is lost, or inside a transaction that nobody will end.
    bool isReusable() const { return m_driver->isReusable(); }
    /// See Driver.
    std::optional<QStringList> messages(std::chrono::milliseconds wait, int wake)
    {
        return m_driver->messages(wait, wake);
    }
    void cut() { m_driver->cut(); }

private:
    /// An executing statement; given up on the way out.
    class Cursor {
    public:
        explicit Cursor(Statement *statement) : m_statement(statement) {}
        ~Cursor()
        {
            if (m_statement)
                m_statement->finish();
        }
        Q_DISABLE_COPY_MOVE(Cursor)
        bool next() { return m_statement && m_statement->next(); }
        const Row &row() const { return *m_statement; }
        int changed() const { return m_statement->changed(); }
        bool failed() const { return !m_statement || m_statement->failure(); }
        /// Why; nothing when the connection knows already.
        std::optional<DbError> failure() const { return m_statement ? m_statement->failure() : std::nullopt; }

    private:
        Statement *m_statement;
    };

    template<class T, class Map> Result<std::optional<T>> first(Cursor &&cursor, Map &map)
    {
        std::optional<T> first;
        if (cursor.next())
            first.emplace(map(cursor.row()));
        if (cursor.failed())
            return fail(cursor);
        return first;
    }
    template<class Visit> Result<int> walk(Cursor &&cursor, Visit &visit)
    {
        int rows = 0;
        for (; cursor.next(); ++rows)
            visit(cursor.row());
        if (cursor.failed())
            return fail(cursor);
        return rows;
    }
    template<class T, class Map> Result<QList<T>> list(Cursor &&cursor, Map &map)
    {
        QList<T> items;
        const auto add = [&](const Row &row) { items += map(row); };
        const auto rows = walk(std::move(cursor), add);
        if (!rows)
            return rows.error();
        return items;
    }

    /// Null: it could not be started, and the connection knows why.
    Statement *open(Sql sql, Values values);
    Statement *open(const SqlText &sql);
    Statement *start(Statement &statement, Values values);
    bool mayStart(Values values);
    Result<int> changed(const Cursor &cursor);
    Statement &statement(Sql sql);
    Error fail(const Cursor &cursor);
    void tellCommitted();

    std::unique_ptr<Driver> m_driver;
    std::unordered_map<const char *, std::unique_ptr<Statement>> m_statements; ///< By the literal's address.
    RecentStatements m_composed;
    std::optional<DbError> m_failure;
    std::vector<std::function<void()>> m_afterCommit;
    std::size_t m_toldBeforeMark = 0; ///< How many of these came before the mark.
};

} // namespace auth
