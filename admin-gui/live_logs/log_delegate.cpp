#include "live_logs/log_delegate.h"

#include "log/log_model.h"

#include <QtGui/QPainter>

namespace auth::console {

namespace {

constexpr int margin = 6;
constexpr int markWidth = 4;
/// More of a message does not fit on a screen, and laying it out is dear.
constexpr qsizetype longestText = 600;

/// Behind text in `colors.text`: as a marker pen leaves it on paper, and dimmed in the dark.
QColor hitColor(const ThemeColors &colors)
{
    const int hue = colors.tone(Tone::Warning).hue();
    return colors.dark ? QColor::fromHsv(hue, 170, 110) : QColor::fromHsv(hue + 10, 110, 255);
}

/// Ids are cut by their length, which needs no laying out: most of their signs are no wider than a digit.
QString cutToFit(const QString &id, int width, const QFontMetrics &metrics)
{
    const qsizetype most = std::max(1, width / metrics.horizontalAdvance(u'0'));
    return id.size() <= most ? id : id.first(most - 1) + u'…';
}

} // namespace

struct LogDelegate::Cell {
    QPainter &painter;
    const QStyleOptionViewItem &option;
    const LogModel &model;
    int row;
    int column;
    LogRecord record;
    const ThemeColors &colors;

    bool isSelected() const { return option.state & QStyle::State_Selected; }
    bool isLine() const { return record.kind == RowKind::Line; }
};

LogDelegate::LogDelegate(QObject *parent) : QStyledItemDelegate(parent) {}

void LogDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &model = static_cast<const LogModel &>(*index.model());
    const Cell cell{*painter,
                    option,
                    model,
                    index.row(),
                    index.column(),
                    model.row(index.row()).record(),
                    themeColors(option.palette)};
    fill(cell);
    QRect place = option.rect.adjusted(margin, 0, -margin, 0);
    if (cell.column == LogModel::LevelColumn && cell.isLine())
        drawLevel(cell, place);
    QString text = model.text(cell.row, cell.column).left(longestText);
    if (cell.column == LogModel::RequestColumn || cell.column == LogModel::UserColumn)
        text = cutToFit(text, place.width(), option.fontMetrics);
    if (cell.column == LogModel::EventColumn || cell.column == LogModel::MessageColumn)
        drawHits(cell, place, text);
    drawText(cell, place, text);
    drawFocus(cell);
}

void LogDelegate::fill(const Cell &cell) const
{
    const QRect &rect = cell.option.rect;
    if (cell.isSelected())
        cell.painter.fillRect(rect, cell.option.palette.highlight());
    else if (!cell.isLine())
        cell.painter.fillRect(rect,
                              cell.colors.tint(cell.record.kind == RowKind::Restart ? Tone::Info : Tone::Warning));
    else if (cell.record.logLevel() == LogLevel::Error)
        cell.painter.fillRect(rect, cell.colors.tint(Tone::Error));
    const int mark = cell.column == LogModel::TimeColumn ? cell.model.buffer().markOf(cell.model.rowId(cell.row)) : 0;
    if (mark > 0)
        cell.painter.fillRect(QRect(rect.topLeft(), QSize(markWidth, rect.height())),
                              cell.colors.stripe(static_cast<ProfileColor>(1 + (mark - 1) % 5)));
}

QColor LogDelegate::textColor(const Cell &cell)
{
    if (cell.isSelected())
        return cell.option.palette.highlightedText().color();
    if (!cell.isLine())
        return cell.colors.tone(cell.record.kind == RowKind::Restart ? Tone::Info : Tone::Warning);
    switch (cell.column) {
    case LogModel::LevelColumn:
        return cell.colors.level(cell.record.logLevel());
    case LogModel::EventColumn:
    case LogModel::MessageColumn:
        return cell.colors.text;
    default:
        return cell.colors.muted;
    }
}

/// A dot before the word, full for what wants to be looked at.
void LogDelegate::drawLevel(const Cell &cell, QRect &place)
{
    const int size = cell.option.fontMetrics.xHeight() + 1;
    const QRect dot(place.left(), place.center().y() - size / 2, size, size);
    const QColor color = cell.colors.level(cell.record.logLevel());
    cell.painter.save();
    cell.painter.setRenderHint(QPainter::Antialiasing);
    cell.painter.setPen(QPen(color, 1.5));
    cell.painter.setBrush(cell.record.logLevel() >= LogLevel::Warning ? QBrush(color) : QBrush());
    cell.painter.drawEllipse(dot);
    cell.painter.restore();
    place.setLeft(dot.right() + margin);
}

void LogDelegate::drawHits(const Cell &cell, const QRect &place, const QString &text) const
{
    const QFontMetrics &metrics = cell.option.fontMetrics;
    for (const QString &sought : m_sought) {
        qsizetype at = 0;
        while (!sought.isEmpty() && (at = text.indexOf(sought, at, Qt::CaseInsensitive)) >= 0) {
            const int left = place.left() + metrics.horizontalAdvance(text, static_cast<int>(at));
            if (left > place.right())
                break;
            at += sought.size();
            const int right = place.left() + metrics.horizontalAdvance(text, static_cast<int>(at));
            cell.painter.fillRect(
                QRect(left, place.top() + 1, std::min(right, place.right()) - left, place.height() - 2),
                hitColor(cell.colors));
        }
    }
}

void LogDelegate::drawText(const Cell &cell, const QRect &place, const QString &text)
{
    if (text.isEmpty() || place.width() <= 0)
        return;
    cell.painter.setFont(cell.option.font);
    cell.painter.setPen(textColor(cell));
    cell.painter.drawText(place, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, text);
}

void LogDelegate::drawFocus(const Cell &cell)
{
    if (!(cell.option.state & QStyle::State_HasFocus))
        return;
    cell.painter.setPen(cell.colors.accentFill);
    cell.painter.setBrush(Qt::NoBrush);
    cell.painter.drawRect(cell.option.rect.adjusted(0, 0, -1, -1));
}

QSize LogDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &model = static_cast<const LogModel &>(*index.model());
    const QString text = model.text(index.row(), index.column()).left(longestText);
    const int dot = index.column() == LogModel::LevelColumn ? option.fontMetrics.xHeight() + margin : 0;
    return {option.fontMetrics.horizontalAdvance(text) + 2 * margin + dot + 2, option.fontMetrics.height() + 4};
}

} // namespace auth::console
