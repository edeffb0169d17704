#pragma once

#include <QtWidgets/QWidget>

namespace auth::console {

/// What the details dock shows of one kind of thing.
class DetailsPanel : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Loads and shows it.
    virtual void open(const QString &id) = 0;
    virtual void refresh() {}
    virtual QString title() const = 0;
    /// Before something else is shown: false keeps it, because there are edits the user does not want to lose.
    virtual bool mayLeave() { return true; }

Q_SIGNALS:
    void titleChanged();
    /// The thing is not what it was: lists that show it should look again.
    void subjectChanged(const QString &id);
};

} // namespace auth::console
