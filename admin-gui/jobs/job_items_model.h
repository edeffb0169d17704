#pragma once

#include "api/job_messages.h"
#include "client/api_client.h"

#include <QtCore/QAbstractTableModel>

namespace auth::console {

/// The accounts of a job, loaded page by page as they are scrolled to.
class JobItemsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { User, Outcome, Email, ColumnCount };

    JobItemsModel(ApiClient &client, QObject *parent = nullptr);

    /// Another job, or other outcomes of it; empty: all.
    void ask(JobId job, const QString &outcome);
    /// What became of those that are there may be known by now.
    void refresh();
    const JobItem *item(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void loaded();
    void failed(const auth::console::ApiError &error);

private:
    void load(qint64 after, bool anew);
    void take(const auth::Page<JobItem> &page, bool anew);
    void put(const QList<JobItem> &items);

    ApiClient &m_client;
    JobId m_job;
    QString m_outcome;
    QList<JobItem> m_items;
    bool m_more = false;
    CallHandle m_call;
};

} // namespace auth::console
