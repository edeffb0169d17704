#pragma once

#include "shell/details_panel.h"
#include "shell/workspace.h"

#include <QtCore/QJsonObject>

namespace auth::console {

class JsonTree;
class KeyValueView;

/// One line of the log: what it says, all its members, and what they lead to. A click on a value with Ctrl adds it to
/// the filter, with Ctrl and Alt excludes it.
class LinePanel : public DetailsPanel {
    Q_OBJECT

public:
    explicit LinePanel(Workspace &work, QWidget *parent = nullptr);

    void show(const QJsonObject &line);
    /// Lines are shown from the list alone: there is nothing to load.
    void open(const QString &) override {}
    QString title() const override;

Q_SIGNALS:
    void filterWanted(const QString &member, const QString &value, bool excluded);

private:
    void follow(const QString &kind, const QString &target);

    Workspace &m_work;
    QJsonObject m_line;
    KeyValueView *m_facts;
    JsonTree *m_json;
};

} // namespace auth::console
