#pragma once

#include <QtWidgets/QTableView>

class QSettings;

namespace auth::console {

/// QTableView for long lists: rows of one height, no grid, Tab leaves it, keys do not search it. Ctrl+C copies the
/// selected cells, Enter activates the row, the header's menu shows and hides columns.
class TableView : public QTableView {
    Q_OBJECT

public:
    explicit TableView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    /// Columns wide enough for their header and the first rows that are loaded, at most `rows` of them.
    void fitColumns(int rows = 200);
    /// Which columns, how wide, in what order, sorted by what. False when there is nothing stored under `key`.
    bool restoreState(const QSettings &settings, const QString &key);
    void saveState(QSettings &settings, const QString &key) const;

    /// Selected cells as lines of values with tabs between them, hidden columns left out.
    QString selectedText() const;

Q_SIGNALS:
    /// Enter, or a double click.
    void rowActivated(const QModelIndex &index);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    /// Off: it would ask the model for the text of every row.
    void keyboardSearch(const QString &) override {}

private:
    void copy() const;
    void setRowHeight();
    void showColumnMenu(QPoint position);
    int neededWidth(int column, int rows) const;
};

} // namespace auth::console
