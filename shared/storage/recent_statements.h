#pragma once

#include "storage/driver.h"

#include <QtCore/QByteArray>

#include <list>

namespace auth {

/// Statements of one connection by their text, those used last.
class RecentStatements {
public:
    /// More than lists have filters and orders in use at a time; each takes some KiB.
    static constexpr std::size_t usual = 64;

    explicit RecentStatements(std::size_t limit = usual) : m_limit(limit) {}

    /// The one of that text, prepared before or not. What it returned for other texts may be gone afterwards.
    Statement &get(const QByteArray &text, Driver &driver);
    std::size_t size() const { return m_entries.size(); }

private:
    struct Entry {
        QByteArray text;
        std::unique_ptr<Statement> statement; ///< Points into `text`: goes first.
    };

    const std::size_t m_limit;
    std::list<Entry> m_entries; ///< The last used one first.
};

} // namespace auth
