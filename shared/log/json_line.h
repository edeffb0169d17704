#pragma once

#include "log/log_event.h"

#include <QtCore/QByteArray>

namespace auth {

/// Appends events as lines of JSON: pure UTF-8, one line each, whatever the text holds. Not thread-safe; one per
/// writer.
class JsonLine {
public:
    void append(QByteArray &out, const LogEvent &event);

private:
    const QByteArray &timeText(Time time);

    // Lines written in a burst share their millisecond; formatting it is the dearest part of a line.
    Time m_time{};
    QByteArray m_timeText;
};

/// Appends a JSON string. Lone surrogates become U+FFFD; control and text direction characters are escaped, so that
/// neither a parser nor a terminal sees anything but one line in reading order.
void appendJsonText(QByteArray &out, QStringView text);

} // namespace auth
