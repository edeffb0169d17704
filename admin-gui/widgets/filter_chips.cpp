#include "widgets/filter_chips.h"

#include "widgets/chip.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QHBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

FilterChips::FilterChips(QWidget *parent) : QWidget(parent), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(4);
    hide();
}

void FilterChips::setTokens(const QStringList &tokens)
{
    if (tokens == m_tokens)
        return;
    m_tokens = tokens;
    while (QLayoutItem *item = m_row->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was just pressed
        delete item;
    }
    for (const QString &token : tokens) {
        auto *chip = new Chip(token);
        chip->setObjectName(u"chip:"_s + token);
        chip->installEventFilter(this);
        connect(chip, &Chip::removeRequested, this, [this, token] { remove(token); });
        connect(chip, &Chip::clicked, this, [this, token] {
            remove(token);
            Q_EMIT editRequested(token);
        });
        m_row->addWidget(chip);
    }
    setVisible(!tokens.isEmpty());
    Q_EMIT changed();
}

void FilterChips::removeLast()
{
    if (!m_tokens.isEmpty())
        setTokens(m_tokens.first(m_tokens.size() - 1));
}

void FilterChips::focusLast()
{
    if (const int count = m_row->count())
        m_row->itemAt(count - 1)->widget()->setFocus();
}

void FilterChips::remove(const QString &token)
{
    QStringList rest = m_tokens;
    rest.removeOne(token);
    setTokens(rest);
    if (m_tokens.isEmpty())
        Q_EMIT left();
    else
        focusLast();
}

bool FilterChips::focusNeighbour(QWidget *chip, int step)
{
    const int next = m_row->indexOf(chip) + step;
    if (next >= m_row->count())
        Q_EMIT left();
    else if (next >= 0)
        m_row->itemAt(next)->widget()->setFocus();
    return true;
}

bool FilterChips::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Left)
        return focusNeighbour(static_cast<QWidget *>(watched), -1);
    if (key == Qt::Key_Right)
        return focusNeighbour(static_cast<QWidget *>(watched), 1);
    return false;
}

} // namespace auth::console
