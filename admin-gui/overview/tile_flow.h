#pragma once

#include <QtWidgets/QLayout>

#include <memory>
#include <vector>

namespace auth::console {

/// Items of one width in as many columns as there is room for, row after row. Hidden ones take no place.
class TileFlow : public QLayout {
public:
    explicit TileFlow(int narrowest, QWidget *parent = nullptr);
    ~TileFlow() override;

    void addItem(QLayoutItem *item) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;

    Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    /// What it takes at this width. Not told to other layouts, which would make room for a single column.
    int heightAt(int width) const { return arrange(QRect(0, 0, width, 0), false); }
    void setGeometry(const QRect &rect) override;
    QSize sizeHint() const override { return minimumSize(); }
    QSize minimumSize() const override { return {m_narrowest, 0}; }

private:
    /// The height it takes.
    int arrange(const QRect &rect, bool move) const;
    int columnsIn(int width, qsizetype items) const;

    const int m_narrowest;
    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace auth::console
