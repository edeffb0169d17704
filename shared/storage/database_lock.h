#pragma once

#include "core/result.h"

#include <memory>

namespace auth {

/// Keeps a second daemon from a database file. Two would bring back waiting for each other's locks, and each would
/// answer from a session cache the other does not clear. Held on <file>.lock, which stays: removing it would race with
/// the next owner.
class DatabaseLock {
public:
    /// An error names the file and the process that has it.
    static Result<std::unique_ptr<DatabaseLock>> take(const QString &databasePath);
    ~DatabaseLock();
    Q_DISABLE_COPY_MOVE(DatabaseLock)

private:
    explicit DatabaseLock(int file) : m_file(file) {}
    int m_file;
};

} // namespace auth
