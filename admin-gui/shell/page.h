#pragma once

#include "shell/target.h"

#include <QtWidgets/QWidget>

namespace auth::console {

/// A place of the sidebar. Its actions are in Actions under its place; what it does while nobody looks it stops in
/// hideEvent().
class Page : public QWidget {
    Q_OBJECT

public:
    Page(Place place, QWidget *parent) : QWidget(parent), m_place(place) {}

    Place place() const { return m_place; }
    /// Shows what the target names; a target with nothing but the place leaves things as they are.
    virtual void open(const Target &target) = 0;
    /// What it shows now.
    virtual Target target() const { return {.place = m_place}; }
    /// F5: asks the server anew and keeps what is there meanwhile.
    virtual void refresh() = 0;
    /// Ctrl+F.
    virtual void focusFilter() {}
    /// Esc: true when there was something to clear or close.
    virtual bool escape() { return false; }

private:
    Place m_place;
};

} // namespace auth::console
