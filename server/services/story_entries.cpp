#include "services/story_entries.h"

#include "core/field_text.h"

#include <QtCore/QHash>

#include <algorithm>
#include <cmath>
#include <vector>

namespace auth {

using namespace Qt::StringLiterals;
using std::chrono::microseconds;

namespace {

microseconds microsOf(double millis) { return microseconds(std::llround(millis * 1000)); }
double millis(microseconds duration) { return static_cast<double>(duration.count()) / 1000; }

/// An entry and when it began, since 1970: finer than its time, which is cut to milliseconds.
struct Placed {
    microseconds at;
    StoryEntry entry;
};

QList<StoryEntry> inOrder(std::vector<Placed> all)
{
    std::ranges::stable_sort(all, {}, &Placed::at);
    QList<StoryEntry> entries;
    for (Placed &placed : all) {
        placed.entry.atMs = millis(placed.at - all.front().at);
        entries.append(std::move(placed.entry));
    }
    return entries;
}

QString textOf(const LogValue &value)
{
    return std::visit([](const auto &each) { return toText(each); }, value.variant());
}

/// Gathers what one instance knows.
class Entries {
public:
    void addFinished(const StoredLine &line);
    void addLine(const StoredLine &line);
    void addRow(const AuditRow &row);
    QList<StoryEntry> take() { return inOrder(std::move(m_entries)); }

private:
    StoryEntry &add(microseconds at, const QString &instance, const QString &what);
    void addStep(const StoredLine &line, microseconds arrived, const StoredStep &step);

    std::vector<Placed> m_entries;
    QHash<std::pair<QString, qint64>, microseconds> m_lines; ///< When a line was written, by epoch and number.
};

/// Valid until the next one.
StoryEntry &Entries::add(microseconds at, const QString &instance, const QString &what)
{
    const Time time(std::chrono::floor<std::chrono::milliseconds>(at));
    m_entries.push_back({.at = at, .entry = {.time = time, .instance = instance, .what = what}});
    return m_entries.back().entry;
}

/// The line that ends a request, and the steps it brings along.
void Entries::addFinished(const StoredLine &line)
{
    const LogEvent &event = line.event;
    const microseconds ended = event.time.time_since_epoch();
    const microseconds arrived = ended - microsOf(event.durationMs.value_or(0));
    StoryEntry &received = add(arrived, event.instance, u"received"_s);
    received.detail = event.method + u' ' + event.route;
    received.facts.append({u"client_ip"_s, event.clientIp});
    for (const StoredStep &step : line.steps)
        addStep(line, arrived, step);
    StoryEntry &answered = add(ended, event.instance, u"answered"_s);
    answered.status = event.status;
    answered.tookMs = event.durationMs;
    answered.level = event.level;
    if (event.userId)
        answered.facts.append({u"user_id"_s, event.userId->text()});
    if (event.sessionId)
        answered.facts.append({u"session_id"_s, event.sessionId->text()});
    if (line.stepsOmitted > 0)
        answered.facts.append({u"steps_omitted"_s, QString::number(line.stepsOmitted)});
    for (const LogField &field : event.extra)
        answered.facts.append({field.name, textOf(field.value)});
}

void Entries::addStep(const StoredLine &line, microseconds arrived, const StoredStep &step)
{
    if (step.name == u"line") {
        m_lines.insert({line.epoch, step.value}, arrived + step.at);
        return;
    }
    StoryEntry &entry = add(arrived + step.at, line.event.instance, step.name);
    entry.tookMs = millis(step.took);
    if (!step.detail.isEmpty())
        entry.detail = step.detail;
    if (step.value != 0)
        entry.count = step.value;
}

void Entries::addLine(const StoredLine &line)
{
    const LogEvent &event = line.event;
    const auto exact = m_lines.value({line.epoch, event.seq}, event.time.time_since_epoch());
    StoryEntry &entry = add(exact, event.instance, u"line"_s);
    entry.detail = event.event;
    entry.level = event.level;
    if (!event.message.isEmpty())
        entry.message = event.message;
    for (const LogField &field : event.extra)
        entry.facts.append({field.name, textOf(field.value)});
}

/// Its time is that of the transaction, cut to a millisecond: it stands behind what else happened in it.
void Entries::addRow(const AuditRow &row)
{
    StoryEntry &entry = add(row.time.time_since_epoch() + microseconds(999), {}, u"audit"_s);
    entry.detail = row.action;
    entry.facts = {{u"seq"_s, QString::number(row.seq)}, {u"target_kind"_s, row.targetKind}, {u"target"_s, row.target}};
    if (!row.actor.isNull())
        entry.facts.append({u"actor"_s, row.actor.text()});
    if (row.actorData)
        entry.facts.append({u"actor_data"_s, *row.actorData});
    if (row.targetData)
        entry.facts.append({u"target_data"_s, *row.targetData});
}

bool endsRequest(const StoredLine &line)
{
    return line.event.event == u"request.finished" || line.event.event == u"request.refused";
}

} // namespace

QList<StoryEntry> storyEntries(const QList<StoredLine> &lines, const QList<AuditRow> &rows)
{
    Entries entries;
    for (const StoredLine &line : lines) { // first, because they know when the other lines were written
        if (endsRequest(line))
            entries.addFinished(line);
    }
    for (const StoredLine &line : lines) {
        if (!endsRequest(line))
            entries.addLine(line);
    }
    for (const AuditRow &row : rows)
        entries.addRow(row);
    return entries.take();
}

QList<StoryEntry> merged(const QList<QList<StoryEntry>> &parts)
{
    std::vector<Placed> all;
    for (const QList<StoryEntry> &part : parts) {
        for (const StoryEntry &entry : part)
            all.push_back({.at = part.first().time.time_since_epoch() + microsOf(entry.atMs), .entry = entry});
    }
    return inOrder(std::move(all));
}

} // namespace auth
