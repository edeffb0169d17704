#pragma once

#include "model/account.h"
#include "shell/workspace.h"

#include <QtWidgets/QWidget>

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QTreeWidget)
QT_FORWARD_DECLARE_CLASS(QVBoxLayout)

namespace auth::console {

/// A tab of a user's details that asks the server only when it is looked at.
class UserTab : public QWidget {
    Q_OBJECT

public:
    explicit UserTab(Workspace &workspace, QWidget *parent = nullptr);

    /// Another account, or the same as it is now.
    void setAccount(const Account &account);
    const Account &account() const { return m_account; }
    void refresh();

protected:
    /// Asks for what is shown of account().
    virtual void load() = 0;
    /// Also when nobody looks: what is edited in it must be about the account as it is now.
    virtual bool isEager() const { return false; }
    void showEvent(QShowEvent *event) override;

    /// A sentence in place of content; empty: there is content.
    void setNote(const QString &text);
    Workspace &workspace() const { return m_workspace; }
    QVBoxLayout *column() const { return m_column; }
    /// For a few rows.
    static QTreeWidget *makeTable(const QString &name, const QString &accessibleName, const QStringList &headers);
    static void fitColumns(QTreeWidget &table);

private:
    Workspace &m_workspace;
    Account m_account;
    bool m_stale = false;
    QVBoxLayout *m_column;
    QLabel *m_note;
};

} // namespace auth::console
