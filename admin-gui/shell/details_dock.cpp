#include "shell/details_dock.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QStackedWidget>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

/// As wide as the tabs of a user need, in German too, until somebody chooses another width.
class Panels : public QStackedWidget {
public:
    using QStackedWidget::QStackedWidget;
    QSize sizeHint() const override { return {410, QStackedWidget::sizeHint().height()}; }
};

} // namespace

DetailsDock::DetailsDock(QWidget *parent) : QDockWidget(tr("Details"), parent), m_panels(new Panels(this))
{
    setObjectName(u"details"_s);
    setAllowedAreas(Qt::RightDockWidgetArea | Qt::LeftDockWidgetArea);
    auto *nothing = new QLabel(tr("Select something to see its details."), m_panels);
    nothing->setAlignment(Qt::AlignCenter);
    nothing->setWordWrap(true);
    nothing->setObjectName(u"details.nothing"_s);
    m_panels->addWidget(nothing);
    m_panels->setMinimumWidth(320);
    setWidget(m_panels);
}

void DetailsDock::add(Subject subject, DetailsPanel *panel)
{
    m_bySubject.insert(subject, panel);
    m_panels->addWidget(panel);
    connect(panel, &DetailsPanel::titleChanged, this, &DetailsDock::nameIt);
}

DetailsPanel *DetailsDock::current() const { return qobject_cast<DetailsPanel *>(m_panels->currentWidget()); }

bool DetailsDock::mayLeave() { return !current() || current()->mayLeave(); }

void DetailsDock::open(Subject subject, const QString &id)
{
    DetailsPanel *panel = m_bySubject.value(subject);
    if (panel && mayLeave()) {
        panel->open(id);
        raisePanel(panel);
    }
}

bool DetailsDock::raisePanel(DetailsPanel *panel)
{
    if (panel != current() && !mayLeave())
        return false;
    m_panels->setCurrentWidget(panel);
    nameIt();
    show();
    return true;
}

void DetailsDock::refresh()
{
    if (isVisible() && current())
        current()->refresh();
}

void DetailsDock::nameIt() { setWindowTitle(current() ? current()->title() : tr("Details")); }

} // namespace auth::console
