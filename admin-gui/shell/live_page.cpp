#include "shell/live_page.h"

#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

Failure failureOf(const ApiError &error)
{
    return {.text = error.message, .requestId = error.requestId, .details = {}};
}

LivePage::LivePage(Place place, Workspace &workspace, Permission needs, QWidget *parent)
    : Page(place, parent), m_workspace(workspace), m_needs(needs)
{
    connect(&workspace.rights, &Rights::changed, this, &LivePage::judgeConnection);
}

void LivePage::setContent(QWidget *content)
{
    m_state = new StateView(content);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_state);
    connect(m_state, &StateView::retryRequested, this, &LivePage::refresh);
}

void LivePage::every(std::chrono::milliseconds interval, Ask ask)
{
    auto *timer = new QTimer(this);
    timer->setInterval(interval);
    Question &question = m_questions.emplace_back(Question{timer, std::move(ask)});
    connect(timer, &QTimer::timeout, this, [this, &question] { askAgain(question); });
}

/// A slow server gets no second one, nor do questions wait for somebody to sign in.
void LivePage::askAgain(Question &question)
{
    if (!question.call.isUnderWay() && m_workspace.rights.obstacle(m_needs, false).isEmpty())
        question.call = question.ask();
}

void LivePage::refresh()
{
    if (hasAnswer())
        m_state->setRefreshing(true);
    else
        m_state->showLoading();
    askAll();
}

void LivePage::askAll()
{
    const QString obstacle = m_workspace.rights.obstacle(m_needs, false);
    if (!obstacle.isEmpty())
        return m_state->showForbidden(obstacle, tr("Ask somebody who may manage roles."));
    for (Question &question : m_questions)
        question.call.cancel();
    for (Question &question : m_questions)
        question.call = question.ask();
}

void LivePage::took()
{
    m_answered = QTime::currentTime();
    m_state->setRefreshing(false);
    m_state->setStaleSince({});
    m_state->showContent();
    setStale(false);
}

void LivePage::failed(const ApiError &error)
{
    m_state->setRefreshing(false);
    if (error.is(ErrorCode::Forbidden))
        return m_state->showForbidden(error.message, tr("Ask somebody who may manage roles."));
    if (!error.isOutage() || !hasAnswer())
        return m_state->showError(failureOf(error));
    m_state->setStaleSince(QLocale().toString(*m_answered, u"HH:mm"_s));
    setStale(true);
}

void LivePage::judgeConnection()
{
    if (m_workspace.rights.isOnline() || !hasAnswer())
        return;
    m_state->setStaleSince(QLocale().toString(*m_answered, u"HH:mm"_s));
    setStale(true);
}

void LivePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (event->spontaneous())
        return;
    for (const Question &question : m_questions)
        question.timer->start();
    refresh();
}

void LivePage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    if (event->spontaneous())
        return;
    for (const Question &question : m_questions)
        question.timer->stop();
}

} // namespace auth::console
