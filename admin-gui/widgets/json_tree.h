#pragma once

#include <QtCore/QJsonObject>
#include <QtWidgets/QWidget>

class QPlainTextEdit;
class QTabWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace auth::console {

/// A JSON object as a tree and, on a second tab, as text. Ctrl+C copies the value of the row.
class JsonTree : public QWidget {
    Q_OBJECT

public:
    explicit JsonTree(QWidget *parent = nullptr);

    void setObject(const QJsonObject &object);
    void clear() { setObject({}); }

Q_SIGNALS:
    /// A value was clicked. `path` joins the names by dots: "extra.status".
    void valueClicked(const QString &path, const QString &value, Qt::KeyboardModifiers modifiers);

private:
    void copyRow();
    void copyAll();
    void reportClick(QTreeWidgetItem *item, int column);

    QJsonObject m_object;
    QTabWidget *m_tabs;
    QTreeWidget *m_tree;
    QPlainTextEdit *m_raw;
};

} // namespace auth::console
