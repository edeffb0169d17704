#include "bundle/archive.h"

#include "core/late_library.h"

#include <QtCore/QFile>

#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

// The daemon writes no archives.
inline constinit LateLibrary libarchive("libarchive.so.13");
AUTH_LATE(libarchive, archive_entry_free);
AUTH_LATE(libarchive, archive_entry_new);
AUTH_LATE(libarchive, archive_entry_set_filetype);
AUTH_LATE(libarchive, archive_entry_set_mtime);
AUTH_LATE(libarchive, archive_entry_set_pathname);
AUTH_LATE(libarchive, archive_entry_set_perm);
AUTH_LATE(libarchive, archive_entry_set_size);
AUTH_LATE(libarchive, archive_error_string);
AUTH_LATE(libarchive, archive_write_add_filter_gzip);
AUTH_LATE(libarchive, archive_write_close);
AUTH_LATE(libarchive, archive_write_data);
AUTH_LATE(libarchive, archive_write_free);
AUTH_LATE(libarchive, archive_write_header);
AUTH_LATE(libarchive, archive_write_new);
AUTH_LATE(libarchive, archive_write_open_fd);
AUTH_LATE(libarchive, archive_write_set_format_pax_restricted);

struct FreeEntry {
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};

} // namespace

void Archive::Free::operator()(::archive *archive) const { archive_write_free(archive); }

Result<std::unique_ptr<Archive>> Archive::create(const QString &path)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return Error{.code = ErrorCode::BadRequest,
                     .message = u"The file cannot be made: %1."_s.arg(
                         QString::fromStdString(std::generic_category().message(errno)))};
    std::unique_ptr<Archive> archive(new Archive(path, fd));
    if (archive_write_open_fd(archive->m_archive.get(), fd) != ARCHIVE_OK)
        return archive->failed();
    return archive;
}

Archive::Archive(QString path, int fd) : m_path(std::move(path)), m_fd(fd), m_archive(archive_write_new())
{
    archive_write_add_filter_gzip(m_archive.get());
    archive_write_set_format_pax_restricted(m_archive.get());
}

Archive::~Archive()
{
    m_archive.reset();
    ::close(m_fd);
    if (!m_finished)
        QFile::remove(m_path);
}

Outcome Archive::add(const QString &name, const QByteArray &content)
{
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.toUtf8().constData());
    archive_entry_set_size(entry.get(), content.size());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    archive_entry_set_mtime(entry.get(), std::time(nullptr), 0);
    if (archive_write_header(m_archive.get(), entry.get()) != ARCHIVE_OK)
        return failed();
    const auto written =
        archive_write_data(m_archive.get(), content.constData(), static_cast<std::size_t>(content.size()));
    return written == content.size() ? Outcome(Done{}) : failed();
}

Outcome Archive::finish()
{
    if (archive_write_close(m_archive.get()) != ARCHIVE_OK)
        return failed();
    m_finished = true;
    return Done{};
}

Error Archive::failed() const
{
    return {.code = ErrorCode::InternalError,
            .message = u"The archive cannot be written."_s,
            .cause = QString::fromUtf8(archive_error_string(m_archive.get()))};
}

} // namespace auth
