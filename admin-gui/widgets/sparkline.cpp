#include "widgets/sparkline.h"

#include <QtCore/QLocale>
#include <QtGui/QAccessible>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <cmath>

namespace auth::console {

Sparkline::Sparkline(QWidget *parent)
    : QWidget(parent), m_format([](double value) { return QLocale().toString(value, 'g', 4); })
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    describe();
}

void Sparkline::setSamples(std::vector<double> samples)
{
    m_samples = std::move(samples);
    m_least = m_greatest = 0;
    for (const double value : m_samples) {
        if (!std::isnan(value)) {
            m_least = std::min(m_least, value);
            m_greatest = std::max(m_greatest, value);
        }
    }
    if (m_current && *m_current >= static_cast<int>(m_samples.size()))
        m_current.reset();
    describe();
    update();
}

void Sparkline::setFormat(std::function<QString(double)> format)
{
    m_format = std::move(format);
    describe();
}

void Sparkline::setLabel(std::function<QString(int)> label) { m_label = std::move(label); }

void Sparkline::setName(const QString &name)
{
    m_name = name;
    describe();
}

void Sparkline::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QRectF Sparkline::plot() const { return QRectF(rect()).adjusted(2, 3, -2, -3); }

double Sparkline::xOf(int index) const
{
    const double last = std::max(1.0, static_cast<double>(m_samples.size()) - 1);
    return plot().left() + plot().width() * index / last;
}

double Sparkline::yOf(double value) const
{
    const double range = m_greatest > m_least ? m_greatest - m_least : 1;
    return plot().bottom() - plot().height() * (value - m_least) / range;
}

void Sparkline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ThemeColors &colors = themeColors(palette());
    painter.setPen(colors.border);
    painter.drawLine(QPointF(plot().left(), plot().bottom()), QPointF(plot().right(), plot().bottom()));
    drawLine(painter);
    drawCrosshair(painter);
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colors.tone(Tone::Accent), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

void Sparkline::drawLine(QPainter &painter) const
{
    painter.setPen(QPen(themeColors(palette()).tone(m_tone), 1.5));
    if (static_cast<double>(m_samples.size()) > plot().width())
        drawColumns(painter);
    else
        drawPoints(painter);
}

void Sparkline::drawColumns(QPainter &painter) const
{
    // One line per pixel column costs the same for an hour and for a year (0.2 ms; antialiased points took 33 ms).
    const int columns = static_cast<int>(plot().width());
    const auto count = static_cast<qsizetype>(m_samples.size());
    painter.setPen(themeColors(palette()).tone(m_tone));
    std::optional<double> joint; // where the column before ended
    for (int column = 0; column < columns; ++column) {
        std::optional<std::pair<double, double>> range;
        double last = 0;
        for (auto i = static_cast<size_t>(count * column / columns);
             i < static_cast<size_t>(count * (column + 1) / columns); ++i)
        {
            last = m_samples[i];
            if (!std::isnan(last))
                range = range ? std::pair{std::min(range->first, last), std::max(range->second, last)}
                              : std::pair{last, last};
        }
        if (range) {
            const double x = plot().left() + column + 0.5;
            const double low = joint ? std::min(range->first, *joint) : range->first;
            const double high = joint ? std::max(range->second, *joint) : range->second;
            painter.drawLine(QPointF(x, yOf(low)), QPointF(x, yOf(high) - 0.5));
        }
        joint = range && !std::isnan(last) ? std::optional(last) : std::nullopt;
    }
}

void Sparkline::drawPoints(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath path;
    bool gap = true;
    for (int i = 0; i < static_cast<int>(m_samples.size()); ++i) {
        const double value = m_samples[static_cast<size_t>(i)];
        const QPointF point(xOf(i), std::isnan(value) ? 0 : yOf(value));
        if (std::isnan(value)) {
            gap = true;
        } else if (std::exchange(gap, false)) {
            path.moveTo(point);
            path.lineTo(point + QPointF(0.1, 0)); // a value between two gaps is a dot
        } else {
            path.lineTo(point);
        }
    }
    painter.drawPath(path);
}

void Sparkline::drawCrosshair(QPainter &painter) const
{
    if (!m_current)
        return;
    const ThemeColors &colors = themeColors(palette());
    const double value = m_samples[static_cast<size_t>(*m_current)];
    const double x = xOf(*m_current);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.muted);
    painter.drawLine(QPointF(x, plot().top()), QPointF(x, plot().bottom()));
    if (!std::isnan(value)) {
        painter.setBrush(colors.tone(m_tone));
        painter.setPen(QPen(colors.base, 1.5));
        painter.drawEllipse(QPointF(x, yOf(value)), 3.5, 3.5);
    }
    const QString text = textOf(*m_current);
    const double width = fontMetrics().horizontalAdvance(text) + 8;
    const bool atRight = x + width + 8 > plot().right();
    const QRectF box(atRight ? std::max(0.0, x - width - 6) : x + 6, 0, width, fontMetrics().height() + 2);
    painter.setPen(colors.border);
    painter.setBrush(colors.base);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(colors.text);
    painter.drawText(box, Qt::AlignCenter, text);
}

QString Sparkline::textOf(int index) const
{
    const double value = m_samples[static_cast<size_t>(index)];
    const QString words = std::isnan(value) ? tr("no data") : m_format(value);
    return m_label ? tr("%1 at %2").arg(words, m_label(index)) : words;
}

void Sparkline::setCurrent(std::optional<int> index)
{
    if (index == m_current || m_samples.empty())
        return;
    m_current = index;
    describe();
    update();
}

void Sparkline::mouseMoveEvent(QMouseEvent *event)
{
    const double last = static_cast<double>(m_samples.size()) - 1;
    const double share = (event->position().x() - plot().left()) / plot().width();
    setCurrent(static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * std::max(0.0, last))));
}

void Sparkline::mouseReleaseEvent(QMouseEvent *event)
{
    if (rect().contains(event->position().toPoint()))
        Q_EMIT clicked();
}

void Sparkline::leaveEvent(QEvent *) { setCurrent(std::nullopt); }

void Sparkline::focusOutEvent(QFocusEvent *event)
{
    setCurrent(std::nullopt);
    QWidget::focusOutEvent(event);
}

void Sparkline::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_samples.size()) - 1;
    if (event->key() == Qt::Key_Left)
        setCurrent(std::max(0, m_current.value_or(last + 1) - 1));
    else if (event->key() == Qt::Key_Right)
        setCurrent(std::min(last, m_current.value_or(-1) + 1));
    else
        QWidget::keyPressEvent(event);
}

void Sparkline::describe()
{
    const QString name = m_name.isEmpty() ? tr("Chart") : m_name;
    if (m_current)
        setAccessibleName(tr("%1 %2").arg(name, textOf(*m_current)));
    else if (m_samples.empty() || std::isnan(m_samples.back()))
        setAccessibleName(tr("%1, no data").arg(name));
    else
        setAccessibleName(tr("%1 %2, max %3").arg(name, m_format(m_samples.back()), m_format(m_greatest)));
}

} // namespace auth::console
