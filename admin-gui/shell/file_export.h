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
    FileExport(Workspace &work, const QString &path, QWidget *window);

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
    QProgressDialog *m_progress;
};

} // namespace auth::console
