#include "overview/attention_list.h"

#include "widgets/icons.h"

#include <QtGui/QPainter>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int pictureSize = 16;

Target server(const QString &tab) { return {.place = Place::Server, .filter = tab, .id = {}}; }

QLabel *picture(Tone tone)
{
    auto *label = new QLabel;
    label->setPixmap(icon(iconOf(tone), tone).pixmap(pictureSize));
    return label;
}

} // namespace

Concern concernOf(const Attention &attention)
{
    Concern concern{.tone = Tone::Warning, .text = attention.message, .lead = {}, .target = {}};
    if (attention.code == u"breaker_open"_s) {
        concern.tone = Tone::Error;
        concern.lead = AttentionList::tr("Show the circuits");
        concern.target = server(u"circuits"_s);
    } else if (attention.code == u"failure_rate"_s) {
        concern.lead = AttentionList::tr("Show failed sign-ins");
        concern.target = {.place = Place::Logs, .filter = u"event:sign_in.failed"_s, .id = {}};
    } else if (attention.code == u"queue_full"_s) {
        concern.lead = AttentionList::tr("Show refused requests");
        concern.target = {.place = Place::Logs, .filter = u"status:503"_s, .id = {}};
    } else {
        concern.lead = AttentionList::tr("Show the server");
        concern.target = server(u"health"_s);
    }
    return concern;
}

AttentionList::AttentionList(QWidget *parent) : QFrame(parent), m_grid(new QGridLayout(this))
{
    setObjectName(u"attention"_s);
    setAccessibleName(tr("Attention"));
    m_grid->setContentsMargins(16, 10, 12, 10);
    m_grid->setHorizontalSpacing(10);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    write();
}

void AttentionList::show(const QList<Concern> &concerns)
{
    if (concerns == m_concerns)
        return;
    m_concerns = concerns;
    write();
    update();
}

void AttentionList::write()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // its button may be what was just pressed
        delete item;
    }
    for (int row = 0; row < m_concerns.size(); ++row)
        addRow(row, m_concerns[row]);
    if (m_concerns.isEmpty()) {
        m_grid->addWidget(picture(Tone::Success), 0, 0);
        m_grid->addWidget(new QLabel(tr("Nothing needs your attention.")), 0, 1);
    }
}

void AttentionList::addRow(int row, const Concern &concern)
{
    auto *text = new QLabel(concern.text);
    text->setObjectName(u"concern.%1"_s.arg(row));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *lead = new QPushButton(concern.lead);
    lead->setObjectName(u"concern.%1.lead"_s.arg(row));
    lead->setAccessibleName(concern.lead);
    lead->setAccessibleDescription(concern.text);
    m_grid->addWidget(picture(concern.tone), row, 0);
    m_grid->addWidget(text, row, 1);
    m_grid->addWidget(lead, row, 2);
    connect(lead, &QPushButton::clicked, this, [this, target = concern.target] { Q_EMIT wanted(target); });
}

void AttentionList::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    const bool calm = m_concerns.isEmpty();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(calm ? colors.border : colors.tone(Tone::Warning));
    painter.setBrush(calm ? colors.base : colors.tint(Tone::Warning));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

} // namespace auth::console
