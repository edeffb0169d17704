#pragma once

#include "shell/target.h"
#include "widgets/icons.h"

#include <QtWidgets/QListWidget>

namespace auth::console {

QString nameOf(Place place);
Icon iconOf(Place place);

/// The places of the window. Narrow: icons alone.
class Sidebar : public QListWidget {
    Q_OBJECT

public:
    explicit Sidebar(QWidget *parent = nullptr);

    /// `obstacle` says why it cannot be entered, if so.
    void addPlace(Place place, const QString &obstacle);
    void select(Place place);
    void setNarrow(bool narrow);
    bool isNarrow() const { return m_narrow; }

Q_SIGNALS:
    void chosen(auth::console::Place place);

private:
    bool m_narrow = false;
};

} // namespace auth::console
