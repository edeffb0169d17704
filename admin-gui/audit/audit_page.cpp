#include "audit/audit_page.h"

#include "api/endpoints/audit.h"
#include "audit/audit_filter_text.h"
#include "audit/audit_panel.h"
#include "audit/audit_words.h"
#include "shell/cursor_columns.h"
#include "shell/details_dock.h"
#include "shell/file_export.h"
#include "widgets/filter_bar.h"
#include "widgets/table_view.h"

#include <QtWidgets/QFileDialog>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 100;

QList<CursorModel<AuditEntry>::Column> columns(const TimeText &times)
{
    return {momentColumn(AuditPage::tr("Time"), &AuditEntry::time, times),
            textColumn<AuditEntry>(AuditPage::tr("Who"), actorText),
            textColumn<AuditEntry>(AuditPage::tr("Action"), [](const AuditEntry &entry) { return entry.action; }),
            textColumn<AuditEntry>(AuditPage::tr("To"), targetText),
            textColumn<AuditEntry>(AuditPage::tr("Reason"),
                                   [](const AuditEntry &entry) { return entry.reason.value_or(QString()); }),
            textColumn<AuditEntry>(AuditPage::tr("From"),
                                   [](const AuditEntry &entry) { return entry.actor.ip.value_or(QString()); }),
            textColumn<AuditEntry>(AuditPage::tr("Request"), [](const AuditEntry &entry) { return entry.requestId; })};
}

} // namespace

AuditPage::AuditPage(Workspace &work, DetailsDock &details, QWidget *parent)
    : ListPage(Place::Audit, work, parent),
      m_model(new Model(
          columns(work.times), [](const AuditEntry &entry) { return QString::number(entry.seq); }, this)),
      m_details(details), m_panel(new AuditPanel(work))
{
    details.add(Subject::AuditEntry, m_panel);
    filter().setPlaceholder(tr("user., class:security, person:id, since:2026-01-31"));
    filter().setKeys({u"actor"_s, u"person"_s, u"user"_s, u"target"_s, u"action"_s, u"class"_s, u"request"_s, u"req"_s,
                      u"since"_s, u"until"_s});
    addActions();
    install(*m_model, u"audit"_s, {Icon::Audit, tr("Nothing is on record yet."), tr("No entry matches this filter.")});
}

void AuditPage::addActions()
{
    Actions &actions = work().actions;
    const auto withCurrent = [this](auto &&run) {
        return [this, run] {
            if (const AuditEntry *entry = current())
                run(*entry);
        };
    };
    m_toUser = actions.add({.id = u"audit.user"_s,
                            .text = tr("Go to &user"),
                            .icon = Icon::Users,
                            .keys = QKeySequence(u"Ctrl+U"_s),
                            .place = Place::Audit,
                            .needs = Permission::UsersRead},
                           withCurrent([this](const AuditEntry &entry) {
                               if (entry.person)
                                   work().navigator.showDetails(Subject::User, entry.person->text());
                           }));
    m_toRequest = actions.add({.id = u"audit.request"_s,
                               .text = tr("&Story of the request"),
                               .icon = Icon::Logs,
                               .keys = QKeySequence(u"Ctrl+G"_s),
                               .place = Place::Audit,
                               .needs = Permission::LogsRead},
                              withCurrent([this](const AuditEntry &entry) {
                                  work().navigator.showDetails(Subject::Request, entry.requestId);
                              }));
    m_sameActor = actions.add({.id = u"audit.actor"_s,
                               .text = tr("All by the same &actor"),
                               .icon = Icon::Filter,
                               .keys = QKeySequence(u"Ctrl+Shift+A"_s),
                               .place = Place::Audit},
                              withCurrent([this](const AuditEntry &entry) {
                                  if (entry.actor.id)
                                      work().navigator.go({Place::Audit, u"actor:"_s + entry.actor.id->text(), {}});
                              }));
    actions.add({.id = u"audit.export"_s,
                 .text = tr("&Export the whole trail…"),
                 .icon = Icon::Export,
                 .keys = QKeySequence(u"Ctrl+E"_s),
                 .place = Place::Audit,
                 .needs = Permission::AuditRead,
                 .about = tr("As a file that auth-serve audit verify can check; the export is on record itself")},
                [this] { exportTrail(); });
}

std::optional<FilterProblem> AuditPage::apply(const QString &filterText)
{
    AuditQuery query;
    if (auto problem = readAuditFilter(filterText, query))
        return problem;
    query.limit = pageSize;
    m_model->setSource([this, query](const std::optional<QString> &cursor, Model::Done done) {
        AuditQuery page = query;
        page.cursor = cursor;
        return work().client.send(api::auditList, page, m_model, std::move(done));
    });
    return std::nullopt;
}

const AuditEntry *AuditPage::current() const { return m_model->at(m_model->find(selectedIds().value(0))); }

void AuditPage::selectionChanged()
{
    const AuditEntry *entry = current();
    m_toUser->setPossible(entry && entry->person, tr("Select an entry that concerns a user."));
    m_toRequest->setPossible(entry && !entry->requestId.isEmpty(), tr("Select an entry that was made in a request."));
    m_sameActor->setPossible(entry && entry->actor.id, tr("Select an entry that a user made."));
    if (entry && m_details.isVisible() && m_details.current() == m_panel)
        m_panel->show(*entry);
}

void AuditPage::activated(const QModelIndex &index)
{
    if (const AuditEntry *entry = m_model->at(index)) {
        m_panel->show(*entry);
        m_details.raisePanel(m_panel);
    }
}

void AuditPage::exportTrail(QString path)
{
    const QString csv = tr("Table (*.csv)");
    QString chosen;
    if (path.isEmpty())
        path = QFileDialog::getSaveFileName(this, tr("Export the audit trail"), u"audit.ndjson"_s,
                                            tr("For verification (*.ndjson)") + u";;"_s + csv, &chosen);
    if (path.isEmpty())
        return;
    auto *file = new FileExport(work(), path, this);
    const bool asTable = chosen == csv || path.endsWith(u".csv"_s);
    file->begin(api::auditExport, {.format = asTable ? AuditFormat::Csv : AuditFormat::Ndjson});
}

} // namespace auth::console
