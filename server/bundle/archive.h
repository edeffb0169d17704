#pragma once

#include "core/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <memory>

struct archive; // libarchive's

namespace auth {

/// A .tar.gz being written, readable by its owner alone. Never replaces a file.
class Archive {
public:
    static Result<std::unique_ptr<Archive>> create(const QString &path);
    /// Removes the file unless finish() succeeded.
    ~Archive();
    Q_DISABLE_COPY_MOVE(Archive)

    Outcome add(const QString &name, const QByteArray &content);
    Outcome finish();

private:
    Archive(QString path, int fd);
    Error failed() const;

    struct Free {
        void operator()(::archive *archive) const;
    };
    const QString m_path;
    const int m_fd;
    std::unique_ptr<::archive, Free> m_archive;
    bool m_finished = false;
};

} // namespace auth
