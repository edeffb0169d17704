#pragma once

#include "api/system_messages.h"
#include "client/certificate_probe.h"
#include "widgets/row_model.h"
#include "widgets/time_text.h"

#include <QtWidgets/QScrollArea>

QT_FORWARD_DECLARE_CLASS(QGridLayout)

namespace auth::console {

class FactCard;
class TableView;

/// How the server is inside: program, process, database, queues, hashing, log, the other instances.
class HealthTab : public QScrollArea {
    Q_OBJECT

public:
    HealthTab(const ServerProfile &profile, TimeText &times, QWidget *parent = nullptr);

    void show(const SystemState &state);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    FactCard *addCard(const QString &name, const QString &title);
    template<class Model> TableView *addTable(const QString &name, const QString &title, Model *model);
    void arrange(int columns);
    void showCertificate();

    TimeText &m_times;
    CertificateProbe m_certificate;
    QGridLayout *m_grid;
    QList<FactCard *> m_cards;
    int m_columns = 0;
    FactCard *m_program;
    FactCard *m_process;
    FactCard *m_database;
    FactCard *m_writes;
    FactCard *m_hashing;
    FactCard *m_tls;
    RowModel<LaneState> *m_lanes;
    RowModel<LogSinkState> *m_sinks;
    RowModel<Instance> *m_instances;
    QList<TableView *> m_tables;
};

} // namespace auth::console
