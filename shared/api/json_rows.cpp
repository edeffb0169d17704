#include "api/json_rows.h"

namespace auth::json {

QList<QByteArrayView> linesOf(QByteArrayView text)
{
    QList<QByteArrayView> lines;
    while (!text.isEmpty()) {
        const qsizetype end = text.indexOf('\n');
        const QByteArrayView line = text.first(end < 0 ? text.size() : end);
        if (!line.trimmed().isEmpty())
            lines += line;
        text = text.sliced(end < 0 ? text.size() : end + 1);
    }
    return lines;
}

} // namespace auth::json
