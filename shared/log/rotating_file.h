#pragma once

#include "core/clock.h"
#include "log/fd_output.h"

#include <optional>
#include <sys/types.h>

namespace auth {

/// A file that is renamed to path.1, path.2 ... when full. Mode 0600. It follows the path when somebody else moves or
/// deletes the file (logrotate), and comes back by itself once it can be written again.
class RotatingFile final : public LineOutput {
public:
    struct Options {
        QString path;
        qint64 maxBytes = 50 << 20; ///< No file is longer, unless a single line is.
        int keep = 5;               ///< Full files kept beside the current one.
    };

    RotatingFile(const Clock &clock, const Options &options);
    ~RotatingFile() override;
    Q_DISABLE_COPY_MOVE(RotatingFile)

    qsizetype write(QByteArrayView lines) override;

private:
    bool isOpen() const { return m_fd >= 0; }
    bool open();
    void close();
    bool adopt(int fd);
    bool wasMovedAway() const;
    bool makeReady();
    bool makeRoom(qsizetype lineBytes);
    bool rotate();
    QByteArrayView fittingPart(QByteArrayView lines) const;
    qsizetype append(QByteArrayView lines);

    const Clock &m_clock;
    const QByteArray m_path;
    const qint64 m_maxBytes;
    const int m_keep;
    int m_fd = -1;
    dev_t m_device = 0;
    ino_t m_inode = 0;
    qint64 m_size = 0;
    SteadyTime m_checked{};
    SteadyTime m_rotateAfter = SteadyTime::min();
    FailureNotice m_notice;
};

} // namespace auth
