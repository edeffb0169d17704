#include "widgets/state_view.h"

#include <QtCore/QBasicTimer>
#include <QtGui/QClipboard>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds patience{300};

/// A strip in the colours of a warning.
class Banner final : public QWidget {
public:
    explicit Banner(QLabel *text)
    {
        setObjectName(u"staleBanner"_s);
        setAutoFillBackground(true);
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(16, 6, 16, 6);
        row->addWidget(text, 1);
        tint();
    }

protected:
    void changeEvent(QEvent *event) override
    {
        if (event->type() == QEvent::ApplicationPaletteChange)
            tint();
        QWidget::changeEvent(event);
    }

private:
    void tint()
    {
        const ThemeColors &colors = themeColors();
        QPalette tinted = QGuiApplication::palette();
        tinted.setColor(QPalette::Window, colors.tint(Tone::Warning));
        tinted.setColor(QPalette::WindowText, colors.tone(Tone::Warning));
        setPalette(tinted);
    }
};

/// Runs from side to side as long as it is seen.
class ThinProgress final : public QProgressBar {
protected:
    void showEvent(QShowEvent *) override { m_timer.start(40, this); }
    void hideEvent(QHideEvent *) override { m_timer.stop(); }

    void timerEvent(QTimerEvent *) override
    {
        m_step = (m_step + 1) % 50;
        update();
    }

    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const int piece = width() / 4;
        painter.fillRect(QRect((width() + piece) * m_step / 50 - piece, 0, piece, height()),
                         themeColors(palette()).tone(Tone::Accent));
    }

private:
    QBasicTimer m_timer;
    int m_step = 15;
};

QProgressBar *thinProgress()
{
    auto *bar = new ThinProgress;
    bar->setObjectName(u"refreshProgress"_s);
    bar->setAccessibleName(StateView::tr("Refreshing"));
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setFixedHeight(3);
    QSizePolicy policy = bar->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // the content does not move when it comes
    bar->setSizePolicy(policy);
    bar->hide();
    return bar;
}

} // namespace

StateView::StateView(QWidget *content, QWidget *parent)
    : QWidget(parent), m_content(content), m_progress(thinProgress()), m_bannerText(new QLabel),
      m_stack(new QStackedLayout), m_skeleton(new SkeletonRows), m_page(new StatePage)
{
    m_bannerText->setObjectName(u"staleText"_s);
    m_bannerText->setWordWrap(true);
    m_banner = new Banner(m_bannerText);
    m_banner->hide();
    m_skeleton->setAccessibleName(tr("Loading"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_progress);
    column->addWidget(m_banner);
    column->addLayout(m_stack, 1);
    // Only now: a layout that belongs to no widget shows what it is given as a window.
    for (QWidget *widget : {m_content, static_cast<QWidget *>(m_skeleton), static_cast<QWidget *>(m_page)})
        m_stack->addWidget(widget);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &StateView::showDelayed);
}

void StateView::showLoading()
{
    become(State::Loading);
    m_patience.start();
}

void StateView::showContent()
{
    become(State::Content);
    m_stack->setCurrentWidget(m_content);
}

void StateView::showEmpty(Icon icon, const QString &text, const StateButton &button)
{
    become(State::Empty);
    m_page->setState(icon, Tone::Neutral, text, {}, {button});
    m_stack->setCurrentWidget(m_page);
}

void StateView::showError(const Failure &failure)
{
    become(State::Error);
    const QString request = failure.requestId.isEmpty() ? QString() : tr("Request %1").arg(failure.requestId);
    m_page->setState(Icon::Error, Tone::Error, failure.text, request,
                     {{tr("Retry"), [this] { Q_EMIT retryRequested(); }},
                      {tr("Copy details"), [this, failure] { copyDetails(failure); }}});
    m_stack->setCurrentWidget(m_page);
}

void StateView::showForbidden(const QString &missing, const QString &whoGrants)
{
    become(State::Forbidden);
    m_page->setState(Icon::Forbidden, Tone::Neutral, missing, whoGrants, {});
    m_stack->setCurrentWidget(m_page);
}

void StateView::setRefreshing(bool refreshing)
{
    if (refreshing == m_refreshing)
        return;
    m_refreshing = refreshing;
    if (refreshing)
        m_patience.start();
    else
        m_progress->hide();
}

void StateView::setStaleSince(const QString &time)
{
    m_bannerText->setText(
        tr("The server cannot be reached. This is what was known at %1; nothing can be changed now.").arg(time));
    m_banner->setVisible(!time.isEmpty());
}

void StateView::become(State state)
{
    if (state != State::Loading && !m_refreshing)
        m_patience.stop();
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

void StateView::showDelayed()
{
    if (m_state == State::Loading)
        m_stack->setCurrentWidget(m_skeleton);
    m_progress->setVisible(m_refreshing && m_state != State::Loading);
}

void StateView::copyDetails(const Failure &failure) const
{
    const QString plain =
        failure.requestId.isEmpty() ? failure.text : tr("%1\nRequest %2").arg(failure.text, failure.requestId);
    QGuiApplication::clipboard()->setText(failure.details.isEmpty() ? plain : failure.details);
}

} // namespace auth::console
