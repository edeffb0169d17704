#pragma once

#include <QtWidgets/QDialog>

#include <vector>

class QAction;
class QLabel;
class QTreeWidget;

namespace auth::console {

/// Actions that belong together: a menu, a page.
struct ActionGroup {
    QString title;
    QList<QAction *> actions;
};

/// Every key of the program by group, searchable by what it does or by the key.
class ShortcutSheet : public QDialog {
    Q_OBJECT

public:
    /// Actions without a key are left out.
    explicit ShortcutSheet(const std::vector<ActionGroup> &groups, QWidget *parent = nullptr);

private:
    void addGroup(const ActionGroup &group);
    void filter(const QString &pattern);

    QTreeWidget *m_tree;
    QLabel *m_nothing;
};

} // namespace auth::console
