#pragma once

#include "storage/connection.h"

namespace auth {

/// What goes from the trail when its time is over. All of it holds the head, as appending does.
class AuditPruning {
public:
    /// Takes the content from rows of the class with numbers below `before`, the oldest first; user.erased rows, which
    /// explain missing data in others, stay until `erasuresBefore`. The value is how many.
    static Result<int> fade(Connection &connection, const QString &category, qint64 before, qint64 erasuresBefore,
                            int limit);
    /// The first row that has its content; nothing when none has.
    static Result<std::optional<qint64>> firstWithContent(Connection &connection);
    static Result<QByteArray> hashOf(Connection &connection, qint64 seq);
    /// Deletes rows without content, and signatures, below that number.
    static Outcome drop(Connection &connection, qint64 before);

    struct Size {
        qint64 rows = 0;
        qint64 recentRows = 0; ///< From `recent` on.
        qint64 bytesPerRow = 0;
    };
    static Result<Size> size(Connection &connection, const QString &category, qint64 recent);
};

} // namespace auth
