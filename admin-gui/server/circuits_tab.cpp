#include "server/circuits_tab.h"

#include "api/endpoints/system.h"
#include "widgets/badge_delegate.h"
#include "widgets/confirm_dialog.h"
#include "widgets/table_view.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>

namespace auth::console {

using namespace Qt::StringLiterals;

CircuitsTab::CircuitsTab(Workspace &workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_model(breakerModel(workspace.times, this)), m_table(new TableView),
      m_none(new QLabel(tr("This server has no circuits: its database is a file of its own.")))
{
    setObjectName(u"circuitsTab"_s);
    m_reset = workspace.actions.add({.id = u"server.reset_circuit"_s,
                                     .text = tr("&Reset the circuit…"),
                                     .icon = Icon::Restore,
                                     .keys = QKeySequence(u"Ctrl+R"_s),
                                     .place = Place::Server,
                                     .needs = Permission::SystemManage,
                                     .changes = true,
                                     .about = tr("Ask again at once what the circuit guards")},
                                    [this] { confirmReset(); });
    auto *button = new QToolButton;
    button->setObjectName(u"resetCircuit"_s);
    button->setAccessibleName(tr("Reset the circuit"));
    button->setDefaultAction(m_reset);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *about =
        new QLabel(tr("An open circuit keeps requests from what does not answer, and tries again by itself."));
    about->setWordWrap(true);
    about->setForegroundRole(QPalette::PlaceholderText);
    m_none->setObjectName(u"noCircuits"_s);
    m_table->setObjectName(u"serverCircuits"_s);
    m_table->setAccessibleName(tr("Circuits"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new BadgeDelegate(m_table));
    auto *head = new QHBoxLayout;
    head->addWidget(about, 1);
    head->addWidget(button);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 16);
    column->addLayout(head);
    column->addWidget(m_none);
    column->addWidget(m_table, 1);
    column->addStretch(0);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CircuitsTab::judge);
    connect(&workspace.times, &TimeText::changed, m_model, &BreakerModel::repaint);
    judge();
}

const BreakerState *CircuitsTab::current() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_model->row(rows.first().row());
}

void CircuitsTab::show(const QList<BreakerState> &breakers)
{
    const bool first = m_model->rowCount() == 0;
    m_model->setRows(breakers);
    m_none->setVisible(breakers.isEmpty());
    m_table->setVisible(!breakers.isEmpty());
    if (first && !breakers.isEmpty()) {
        fitWithBadges(*m_table);
        m_table->selectRow(0);
    }
    judge();
}

void CircuitsTab::setHere(bool here)
{
    m_here = here;
    judge();
}

void CircuitsTab::judge()
{
    const BreakerState *breaker = current();
    if (!m_here)
        m_reset->setPossible(false, tr("Select a circuit on the tab Circuits first."));
    else if (breaker && breaker->state == u"closed"_s && breaker->failuresInARow == 0)
        m_reset->setPossible(false, tr("This circuit is closed: nothing is kept back."));
    else
        m_reset->setPossible(breaker, tr("Select a circuit first."));
}

void CircuitsTab::confirmReset()
{
    const BreakerState *breaker = current();
    if (!breaker)
        return;
    auto *dialog = new ConfirmDialog({.title = tr("Reset the circuit %1").arg(breaker->name),
                                      .verb = tr("Reset the circuit"),
                                      .destructive = false,
                                      .names = {},
                                      .count = 0,
                                      .consequences = {tr("Requests reach it again at once."),
                                                       tr("When it still does not answer, the circuit opens again.")},
                                      .reason = {},
                                      .boxes = {},
                                      .typeCount = false},
                                     this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, name = breaker->name] { reset(name); });
    dialog->open();
}

void CircuitsTab::reset(const QString &name)
{
    m_workspace.client.send(api::resetBreaker, {.name = name}, this, [this, name](const Answer<BreakerState> &answer) {
        if (answer)
            m_workspace.notices.done(tr("The circuit %1 is closed.").arg(name));
        else
            m_workspace.notices.fail(tr("Reset the circuit %1").arg(name), answer.error());
        Q_EMIT changed();
    });
}

} // namespace auth::console
