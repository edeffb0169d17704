#include "overview/tile_flow.h"

#include <algorithm>

namespace auth::console {

TileFlow::TileFlow(int narrowest, QWidget *parent) : QLayout(parent), m_narrowest(narrowest)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(12);
}

TileFlow::~TileFlow() = default;

void TileFlow::addItem(QLayoutItem *item) { m_items.emplace_back(item); }

QLayoutItem *TileFlow::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<size_t>(index)].get() : nullptr;
}

QLayoutItem *TileFlow::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem *item = m_items[static_cast<size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

void TileFlow::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

/// As many rows as it takes, and then only the columns that fill them evenly: twelve tiles on room for seven columns
/// are two rows of six.
int TileFlow::columnsIn(int width, qsizetype items) const
{
    const int most = std::max(1, (width + spacing()) / (m_narrowest + spacing()));
    const int rows = std::max(1, (static_cast<int>(items) + most - 1) / most);
    return std::clamp((static_cast<int>(items) + rows - 1) / rows, 1, most);
}

int TileFlow::arrange(const QRect &rect, bool move) const
{
    std::vector<QLayoutItem *> shown;
    for (const auto &item : m_items) {
        if (!item->isEmpty())
            shown.push_back(item.get());
    }
    const int columns = columnsIn(rect.width(), static_cast<qsizetype>(shown.size()));
    const int width = (rect.width() - (columns - 1) * spacing()) / columns;
    int y = rect.y();
    for (size_t first = 0; first < shown.size(); first += static_cast<size_t>(columns)) {
        const size_t end = std::min(shown.size(), first + static_cast<size_t>(columns));
        int height = 0;
        for (size_t i = first; i < end; ++i)
            height = std::max(height, shown[i]->sizeHint().height());
        for (size_t i = first; move && i < end; ++i)
            shown[i]->setGeometry({rect.x() + static_cast<int>(i - first) * (width + spacing()), y, width, height});
        y += height + spacing();
    }
    return std::max(0, y - spacing() - rect.y());
}

} // namespace auth::console
