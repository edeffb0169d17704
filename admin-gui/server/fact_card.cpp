#include "server/fact_card.h"

#include "widgets/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

FactCard::FactCard(const QString &title, QWidget *parent) : QFrame(parent), m_column(new QVBoxLayout(this))
{
    setAccessibleName(title);
    m_column->setContentsMargins(16, 12, 16, 14);
    m_column->setSpacing(10);
    auto *label = new QLabel(title);
    label->setObjectName(u"cardTitle"_s);
    label->setFont(uiFont(0.5, QFont::DemiBold));
    m_column->addWidget(label);
}

void FactCard::addContent(QWidget *content) { m_column->addWidget(content, 1); }

void FactCard::setFacts(const std::vector<KeyValueRow> &facts)
{
    QStringList texts;
    for (const KeyValueRow &fact : facts)
        texts << fact.label << fact.value << fact.toolTip;
    if (std::exchange(m_shown, texts) == texts)
        return;
    if (!m_view) {
        m_view = new KeyValueView;
        m_column->insertWidget(1, m_view, 1);
    }
    m_view->setRows(facts);
}

void FactCard::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.border);
    painter.setBrush(colors.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace auth::console
