#pragma once

#include "api/log_messages.h"
#include "live_logs/log_tab.h"
#include "log/log_feed.h"
#include "shell/page.h"
#include "shell/workspace.h"

QT_FORWARD_DECLARE_CLASS(QLineEdit)
QT_FORWARD_DECLARE_CLASS(QTabWidget)

namespace auth::console {

class DetailsDock;
class LinePanel;
class LiveStatus;
class LogsActions;

/// The log as it is written, and what was found in it, in tabs. The first tab is the live one and stays.
class LogsPage : public Page {
    Q_OBJECT

public:
    LogsPage(Workspace &work, DetailsDock &details, QWidget *parent);
    ~LogsPage() override;

    void open(const Target &target) override;
    Target target() const override;
    void refresh() override;
    void focusFilter() override;
    bool escape() override;

    LogTab &live() { return *m_live; }
    LogTab &current();
    /// Null until the page has been opened and has the newest lines of the store.
    LogFeed *feed() { return m_feed.get(); }

    // What the actions do.
    /// A live tab of its own for the filter of this one.
    void openNarrow();
    /// Tabs with lines that were fetched: all of a request, the neighbours of a line, older ones by the filter.
    void openRequest();
    void openContext();
    void openOlder();
    /// `path` empty: asks for one.
    void openFile(QString path = {});
    void exportLines(bool onlyShown, QString path = {});
    void exportFromServer();
    void closeTab();
    void askForFind();
    void findNext(bool forward);
    void saveFilter();
    /// At least that level, in place of another one; "debug" shows all.
    void setLevel(const QString &level);
    void demand(const QString &member, const QString &value, bool excluded);
    /// The line under the cursor as JSON; empty when there is none or it is a gap.
    QJsonObject currentLine();
    void showLine();

Q_SIGNALS:
    void currentChanged();

private:
    LogTab *addTab(LogTab::Kind kind, const QString &title, LogLimits limits);
    void beginWithNewest();
    void startFeed(std::optional<LinePlace> after);
    void giveToken(const Secret &refused);
    void takeLines(const LogBatch &lines);
    LogTab *addFetched(const QString &title, TimeMode times);
    /// Asks for these lines and adds them to the tab, and those the live tab holds of them.
    void fetchInto(LogTab *tab, LogQuery query, const FilterExpression &held = {});
    void showNeighbours(LogTab &from, qint64 row);
    void fetchNeighbours(LogTab *tab, LinePlace place, const LogBatch &line);
    void showStatus();
    void showFeed(const FeedState &state);
    void saveLines(LogTab &from, bool onlyShown, const QString &path);

    Workspace &m_work;
    DetailsDock &m_details;
    LinePanel *m_panel;
    QTabWidget *m_tabs;
    LiveStatus *m_status;
    QLineEdit *m_find;
    LogTab *m_live;
    std::unique_ptr<LogFeed> m_feed;
    std::unique_ptr<LogsActions> m_actions;
    bool m_started = false;
};

} // namespace auth::console
