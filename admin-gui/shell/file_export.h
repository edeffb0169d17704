#pragma once

#include "client/download.h"
#include "shell/workspace.h"

#include <QtWidgets/QProgressDialog>

namespace auth::console {

/// An export that is written to a file while a small window beside the work tells how far it is and can cancel it.
/// Deletes itself.
class FileExport : public QObject {
    Q_OBJECT

public:
    /// Ends with the page, as that does when somebody signs out.
    FileExport(Workspace &work, const QString &path, QWidget *page);
    ~FileExport() override;

    template<class Request> void begin(const Endpoint<Request, Stream> &endpoint, const Request &request)
    {
        m_download.begin(endpoint, request);
    }

Q_SIGNALS:
    void finished(bool whole);

private:
    void end(const Answer<Done> &outcome);

    Workspace &m_work;
    Download m_download;
    QPointer<QProgressDialog> m_progress; ///< The window's child.
};

} // namespace auth::console
