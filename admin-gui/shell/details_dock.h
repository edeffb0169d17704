#pragma once

#include "shell/details_panel.h"
#include "shell/navigator.h"

#include <QtCore/QHash>
#include <QtWidgets/QDockWidget>

QT_FORWARD_DECLARE_CLASS(QStackedWidget)

namespace auth::console {

/// The dock at the right (F4): one panel for each kind of thing, shared by all pages.
class DetailsDock : public QDockWidget {
    Q_OBJECT

public:
    explicit DetailsDock(QWidget *parent = nullptr);

    void add(Subject subject, DetailsPanel *panel);
    /// Shows the thing, unless the panel on show has edits that are kept.
    void open(Subject subject, const QString &id);
    /// Shows a panel that was filled already.
    bool raisePanel(DetailsPanel *panel);
    bool mayLeave();
    void refresh();
    DetailsPanel *current() const;

private:
    void nameIt();

    QStackedWidget *m_panels;
    QHash<Subject, DetailsPanel *> m_bySubject;
};

} // namespace auth::console
