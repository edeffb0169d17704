#pragma once

#include "log/log_record.h"

#include <QtCore/QObject>
#include <QtCore/QThreadPool>

#include <atomic>
#include <semaphore>

namespace auth::console {

class LineParser;

/// Reads an exported log, one JSON object a line, in a thread of its own.
class LogFile : public QObject {
    Q_OBJECT

public:
    struct Outcome {
        qint64 lines = 0;
        qint64 badLines = 0; ///< That were no line of a log, and left out.
        bool cancelled = false;
        QString problem = {}; ///< Empty when the file could be read.
    };

    explicit LogFile(QObject *parent = nullptr);
    ~LogFile() override;

    /// Once.
    void read(const QString &path);
    void cancel() { m_cancelled = true; }

Q_SIGNALS:
    void linesRead(const auth::console::LogBatch &lines);
    /// Bytes.
    void progressed(qint64 done, qint64 total);
    void finished(const auth::console::LogFile::Outcome &outcome);

private:
    void work(const QString &path);
    static qint64 takeLines(LineParser &parser, QByteArray &text, bool isEnd, LogBatch &lines);
    void hand(LogBatch &lines, qint64 done, qint64 total);
    void tell(const Outcome &outcome);

    /// So many batches wait for the GUI at most: a file is read faster than rows are shown.
    static constexpr int mostWaiting = 4;

    std::atomic<bool> m_cancelled{false};
    std::counting_semaphore<mostWaiting> m_room{mostWaiting};
    QThreadPool m_pool;
};

} // namespace auth::console
