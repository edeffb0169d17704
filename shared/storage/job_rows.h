#pragma once

#include "core/json_write.h"

namespace auth {

/// A JSON list of one object each, which both engines take apart again.
template<class List, class Write> QString jsonRows(const List &list, Write &&write)
{
    QByteArray json = "[";
    for (const auto &each : list) {
        if (json.size() > 1)
            json += ',';
        json::ObjectWriter object(json);
        write(object, each);
    }
    return QString::fromUtf8(json + ']');
}

} // namespace auth
