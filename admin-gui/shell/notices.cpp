#include "shell/notices.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>

#include <algorithm>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostUndoable = 20;

QString details(const QString &what, const ApiError &error)
{
    QStringList lines{what, error.message};
    if (error.status)
        lines += u"HTTP %1 %2"_s.arg(QString::number(error.status), error.code);
    for (const FieldError &field : error.fields)
        lines += u"%1: %2 (%3)"_s.arg(field.field, field.detail, field.code);
    if (!error.requestId.isEmpty())
        lines += u"request_id %1"_s.arg(error.requestId);
    return lines.join(u'\n');
}

} // namespace

QString sentence(const QString &what, const ApiError &error)
{
    QString why = error.message;
    if (error.fields.size() == 1 && error.fields.first().detail != why)
        why += u' ' + error.fields.first().detail;
    return Notices::tr("%1 failed: %2").arg(what, why);
}

void Notices::say(Tone tone, const QString &text, std::vector<MessageAction> more)
{
    Q_EMIT posted({.tone = tone, .text = text, .requestId = {}, .actions = std::move(more), .timeout = undoTime});
}

void Notices::fail(const QString &what, const ApiError &error, std::function<void()> retry)
{
    if (error.kind == ApiError::Kind::Cancelled)
        return;
    Message message{
        .tone = Tone::Error, .text = sentence(what, error), .requestId = error.requestId, .actions = {}, .timeout = {}};
    if (retry && error.isOutage())
        message.actions.push_back({.text = tr("Retry"), .run = std::move(retry)});
    message.actions.push_back({.text = tr("Copy details"),
                               .run = [copy = details(what, error)] { QGuiApplication::clipboard()->setText(copy); },
                               .keepsOpen = true});
    Q_EMIT posted(message);
}

void Notices::done(const QString &text, std::function<void()> undo, std::vector<MessageAction> more)
{
    Message message{
        .tone = Tone::Success, .text = text, .requestId = {}, .actions = std::move(more), .timeout = undoTime};
    if (undo) {
        const int id = m_next++;
        m_undoable += {id, text, std::move(undo)};
        if (m_undoable.size() > mostUndoable)
            m_undoable.removeFirst();
        message.actions.insert(message.actions.begin(), {.text = tr("Undo"), .run = [this, id] { take(id); }});
        Q_EMIT undoChanged();
    }
    Q_EMIT posted(message);
}

void Notices::undo()
{
    if (canUndo())
        take(m_undoable.last().id);
}

void Notices::take(int id)
{
    const auto found =
        std::find_if(m_undoable.begin(), m_undoable.end(), [id](const auto &each) { return each.id == id; });
    if (found == m_undoable.end())
        return;
    const auto run = found->undo;
    m_undoable.erase(found);
    Q_EMIT undoChanged();
    run();
}

} // namespace auth::console
