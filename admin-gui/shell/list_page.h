#pragma once

#include "shell/cursor_model.h"
#include "shell/filter_words.h"
#include "shell/page.h"
#include "shell/workspace.h"

namespace auth::console {

class FilterBar;
class StateView;
class TableView;

/// A page that is one list under a filter: its states, count, refreshing and history are the same for all of them.
class ListPage : public Page {
    Q_OBJECT

public:
    ListPage(Place place, Workspace &work, QWidget *parent);
    ~ListPage() override;

    void open(const Target &target) override;
    Target target() const override;
    void refresh() override;
    void focusFilter() override;
    bool escape() override;

protected:
    /// What stands where nothing is.
    struct Emptiness {
        Icon icon;
        QString nothing; ///< "Nobody is signed in."
        QString noMatch; ///< "No session matches."
    };
    /// Puts the list together; to be called once, at the end of the constructor.
    void install(CursorModelBase &model, const QString &name, const Emptiness &emptiness);
    /// Reads the filter and has the model ask in its way; the problem where it is none.
    virtual std::optional<FilterProblem> apply(const QString &filter) = 0;
    /// The current row is another one; also after each page.
    virtual void selectionChanged() {}
    /// Enter on a row.
    virtual void activated(const QModelIndex &) {}

    Workspace &work() { return m_work; }
    TableView &table() { return *m_table; }
    FilterBar &filter() { return *m_filter; }
    QStringList selectedIds() const;

private:
    void filterEdited(const QString &text);
    void showLoaded();
    void showFailure(const ApiError &error);
    void showCount();
    void showOnline();

    Workspace &m_work;
    CursorModelBase *m_model = nullptr;
    FilterBar *m_filter;
    TableView *m_table;
    StateView *m_state;
    QString m_name;
    Emptiness m_emptiness{};
    QString m_wanted; ///< Id to select when it has come.
    QTime m_loadedAt; ///< Local.
    bool m_asked = false;
    bool m_fitted = false;
};

} // namespace auth::console
