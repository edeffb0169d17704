#pragma once

#include "api/audit_messages.h"
#include "shell/workspace.h"
#include "widgets/row_model.h"

#include <QtWidgets/QWidget>

QT_FORWARD_DECLARE_CLASS(QLabel)

namespace auth::console {

class StateView;
class TableView;

/// How long the audit trail is kept, and what that comes to.
class RetentionTab : public QWidget {
    Q_OBJECT

public:
    RetentionTab(Workspace &workspace, QWidget *parent = nullptr);

    void refresh();

private:
    void show(const AuditRetentionReport &report);

    Workspace &m_workspace;
    RowModel<AuditRetentionOfClass> *m_model;
    TableView *m_table;
    QLabel *m_rows;
    StateView *m_view;
};

} // namespace auth::console
