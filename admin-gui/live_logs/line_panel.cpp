#include "live_logs/line_panel.h"

#include "widgets/json_tree.h"
#include "widgets/key_value_view.h"

#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

LinePanel::LinePanel(Workspace &work, QWidget *parent) : DetailsPanel(parent), m_work(work)
{
    setObjectName(u"line_panel"_s);
    m_facts = new KeyValueView(this);
    m_json = new JsonTree(this);
    auto *rows = new QVBoxLayout(this);
    rows->addWidget(m_facts);
    rows->addWidget(m_json, 1);
    connect(m_facts, &KeyValueView::linkActivated, this, &LinePanel::follow);
    connect(m_json, &JsonTree::valueClicked, this,
            [this](const QString &path, const QString &value, Qt::KeyboardModifiers keys) {
                if (keys & Qt::ControlModifier)
                    Q_EMIT filterWanted(path, value, keys & Qt::AltModifier);
            });
}

QString LinePanel::title() const
{
    const QString event = m_line[u"event"_s].toString();
    return event.isEmpty() ? tr("Log line") : event;
}

void LinePanel::show(const QJsonObject &line)
{
    m_line = line;
    const auto at = parseRfc3339(line[u"time"_s].toString().toLatin1());
    std::vector<KeyValueRow> rows{{.label = tr("Time"),
                                   .value = at ? m_work.times.text(*at) : QString(),
                                   .toolTip = at ? m_work.times.toolTip(*at) : QString()},
                                  {.label = tr("Level"), .value = line[u"level"_s].toString()},
                                  {.label = tr("Message"), .value = line[u"message"_s].toString()}};
    const auto link = [&](const QString &label, const QString &member, const QString &kind) {
        if (const QString value = line[member].toString(); !value.isEmpty())
            rows.push_back({.label = label, .value = value, .linkKind = kind, .isCode = true});
    };
    link(tr("Request"), u"request_id"_s, u"request"_s);
    link(tr("User"), u"user_id"_s, u"user"_s);
    link(tr("Session"), u"session_id"_s, u"session"_s);
    m_facts->setRows(rows);
    m_json->setObject(line);
    Q_EMIT titleChanged();
}

void LinePanel::follow(const QString &kind, const QString &target)
{
    if (kind == u"request")
        m_work.navigator.showDetails(Subject::Request, target);
    else if (kind == u"user")
        m_work.navigator.showDetails(Subject::User, target);
    else
        m_work.navigator.go({.place = Place::Logs, .filter = u"session:"_s + target, .id = {}});
}

} // namespace auth::console
