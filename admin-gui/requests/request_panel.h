#pragma once

#include "api/log_messages.h"
#include "shell/details_panel.h"
#include "shell/workspace.h"

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QPlainTextEdit)

namespace auth::console {

class KeyValueView;
class StateView;
class StoryModel;
class TableView;

/// The whole story of one request, on whichever instance it ran, with what it leads to.
class RequestPanel : public DetailsPanel {
    Q_OBJECT

public:
    explicit RequestPanel(Workspace &work, QWidget *parent = nullptr);

    void open(const QString &id) override;
    void refresh() override { open(m_id); }
    QString title() const override;

private:
    void tell(const RequestStory &story);
    void fail(const ApiError &error);
    void showStep();
    void follow(const QString &kind, const QString &target);

    Workspace &m_work;
    QString m_id;
    CallHandle m_call;
    KeyValueView *m_facts;
    StateView *m_state;
    TableView *m_steps;
    StoryModel *m_model;
    QPlainTextEdit *m_step;
};

} // namespace auth::console
