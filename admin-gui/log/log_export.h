#pragma once

#include "log/log_chunk.h"

#include <QtCore/QObject>

#include <QtCore/QThreadPool>

namespace auth::console {

enum class LogFormat {
    JsonLines, ///< As the service exports it; can be opened again.
    Csv,
    Text, ///< For people.
};

/// Writes rows to a file in a thread of its own. What had its name stays until all is there.
class LogExport : public QObject {
    Q_OBJECT

public:
    struct Job {
        LogSnapshot rows;
        std::optional<std::vector<qint64>> chosen = {}; ///< Ids in ascending order; all rows when absent.
        QString path;
        LogFormat format = LogFormat::JsonLines;
    };
    struct Outcome {
        qint64 rows = 0;
        bool cancelled = false; ///< There is no new file then.
        QString problem = {};   ///< Nor when this is not empty.
    };

    explicit LogExport(QObject *parent = nullptr);
    ~LogExport() override;

    /// Once.
    void write(Job job);
    /// Ends it within a few rows.
    void cancel() { m_cancelled = true; }

Q_SIGNALS:
    void progressed(qint64 done, qint64 total);
    void finished(const auth::console::LogExport::Outcome &outcome);

private:
    void work(const Job &job);
    bool writeRows(const Job &job, QIODevice &file, qint64 &done);
    void tellProgress(qint64 done, qint64 total);

    std::atomic<bool> m_cancelled{false};
    QThreadPool m_pool;
};

/// The line of a row, and what stands before the first one.
QByteArray exported(const LogRow &row, LogFormat format);
QByteArray exportHeader(LogFormat format);

} // namespace auth::console
