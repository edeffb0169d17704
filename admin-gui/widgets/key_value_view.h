#pragma once

#include <QtWidgets/QWidget>

#include <vector>

class QGridLayout;

namespace auth::console {

/// One fact of a details pane.
struct KeyValueRow {
    QString label = {};
    QString value = {};      ///< Empty is shown as a dash.
    QString linkKind = {};   ///< "user", "session", ... when the value leads somewhere.
    QString linkTarget = {}; ///< What linkActivated() carries. Empty: the value.
    bool isCode = false;     ///< An id: every character as wide as the next.
    QString toolTip = {};
};

/// Labels and values, one per line. Values can be selected, and copied from their menu or with the keyboard.
class KeyValueView : public QWidget {
    Q_OBJECT

public:
    explicit KeyValueView(QWidget *parent = nullptr);

    void setRows(const std::vector<KeyValueRow> &rows);

Q_SIGNALS:
    void linkActivated(const QString &kind, const QString &target);

private:
    void addRow(int index, const KeyValueRow &row);
    void clear();

    QGridLayout *m_grid;
};

} // namespace auth::console
