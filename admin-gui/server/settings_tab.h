#pragma once

#include "api/system_messages.h"
#include "widgets/row_model.h"

#include <QtWidgets/QWidget>

namespace auth::console {

class FilterBar;
class TableView;

/// The settings in force and where each came from. Secret ones come masked from the server.
class SettingsTab : public QWidget {
    Q_OBJECT

public:
    explicit SettingsTab(QWidget *parent = nullptr);

    void show(const QList<SettingValue> &settings);
    void focusFilter();
    bool clearFilter();

private:
    void filter();

    QList<SettingValue> m_all;
    FilterBar *m_filter;
    RowModel<SettingValue> *m_model;
    TableView *m_table;
};

} // namespace auth::console
