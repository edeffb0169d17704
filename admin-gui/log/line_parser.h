#pragma once

#include "core/json_document.h"
#include "log/log_record.h"

namespace auth::console {

/// Makes rows of lines of JSON, as the service writes, streams and exports them. For any thread, one per thread.
class LineParser {
public:
    /// The longest line, bytes.
    static constexpr qsizetype longest = 0xffff;

    /// False, and nothing added, for what is no line of a log. `epoch`: of a line that does not tell it.
    bool parse(QByteArrayView json, LogBatch &out, qint64 epoch = 0);
    /// An object of an answer of the service, whose spelling is known.
    bool parse(json::Node object, LogBatch &out);

private:
    bool read(json::Node object);
    bool readMember(const json::Member &member);
    bool readText(LogText which, json::Node value);
    bool readId(IdBytes LogRecord::*id, json::Node value);
    bool readRequest(json::Node value);
    bool readExtra(const json::Member &member);
    LogTexts texts() const;

    LogRecord m_record;
    LogTexts m_texts;
    QByteArray m_extra;
    bool m_hasTime = false;
    bool m_hasEpoch = false;
    bool m_composable = true; ///< The line can be put together again from its parts.
};

} // namespace auth::console
