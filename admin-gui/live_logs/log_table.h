#pragma once

#include "log/log_model.h"
#include "widgets/table_view.h"

namespace auth::console {

class LogDelegate;

/// The rows of a log. Follows its end until somebody scrolls up; what is looked at stays where it is when older rows go
/// or another filter comes.
class LogTable : public TableView {
    Q_OBJECT

public:
    explicit LogTable(LogModel &model, QWidget *parent = nullptr);

    bool isFollowing() const { return m_following; }
    void setFollowing(bool following);
    /// Ids of the selected rows, ascending.
    std::vector<qint64> selectedRows() const;
    /// -1 when there is none.
    qint64 currentRow() const;
    void goTo(int row);
    void setSoughtTexts(const QStringList &texts);

Q_SIGNALS:
    void followingChanged(bool following);
    /// What was looked at has left the buffer.
    void lostSight();

protected:
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void rememberPlace();
    void restorePlace();
    void keepPlace(int evictedRows);
    bool isAtEnd() const;

    LogModel &m_model;
    LogDelegate *m_delegate;
    bool m_following = true;
    qint64 m_top = -1;
    qint64 m_current = -1;
};

} // namespace auth::console
