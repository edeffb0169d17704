#include "log/rotating_file.h"

#include <QtCore/QFile>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace auth {

namespace {

constexpr std::chrono::seconds timeBetweenChecks{1};

QByteArray numbered(const QByteArray &path, int number)
{
    return number == 0 ? path : path + '.' + QByteArray::number(number);
}

bool endsInsideLine(int fd, qint64 size)
{
    char last = '\n';
    return size > 0 && ::pread(fd, &last, 1, size - 1) == 1 && last != '\n';
}

} // namespace

RotatingFile::RotatingFile(const Clock &clock, const Options &options)
    : m_clock(clock), m_path(QFile::encodeName(options.path)), m_maxBytes(options.maxBytes), m_keep(options.keep),
      m_notice(m_path.toStdString())
{
}

RotatingFile::~RotatingFile() { close(); }

void RotatingFile::close()
{
    if (isOpen())
        ::close(std::exchange(m_fd, -1));
}

bool RotatingFile::open()
{
    // O_NONBLOCK: a FIFO in the place of the file is refused below instead of being waited for here.
    const int fd = ::open(m_path.constData(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
    if (fd < 0)
        return false;
    if (adopt(fd))
        return true;
    ::close(fd);
    return false;
}

bool RotatingFile::adopt(int fd)
{
    struct stat file;
    if (::fstat(fd, &file) != 0 || ::fchmod(fd, 0600) != 0)
        return false;
    if (!S_ISREG(file.st_mode)) {
        errno = EINVAL;
        return false;
    }
    m_device = file.st_dev;
    m_inode = file.st_ino;
    m_size = file.st_size;
    if (endsInsideLine(fd, m_size)) // the process before this one died while writing
        m_size += writeAll(fd, "\n");
    m_fd = fd;
    return true;
}

bool RotatingFile::wasMovedAway() const
{
    struct stat file;
    return ::stat(m_path.constData(), &file) != 0 || file.st_dev != m_device || file.st_ino != m_inode;
}

bool RotatingFile::makeReady()
{
    const SteadyTime now = m_clock.steady();
    if (isOpen() && now - m_checked < timeBetweenChecks)
        return true;
    m_checked = now;
    if (isOpen() && wasMovedAway())
        close();
    return isOpen() || open();
}

bool RotatingFile::rotate()
{
    if (wasMovedAway()) {
        close();
        return open();
    }
    for (int number = m_keep; number > 0; --number) {
        const QByteArray from = numbered(m_path, number - 1);
        if (::rename(from.constData(), numbered(m_path, number).constData()) != 0 && errno != ENOENT)
            return false;
    }
    if (m_keep == 0 && ::unlink(m_path.constData()) != 0)
        return false;
    close();
    return open();
}

/// A rotation that fails is tried again later: a file that grows too long is better than lines that are lost.
bool RotatingFile::makeRoom(qsizetype lineBytes)
{
    if (m_size == 0 || m_size + lineBytes <= m_maxBytes || m_clock.steady() < m_rotateAfter || rotate())
        return true;
    m_notice.failed(errno);
    m_rotateAfter = m_clock.steady() + timeBetweenChecks;
    return isOpen();
}

/// As many whole lines as fit; at least one.
QByteArrayView RotatingFile::fittingPart(QByteArrayView lines) const
{
    const qsizetype room = static_cast<qsizetype>(std::clamp<qint64>(m_maxBytes - m_size, 0, lines.size()));
    const qsizetype end = lines.first(room).lastIndexOf('\n') + 1;
    return lines.first(end > 0 ? end : lines.indexOf('\n') + 1);
}

/// Returns the bytes of the lines that are in the file in full; a torn line is taken out again.
qsizetype RotatingFile::append(QByteArrayView lines)
{
    const qsizetype done = writeAll(m_fd, lines);
    const qsizetype whole = done == lines.size() ? done : lines.first(done).lastIndexOf('\n') + 1;
    m_size += whole;
    if (done == lines.size())
        return done;
    m_notice.failed(errno);
    if (::ftruncate(m_fd, m_size) != 0)
        close(); // opening it again ends the torn line
    return whole;
}

qsizetype RotatingFile::write(QByteArrayView lines)
{
    qsizetype done = 0;
    while (done < lines.size()) {
        const QByteArrayView rest = lines.sliced(done);
        if (!makeReady() || !makeRoom(rest.indexOf('\n') + 1)) {
            m_notice.failed(errno);
            return done;
        }
        const QByteArrayView part = fittingPart(rest);
        const qsizetype taken = append(part);
        done += taken;
        if (taken < part.size())
            return done;
    }
    if (m_clock.steady() >= m_rotateAfter)
        m_notice.worked();
    return done;
}

} // namespace auth
