#include "crypto/key_file.h"

#include "crypto/base64_url.h"
#include "crypto/random_token.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace auth {

namespace {

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Q_DISABLE_COPY_MOVE(Descriptor)
    bool isOpen() const { return m_fd >= 0; }
    int get() const { return m_fd; }

private:
    int m_fd;
};

/// The operator must put it right.
Error refusal(const QString &path, const QString &why)
{
    return {ErrorCode::ValidationError, u"Key file %1 %2."_s.arg(path, why)};
}

Error systemError(const QString &path, const QString &what)
{
    const QString reason = QString::fromStdString(std::generic_category().message(errno));
    return {ErrorCode::InternalError, u"Key file %1 %2: %3."_s.arg(path, what, reason)};
}

bool writeAll(int fd, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(fd, bytes.data(), static_cast<size_t>(bytes.size()));
        if (written < 0 && errno != EINTR)
            return false;
        bytes = bytes.sliced(std::max<ssize_t>(written, 0));
    }
    return true;
}

Secret fileContent(qsizetype bytes)
{
    const Secret text = base64UrlEncode(randomSecret(bytes));
    Secret line = Secret::ofSize(text.size() + 1);
    std::copy_n(text.reveal().data(), text.size(), line.data());
    line.data()[text.size()] = '\n';
    return line;
}

Outcome writeNewFile(const QString &path, const Secret &content)
{
    const Descriptor file(::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return systemError(path, u"cannot be created"_s);
    if (::fchmod(file.get(), 0600) != 0 || !writeAll(file.get(), content.reveal()) || ::fsync(file.get()) != 0)
        return systemError(path, u"cannot be written"_s);
    return Done{};
}

/// A file is safe from power loss only when its directory entry is.
Outcome syncFolderOf(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const Descriptor directory(::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.isOpen() || ::fsync(directory.get()) != 0)
        return systemError(path, u"cannot be made durable"_s);
    return Done{};
}

/// link() refuses an existing name: of several starting processes one wins, and its file appears whole.
Outcome publish(const QString &temporary, const QString &path)
{
    const QByteArray from = QFile::encodeName(temporary);
    const bool linked = ::link(from.constData(), QFile::encodeName(path).constData()) == 0 || errno == EEXIST;
    const Outcome outcome = linked ? Outcome(Done{}) : systemError(path, u"cannot be created"_s);
    ::unlink(from.constData());
    return outcome;
}

Outcome createKeyFile(const QString &path, qsizetype bytes)
{
    const QString temporary = u"%1.%2.tmp"_s.arg(path, QString::fromLatin1(base64UrlEncode(randomBytes(9))));
    const Outcome written = writeNewFile(temporary, fileContent(bytes));
    if (!written) {
        ::unlink(QFile::encodeName(temporary).constData());
        return written;
    }
    return publish(temporary, path).then([&](Done) { return syncFolderOf(path); });
}

Outcome checkPrivate(const QString &path, const struct stat &status)
{
    if (!S_ISREG(status.st_mode))
        return refusal(path, u"is no regular file"_s);
    if (status.st_mode & 077)
        return refusal(
            path, u"may be used by others (mode %1); chmod 600 it, and replace the key if others can log in here"_s.arg(
                      status.st_mode & 07777, 4, 8, QChar(u'0')));
    return Done{};
}

/// One byte more than fits, so that a longer file shows.
Result<Secret> readLine(const QString &path, int fd, qsizetype size)
{
    Secret line = Secret::ofSize(size + 1);
    qsizetype have = 0;
    for (ssize_t got = 1; got != 0 && have < line.size(); have += std::max<ssize_t>(got, 0)) {
        got = ::read(fd, line.data() + have, static_cast<size_t>(line.size() - have));
        if (got < 0 && errno != EINTR)
            return systemError(path, u"cannot be read"_s);
    }
    return Secret(line.reveal().first(have));
}

Result<Secret> decodeLine(const QString &path, const Secret &line, qsizetype bytes)
{
    const QByteArrayView text = line.reveal();
    auto key = base64UrlDecode(Secret(text.endsWith('\n') ? text.chopped(1) : text));
    if (!key || key->size() != bytes)
        return refusal(path, u"does not hold a key of %1 bytes in base64url"_s.arg(bytes));
    return std::move(*key);
}

Result<Secret> load(const QString &path, int fd, qsizetype bytes)
{
    struct stat status {};
    if (::fstat(fd, &status) != 0)
        return systemError(path, u"cannot be examined"_s);
    if (const Outcome isPrivate = checkPrivate(path, status); !isPrivate)
        return isPrivate.error();
    return readLine(path, fd, (bytes * 4 + 2) / 3 + 1).then([&](Secret &&line) {
        return decodeLine(path, line, bytes);
    });
}

int openExisting(const QString &path)
{
    // Without O_NONBLOCK a FIFO of that name would hold the start up for ever.
    return ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
}

} // namespace

Result<Secret> loadOrCreateKeyFile(const QString &path, qsizetype bytes)
{
    if (const Descriptor existing(openExisting(path)); existing.isOpen())
        return load(path, existing.get(), bytes);
    if (errno != ENOENT)
        return systemError(path, u"cannot be opened"_s);
    if (const Outcome created = createKeyFile(path, bytes); !created)
        return created.error();
    const Descriptor file(openExisting(path));
    return file.isOpen() ? load(path, file.get(), bytes) : systemError(path, u"cannot be opened"_s);
}

} // namespace auth
