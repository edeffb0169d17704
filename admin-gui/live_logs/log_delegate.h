#pragma once

#include "widgets/theme_colors.h"

#include <QtWidgets/QStyledItemDelegate>

namespace auth::console {

class LogModel;

/// Draws the cells of a LogModel, and of no other model, with as little work as it takes: a table that follows the log
/// draws all of them thirty times a second.
class LogDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit LogDelegate(QObject *parent = nullptr);

    /// Texts to be shown where they stand in events and messages, in any case.
    void setSoughtTexts(const QStringList &texts) { m_sought = texts; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    struct Cell;

    void fill(const Cell &cell) const;
    void drawHits(const Cell &cell, const QRect &place, const QString &text) const;
    static QColor textColor(const Cell &cell);
    static void drawText(const Cell &cell, const QRect &place, const QString &text);
    static void drawLevel(const Cell &cell, QRect &place);
    static void drawFocus(const Cell &cell);

    QStringList m_sought;
};

} // namespace auth::console
