#include "requests/request_panel.h"

#include "api/endpoints/logs.h"
#include "requests/story_model.h"
#include "widgets/key_value_view.h"
#include "widgets/state_view.h"
#include "widgets/table_view.h"
#include "widgets/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

/// How long a step took, as a bar within the whole under its words.
class SpanDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const QVariant span = index.data(StoryModel::spanRole);
        if (!span.isValid())
            return;
        const QPointF part = span.toPointF();
        const double width = option.rect.width() - 4;
        const QRectF bar(option.rect.left() + 2 + part.x() * width, option.rect.bottom() - 2.0,
                         std::max(2.0, part.y() * width), 2);
        painter->fillRect(bar, themeColors(option.palette).tone(Tone::Accent));
    }
};

QString sourcesText(const RequestStory &story)
{
    QStringList parts;
    for (const StorySource &source : story.sources)
        parts +=
            source.answered
                ? source.instance
                : RequestPanel::tr("%1 did not answer: %2").arg(source.instance, source.problem.value_or(QString()));
    return parts.join(u", "_s);
}

} // namespace

RequestPanel::RequestPanel(Workspace &work, QWidget *parent) : DetailsPanel(parent), m_work(work)
{
    setObjectName(u"request_panel"_s);
    m_facts = new KeyValueView(this);
    m_model = new StoryModel(this);
    auto *parts = new QSplitter(Qt::Vertical);
    m_steps = new TableView(parts);
    m_steps->setObjectName(u"request_panel.steps"_s);
    m_steps->setAccessibleName(tr("Steps of the request"));
    m_steps->setModel(m_model);
    m_steps->setItemDelegateForColumn(StoryModel::What, new SpanDelegate(m_steps));
    m_step = new QPlainTextEdit(parts);
    m_step->setObjectName(u"request_panel.step"_s);
    m_step->setAccessibleName(tr("The step in full"));
    m_step->setReadOnly(true);
    m_step->setFont(codeFont());
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 1);
    m_state = new StateView(parts, this);
    auto *rows = new QVBoxLayout(this);
    rows->addWidget(m_facts);
    rows->addWidget(m_state, 1);
    connect(m_facts, &KeyValueView::linkActivated, this, &RequestPanel::follow);
    connect(m_state, &StateView::retryRequested, this, &RequestPanel::refresh);
    connect(m_steps->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RequestPanel::showStep);
}

QString RequestPanel::title() const { return tr("Request %1").arg(m_id.left(13)); }

void RequestPanel::open(const QString &id)
{
    m_id = id;
    m_call.cancel();
    m_state->showLoading();
    m_facts->setRows({{.label = tr("Request"), .value = id, .isCode = true}});
    Q_EMIT titleChanged();
    StoryRequest request;
    request.id = id;
    m_call = m_work.client.send(api::requestStory, request, this, [this](const Answer<RequestStory> &story) {
        if (story)
            tell(*story);
        else
            fail(story.error());
    });
}

void RequestPanel::tell(const RequestStory &story)
{
    m_model->setEntries(story.entries);
    m_facts->setRows({
        {.label = tr("Request"), .value = story.requestId, .isCode = true},
        {.label = tr("Took"), .value = durationText(std::chrono::duration<double, std::milli>(m_model->totalMs()))},
        {.label = tr("Told by"), .value = sourcesText(story)},
        {.label = tr("Complete"), .value = story.complete ? tr("Yes") : tr("No: something is missing")},
        {.label = tr("Log"),
         .value = tr("All lines of this request"),
         .linkKind = u"log"_s,
         .linkTarget = story.requestId},
        {.label = tr("Audit"),
         .value = tr("What it put on record"),
         .linkKind = u"audit"_s,
         .linkTarget = story.requestId},
    });
    m_state->showContent();
    m_steps->fitColumns();
    m_steps->selectRow(0);
}

void RequestPanel::fail(const ApiError &error)
{
    if (error.status == 403)
        m_state->showForbidden(error.message, tr("Ask somebody who may manage roles."));
    else if (error.status == 404 || error.status == 400)
        m_state->showEmpty(Icon::Logs, tr("Nothing is known of this request: too old, or another service's."), {});
    else
        m_state->showError({.text = error.message, .requestId = error.requestId, .details = {}});
}

void RequestPanel::showStep()
{
    const int row = m_steps->currentIndex().row();
    m_step->setPlainText(row < 0 || row >= m_model->rowCount() ? QString() : storyText(m_model->at(row)));
}

void RequestPanel::follow(const QString &kind, const QString &target)
{
    if (kind == u"log")
        m_work.navigator.go({.place = Place::Logs, .filter = u"req:"_s + target, .id = {}});
    else
        m_work.navigator.go({.place = Place::Audit, .filter = u"request:"_s + target, .id = {}});
}

} // namespace auth::console
