#include "storage/database_lock.h"

#include <QtCore/QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace auth {
namespace {

QString ownerOf(int file)
{
    char digits[20];
    const ssize_t length = ::pread(file, digits, sizeof digits, 0);
    const QString pid = length > 0 ? QString::fromLatin1(digits, length).trimmed() : QString();
    return pid.isEmpty() ? u"another process"_s : u"process "_s + pid;
}

bool writeOwner(int file)
{
    const QByteArray pid = QByteArray::number(qint64{::getpid()}) + '\n';
    return ::ftruncate(file, 0) == 0 && ::pwrite(file, pid.constData(), size_t(pid.size()), 0) == pid.size();
}

Error refusal(const QString &message, int number = 0)
{
    return {.code = ErrorCode::StorageUnavailable,
            .message = message,
            .cause = number ? qt_error_string(number) : QString()};
}

} // namespace

Result<std::unique_ptr<DatabaseLock>> DatabaseLock::take(const QString &databasePath)
{
    const QString path = databasePath + u".lock"_s;
    const int file =
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (file < 0)
        return refusal(u"The lock file %1 cannot be opened; check its owner and mode."_s.arg(path), errno);
    std::unique_ptr<DatabaseLock> lock(new DatabaseLock(file));
    if (::flock(file, LOCK_EX | LOCK_NB) != 0)
        return refusal(
            u"The database %1 is in use by %2; only one daemon may have it."_s.arg(databasePath, ownerOf(file)));
    if (!writeOwner(file))
        return refusal(u"The lock file %1 cannot be written; make room on its disk."_s.arg(path), errno);
    return lock;
}

DatabaseLock::~DatabaseLock() { ::close(m_file); }

} // namespace auth
