#pragma once

#include "shell/breaker_model.h"
#include "shell/workspace.h"

#include <QtWidgets/QWidget>

QT_FORWARD_DECLARE_CLASS(QLabel)

namespace auth::console {

class TableView;

/// The circuits of the server; one that is not closed can be reset.
class CircuitsTab : public QWidget {
    Q_OBJECT

public:
    CircuitsTab(Workspace &workspace, QWidget *parent = nullptr);

    void show(const QList<BreakerState> &breakers);
    /// By the page: whether this tab is on show.
    void setHere(bool here);

Q_SIGNALS:
    /// The server has another state now.
    void changed();

private:
    void judge();
    void confirmReset();
    void reset(const QString &name);
    const BreakerState *current() const;

    Workspace &m_workspace;
    BreakerModel *m_model;
    TableView *m_table;
    QLabel *m_none;
    Action *m_reset;
    bool m_here = false;
};

} // namespace auth::console
