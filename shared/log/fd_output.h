#pragma once

#include "log/line_output.h"

#include <QtCore/QByteArray>

#include <string>

namespace auth {

/// Writes until all is done or an error ends it; returns the number of bytes written, errno tells the error.
/// A descriptor that does not block is waited for.
qsizetype writeAll(int fd, QByteArrayView bytes);

/// Tells stderr once that a log cannot be written, and once that it can be again.
class FailureNotice {
public:
    explicit FailureNotice(std::string subject) : m_subject(std::move(subject)) {}

    void failed(int error);
    void worked();

private:
    std::string m_subject;
    bool m_failing = false;
};

/// Lines for a descriptor somebody else owns, such as stdout. Its flags are left as they are: they belong to every
/// process that shares it.
class FdOutput final : public LineOutput {
public:
    explicit FdOutput(int fd) : m_fd(fd), m_notice("descriptor " + std::to_string(fd)) {}

    qsizetype write(QByteArrayView lines) override;

private:
    bool finishTornLine();

    int m_fd;
    QByteArray m_torn; ///< Rest of a line whose beginning has been written; it goes out before anything else.
    FailureNotice m_notice;
};

} // namespace auth
