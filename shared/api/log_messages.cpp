#include "api/log_messages.h"

#include "log/json_line.h"

namespace auth {

void append(QByteArray &out, const LogLine &line, json::Secrets)
{
    out.append("{\"epoch\":");
    json::appendText(out, line.epoch);
    const qsizetype brace = out.size();
    JsonLine().append(out, line);
    out[brace] = ','; // of the event as an object of its own
    out.chop(1);      // its newline
}

} // namespace auth
