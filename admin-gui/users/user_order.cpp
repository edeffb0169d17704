#include "users/user_order.h"

#include "users/user_list_model.h"

#include <QtWidgets/QHeaderView>

namespace auth::console {

UserOrder::UserOrder(QHeaderView &header) : QObject(&header), m_header(header)
{
    header.setSectionsClickable(true);
    connect(&header, &QHeaderView::sectionClicked, this, &UserOrder::sortBy);
    showIndicator();
}

void UserOrder::sortBy(int column)
{
    const auto sorts = UserListModel::sortsOf(column);
    if (!sorts)
        return;
    if (m_sort == sorts->first)
        m_sort = sorts->second;
    else if (m_sort == sorts->second)
        m_sort.reset();
    else
        m_sort = sorts->first;
    showIndicator();
    Q_EMIT changed();
}

void UserOrder::showIndicator()
{
    m_header.setSortIndicatorShown(m_sort.has_value());
    for (int column = 0; column < UserListModel::ColumnCount; ++column) {
        const auto sorts = UserListModel::sortsOf(column);
        if (sorts && m_sort == sorts->first)
            m_header.setSortIndicator(column, Qt::AscendingOrder);
        if (sorts && m_sort == sorts->second)
            m_header.setSortIndicator(column, Qt::DescendingOrder);
    }
}

} // namespace auth::console
