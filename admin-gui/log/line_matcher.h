#pragma once

#include "log/filter_expression.h"
#include "log/log_chunk.h"
#include "log/text_search.h"

#include <QtCore/QRegularExpression>

#include <atomic>
#include <bitset>
#include <functional>

namespace auth::console {

/// A FilterExpression made ready to look at many rows, a chunk at a time: first what stands in the records, then what
/// needs their texts. Rows that are no lines of a service always match, so that nobody misses a gap. A row over which a
/// regular expression takes too long does not match. Thread-safe.
class LineMatcher {
public:
    explicit LineMatcher(const FilterExpression &expression);

    using Stopped = std::function<bool()>;

    /// Appends the ids of the rows of [from, to) in the chunk that match. Of no use once `stopped` says so, which is
    /// asked before each row that takes long; without it the search goes to the end.
    void find(const LogChunk &chunk, int from, int to, std::vector<qint64> &rows, const Stopped &stopped = {}) const;
    /// Whether there was a row over which a regular expression took too long.
    bool gaveUp() const { return m_gaveUp; }

private:
    using Rows = std::bitset<LogChunk::capacity>;
    struct Range {
        const LogChunk &chunk;
        int from;
        int to;
        const Stopped &stopped;
    };
    struct Clause {
        FilterClause wanted;
        std::vector<TextSearch> searches;
        std::vector<QRegularExpression> patterns;
        QByteArrayList texts; ///< The values in UTF-8.
    };

    static Clause prepared(const FilterClause &clause);
    static int cost(const Clause &clause);
    Rows matching(const Clause &clause, const Range &range, const Rows &candidates) const;
    static Rows matchingText(const Clause &clause, const Range &range);
    bool matches(const Clause &clause, std::size_t value, const LogRow &row) const;
    static bool matchesRequest(const Clause &clause, std::size_t value, const LogRow &row);
    static bool matchesExtra(const Clause &clause, std::size_t value, const LogRow &row);
    bool matchesPattern(const Clause &clause, std::size_t value, const LogRow &row) const;

    std::vector<std::vector<Clause>> m_groups; ///< Cheap ones first.
    mutable std::atomic<bool> m_gaveUp{false};
};

} // namespace auth::console
