#pragma once

#include "client/connector.h"

#include <QtWidgets/QWidget>

QT_FORWARD_DECLARE_CLASS(QLabel)

namespace auth::console {

/// The steps of connecting as they are done: a word and a sign for each.
class StepList : public QWidget {
    Q_OBJECT

public:
    explicit StepList(QWidget *parent = nullptr);

    /// Nothing is done yet.
    void restart();
    void reach(Connector::Step step);
    void fail(Connector::Step step);
    /// As assistive technology reads it: "Server found: done".
    QString stateText(Connector::Step step) const;

private:
    enum class State { Waiting, Done, Failed };
    struct Row {
        Connector::Step step;
        QLabel *sign;
        QLabel *text;
        State state = State::Waiting;
    };
    void addRow(Connector::Step step);
    void mark(Row &row, State state);

    QList<Row> m_rows;
};

} // namespace auth::console
