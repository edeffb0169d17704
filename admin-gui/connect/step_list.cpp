#include "connect/step_list.h"

#include "widgets/icons.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>

#include <algorithm>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int signSize = 16;

QString words(Connector::Step step)
{
    switch (step) {
    case Connector::Step::Resolve:
        return StepList::tr("Find the server");
    case Connector::Step::Connect:
        return StepList::tr("Connect");
    case Connector::Step::Version:
        return StepList::tr("Check the version");
    case Connector::Step::SignIn:
        return StepList::tr("Sign in");
    case Connector::Step::Access:
        return StepList::tr("Read your permissions");
    }
    return {};
}

} // namespace

StepList::StepList(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"connect.steps"_s);
    auto *rows = new QGridLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setVerticalSpacing(4);
    rows->setColumnStretch(1, 1);
    for (const auto step : {Connector::Step::Resolve, Connector::Step::Connect, Connector::Step::Version,
                            Connector::Step::SignIn, Connector::Step::Access})
        addRow(step);
}

void StepList::addRow(Connector::Step step)
{
    auto *rows = static_cast<QGridLayout *>(layout());
    Row row{step, new QLabel(this), new QLabel(words(step), this)};
    row.sign->setFixedSize(signSize, signSize);
    rows->addWidget(row.sign, static_cast<int>(m_rows.size()), 0);
    rows->addWidget(row.text, static_cast<int>(m_rows.size()), 1);
    mark(row, State::Waiting);
    m_rows += row;
}

void StepList::restart()
{
    for (Row &row : m_rows)
        mark(row, State::Waiting);
}

/// Steps before it are done too: a name that is an address needs no look-up, http no TLS.
void StepList::reach(Connector::Step step)
{
    for (Row &row : m_rows) {
        if (row.step <= step)
            mark(row, State::Done);
    }
}

void StepList::fail(Connector::Step step)
{
    for (Row &row : m_rows) {
        if (row.step == step)
            mark(row, State::Failed);
    }
}

void StepList::mark(Row &row, State state)
{
    row.state = state;
    const bool waiting = state == State::Waiting;
    const QIcon sign = state == State::Done ? icon(Icon::Success, Tone::Success) : icon(Icon::Error, Tone::Error);
    row.sign->setPixmap(waiting ? QPixmap() : sign.pixmap(signSize));
    row.text->setEnabled(!waiting);
    row.text->setAccessibleName(stateText(row.step));
}

QString StepList::stateText(Connector::Step step) const
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [step](const Row &each) { return each.step == step; });
    const State state = row == m_rows.end() ? State::Waiting : row->state;
    switch (state) {
    case State::Waiting:
        return tr("%1: not yet").arg(words(step));
    case State::Done:
        return tr("%1: done").arg(words(step));
    case State::Failed:
        return tr("%1: failed").arg(words(step));
    }
    return {};
}

} // namespace auth::console
