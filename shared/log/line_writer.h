#pragma once

#include "log/json_line.h"
#include "log/line_output.h"
#include "log/line_queue.h"

#include <memory>
#include <vector>

namespace auth {

/// The far side of a LineSink: encodes what the queue holds and writes it, and puts a log.dropped line where lines are
/// missing.
class LineWriter final : public QueueWriter {
public:
    LineWriter(LineLimits limits, std::unique_ptr<LineOutput> output) : QueueWriter(limits), m_output(std::move(output))
    {
    }

    void run() override;

private:
    struct Line {
        qsizetype end;   ///< In m_buffer.
        LineLoss stands; ///< What is lost if it cannot be written; a marker stands for all it counts.
        bool isMarker;
    };

    void write(LineBatch &batch);
    void append(const QueuedLine &line);
    void appendMarker(const LineLoss &loss);
    void flush();

    std::unique_ptr<LineOutput> m_output;
    JsonLine m_json;
    QByteArray m_buffer;
    std::vector<Line> m_lines; ///< Of m_buffer.
    qsizetype m_bytes = 0;     ///< The queue's, of the lines in m_buffer.
    LineLoss m_unwritten;      ///< Not yet told to the output.
    QString m_instance;        ///< Of the last line, for markers.
};

} // namespace auth
