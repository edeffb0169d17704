#pragma once

#include "storage/db_error.h"
#include "storage/value.h"

#include <QtCore/QStringList>

#include <chrono>
#include <memory>
#include <optional>

namespace auth {

/// The current row of a result, by column number. Only valid while it is visited.
class Row {
public:
    virtual bool isNull(int column) const = 0;
    virtual qint64 integer(int column) const = 0;
    virtual QString text(int column) const = 0;
    virtual QByteArray bytes(int column) const = 0;

    bool flag(int column) const { return integer(column) != 0; }
    Time time(int column) const { return fromMillis(integer(column)); }
    std::optional<Time> optionalTime(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional(time(column));
    }
    template<class Id> Id id(int column) const { return Id::fromBytes(bytes(column)).value_or(Id()); }

protected:
    ~Row() = default;
};

/// A statement of one connection, prepared at its first start and kept. While it runs it is its own current row.
class Statement : public Row {
public:
    virtual ~Statement() = default;

    /// Executes it with one value for each `?`.
    virtual std::optional<DbError> start(Values values) = 0;
    /// Moves to the next row, at first to the first. False: there is none, or failure() says why.
    virtual bool next() = 0;
    virtual std::optional<DbError> failure() const = 0;
    /// How many rows it changed.
    virtual int changed() const = 0;
    /// Gives the result up; one that is left open may pin its snapshot.
    virtual void finish() = 0;
};

/// An open connection of one kind of database: all that Connection does not know. Not thread-safe.
class Driver {
public:
    virtual ~Driver() = default;

    virtual Dialect dialect() const = 0;
    virtual std::unique_ptr<Statement> statement(const char *sql) = 0;
    /// One whose plan may depend on its values: where the server would settle on one plan for all of them, it plans
    /// anew each time.
    virtual std::unique_ptr<Statement> planned(const char *sql) { return statement(sql); }
    /// Executes every statement of a script. The text must come with the program.
    virtual std::optional<DbError> run(const QString &script) = 0;
    /// False: it is lost, or inside a transaction that nobody will end.
    virtual bool isReusable() const { return true; }
    /// Waits until the server says something, the file `wake` can be read, or the time is over. What it said in answer
    /// to LISTEN; nothing when the connection is lost.
    virtual std::optional<QStringList> messages(std::chrono::milliseconds, int /*wake*/) { return QStringList(); }
    /// Ends the connection under whoever uses it, who will find it lost. From any thread.
    virtual void cut() {}
};

} // namespace auth
