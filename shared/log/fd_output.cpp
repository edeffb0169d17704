#include "log/fd_output.h"

#include <cerrno>
#include <cstdio>
#include <poll.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace auth {

namespace {

bool waitUntilWritable(int fd)
{
    pollfd waiting{.fd = fd, .events = POLLOUT, .revents = 0};
    return ::poll(&waiting, 1, -1) > 0 || errno == EINTR;
}

/// The last resort; that it may fail too changes nothing.
void tell(const std::string &sentence) { static_cast<void>(std::fprintf(stderr, "log: %s\n", sentence.c_str())); }

} // namespace

qsizetype writeAll(int fd, QByteArrayView bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t written = ::write(fd, bytes.data() + done, static_cast<size_t>(bytes.size() - done));
        if (written > 0)
            done += written;
        else if (written == 0 || (errno != EINTR && (errno != EAGAIN || !waitUntilWritable(fd))))
            break;
    }
    return done;
}

void FailureNotice::failed(int error)
{
    if (!std::exchange(m_failing, true))
        tell("cannot write to " + m_subject + ": " + std::generic_category().message(error));
}

void FailureNotice::worked()
{
    if (std::exchange(m_failing, false))
        tell("writing to " + m_subject + " again");
}

bool FdOutput::finishTornLine()
{
    m_torn.remove(0, writeAll(m_fd, m_torn));
    return m_torn.isEmpty();
}

qsizetype FdOutput::write(QByteArrayView lines)
{
    const qsizetype done = finishTornLine() ? writeAll(m_fd, lines) : 0;
    if (done == lines.size()) {
        m_notice.worked();
        return done;
    }
    m_notice.failed(errno);
    if (done == 0 || lines[done - 1] == '\n')
        return done;
    const qsizetype end = lines.indexOf('\n', done) + 1;
    m_torn = lines.sliced(done, end - done).toByteArray();
    return end;
}

} // namespace auth
