#pragma once

#include "api/log_messages.h"

#include <QtCore/QAbstractTableModel>

namespace auth::console {

class TimeText;

/// What happened in one request, step by step.
class StoryModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { At, What, Detail, Took, Instance, ColumnCount };
    /// Begin and length of a step as fractions of the whole, for the bar: QPointF(begin, length).
    static constexpr int spanRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    void setEntries(QList<StoryEntry> entries);
    const StoryEntry &at(int row) const { return m_entries.at(row); }
    double totalMs() const { return m_totalMs; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QString text(const StoryEntry &entry, int column) const;

    QList<StoryEntry> m_entries;
    double m_totalMs = 0;
};

/// All that is known of a step, in lines.
QString storyText(const StoryEntry &entry);

} // namespace auth::console
