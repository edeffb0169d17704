#include "audit/audit_panel.h"

#include "audit/audit_words.h"
#include "widgets/diff_view.h"
#include "widgets/key_value_view.h"

#include <QtCore/QJsonDocument>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

QJsonObject object(const std::optional<json::Raw> &raw)
{
    return raw ? QJsonDocument::fromJson(raw->text).object() : QJsonObject();
}

} // namespace

AuditPanel::AuditPanel(Workspace &work, QWidget *parent) : DetailsPanel(parent), m_work(work)
{
    setObjectName(u"audit_panel"_s);
    m_facts = new KeyValueView(this);
    m_change = new DiffView(this);
    m_change->setObjectName(u"audit_panel.change"_s);
    m_change->setAccessibleName(tr("What changed"));
    m_noChange = new QLabel(tr("This entry changed no member."), this);
    m_noChange->setEnabled(false);
    auto *rows = new QVBoxLayout(this);
    rows->addWidget(m_facts);
    rows->addWidget(m_noChange);
    rows->addWidget(m_change, 1);
    rows->addStretch();
    connect(m_facts, &KeyValueView::linkActivated, this, &AuditPanel::follow);
}

QString AuditPanel::title() const { return tr("%1 #%2").arg(m_entry.action).arg(m_entry.seq); }

void AuditPanel::show(const AuditEntry &entry)
{
    m_entry = entry;
    const bool leadsToUser = entry.person.has_value();
    m_facts->setRows({
        {.label = tr("When"), .value = m_work.times.text(entry.time), .toolTip = m_work.times.toolTip(entry.time)},
        {.label = tr("Who"),
         .value = actorText(entry),
         .linkKind = entry.actor.id ? u"user"_s : QString(),
         .linkTarget = entry.actor.id ? entry.actor.id->text() : QString()},
        {.label = tr("From"), .value = entry.actor.ip.value_or(QString())},
        {.label = tr("What"), .value = entry.action, .linkKind = u"action"_s},
        {.label = tr("To"),
         .value = targetText(entry),
         .linkKind = leadsToUser ? u"user"_s : QString(),
         .linkTarget = leadsToUser ? entry.person->text() : QString()},
        {.label = tr("Why"), .value = entry.reason.value_or(QString())},
        {.label = tr("Request"),
         .value = entry.requestId,
         .linkKind = entry.requestId.isEmpty() ? QString() : u"request"_s,
         .isCode = true},
        {.label = tr("Class"), .value = entry.category},
        {.label = tr("Hash"),
         .value = entry.hash,
         .isCode = true,
         .toolTip = tr("Of this entry and, through it, of all before.")},
    });
    const QJsonObject before = object(entry.before);
    const QJsonObject after = object(entry.after);
    m_change->setObjects(before, after);
    m_change->setVisible(!before.isEmpty() || !after.isEmpty());
    m_noChange->setVisible(before.isEmpty() && after.isEmpty());
    Q_EMIT titleChanged();
}

void AuditPanel::follow(const QString &kind, const QString &target)
{
    if (kind == u"user")
        m_work.navigator.showDetails(Subject::User, target);
    else if (kind == u"request")
        m_work.navigator.showDetails(Subject::Request, target);
    else
        m_work.navigator.go({.place = Place::Audit, .filter = u"action:"_s + target, .id = {}});
}

} // namespace auth::console
