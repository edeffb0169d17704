#pragma once

#include "log/log_model.h"

#include <QtWidgets/QWidget>

#include <deque>

namespace auth::console {

class FilterBar;
class LineMatcher;
class LogTable;
class StateView;
class TimeText;

/// One view of log lines: a filter, the rows, and what there is to know of them.
class LogTab : public QWidget {
    Q_OBJECT

public:
    enum class Kind {
        Live,    ///< All lines as they come.
        Narrow,  ///< Of these, those of one filter.
        Fetched, ///< Those that were looked for, without their neighbours.
        File,    ///< All of a file.
    };

    LogTab(Kind kind, LogLimits limits, TimeText &times, QWidget *parent = nullptr);
    ~LogTab() override;

    Kind kind() const { return m_kind; }
    /// Whether lines are added as they come.
    bool grows() const { return m_kind == Kind::Live || m_kind == Kind::Narrow; }
    LogModel &model() { return *m_model; }
    LogTable &table() { return *m_table; }
    FilterBar &filterBar() { return *m_filter; }
    StateView &state() { return *m_state; }

    /// What a Narrow tab takes of append().
    void setOnly(const FilterExpression &expression);
    /// What it takes and what its filter lets through.
    FilterExpression demanded() const;
    /// The lines there are that the expression wants, those that wait among them.
    LogBatch having(const FilterExpression &expression) const;
    /// Shown at once, or when the pause is over.
    void append(const LogBatch &batch);
    void setFilterText(const QString &text);
    QString filterText() const;
    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }
    /// Lines that came since it was paused or scrolled away from the end.
    qint64 unseen() const;
    /// The rows, or what there is to say instead of them.
    void showState();
    qint64 droppedWhilePaused() const { return m_dropped; }
    /// The next row that has the text, from the current one on; false when there is none.
    bool find(const QString &text, bool forward);

Q_SIGNALS:
    void changed();
    void filterAccepted(const QString &text);

private:
    void applyFilter(const QString &text);
    void showCount();
    void keepWaiting(const LogBatch &lines);
    void dropWaiting();
    void followTimes(TimeText &times);

    Kind m_kind;
    LogModel *m_model;
    FilterBar *m_filter;
    LogTable *m_table;
    StateView *m_state;
    FilterExpression m_onlyOf;
    std::unique_ptr<const LineMatcher> m_only;
    std::deque<LogBatch> m_waiting;
    qint64 m_waitingRows = 0;
    qint64 m_waitingBytes = 0;
    qint64 m_dropped = 0;
    qint64 m_seenTo = 0; ///< Id of the row behind the last one that was seen while following.
    bool m_paused = false;
};

} // namespace auth::console
