#pragma once

#include "shell/workspace.h"
#include "users/import_mapping.h"
#include "users/import_table.h"

#include <QtWidgets/QWizard>

namespace auth::console {

/// People of a file become users: the file, what its columns are, what would happen, and then it happens.
class ImportWizard : public QWizard {
    Q_OBJECT

public:
    ImportWizard(Workspace &workspace, QWidget *parent);

    Workspace &workspace() const { return m_workspace; }
    void setTable(ImportTable table);
    const ImportTable &table() const { return m_table; }
    void setMapping(const ImportMapping &mapping) { m_mapping = mapping; }
    const ImportMapping &mapping() const { return m_mapping; }
    QList<QByteArray> lines() const;

Q_SIGNALS:
    /// There are users more.
    void imported();

private:
    Workspace &m_workspace;
    ImportTable m_table;
    ImportMapping m_mapping;
};

} // namespace auth::console
