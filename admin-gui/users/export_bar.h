#pragma once

#include "api/user_list_messages.h"
#include "shell/workspace.h"

#include <QtWidgets/QFrame>

QT_FORWARD_DECLARE_CLASS(QLabel)

namespace auth::console {

class Download;

/// An export on its way into a file, which can be cancelled. Hidden while there is none.
class ExportBar : public QFrame {
    Q_OBJECT

public:
    explicit ExportBar(Workspace &workspace, QWidget *parent = nullptr);

    bool isRunning() const { return m_download != nullptr; }
    /// Asks for the file first, and by that for the format.
    void choose(const UserExportRequest &wanted);
    void begin(const UserExportRequest &request, const QString &path);
    void cancel();

private:
    void end();

    Workspace &m_workspace;
    QLabel *m_text;
    Download *m_download = nullptr;
};

} // namespace auth::console
