#pragma once

#include "storage/value.h"

#include <span>

namespace auth {

/// A table that `copy` carries from one database to another: all there is to know about it. A migration that adds a
/// table or a column adds it here too; a test compares the list with the catalogues of both engines.
struct CopiedTable {
    enum Kind : char { Integer = 'i', Text = 't', Bytes = 'b' };

    const char *name;
    const char *columns; ///< Separated by ", ", those of the primary key first.
    const char *kinds;   ///< A Kind for each column.
    int keyColumns;

    Sql lock;   ///< Until the end of the transaction nobody else writes.
    Sql page;   ///< The rows behind a key, in the order of the key; at most so many. Text as its bytes.
    Sql insert; ///< SQLite: one row, a value for each column. PostgreSQL: rows, an array for each column.
    Sql count;
    Sql ready;   ///< Makes room for the source's rows among those the migrations put there.
    Sql settle;  ///< After rows came with ids of their own: the next id is beyond them.
    Sql analyze; ///< Statistics for the query planner, for the table as it is now.

    int columnCount() const { return int(std::char_traits<char>::length(kinds)); }
    Kind kind(int column) const { return Kind(kinds[column]); }
};

/// In an order in which every row finds those it refers to.
std::span<const CopiedTable> copiedTables();

} // namespace auth
