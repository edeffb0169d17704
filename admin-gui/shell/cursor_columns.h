#pragma once

#include "core/clock.h"
#include "shell/cursor_model.h"
#include "widgets/time_text.h"

namespace auth::console {

// The usual columns of a list.

/// A text, whole in its tool tip too.
template<class T> typename CursorModel<T>::Column textColumn(const QString &title, QString (*value)(const T &item))
{
    return {title, [value](const T &item, int role) -> QVariant {
                return role == Qt::DisplayRole || role == Qt::ToolTipRole ? value(item) : QVariant();
            }};
}

/// A moment, which the tool tip tells in full. `times` outlives the model.
template<class T>
typename CursorModel<T>::Column momentColumn(const QString &title, Time T::*moment, const TimeText &times)
{
    return {title, [moment, &times](const T &item, int role) -> QVariant {
                if (role == Qt::DisplayRole)
                    return times.text(item.*moment);
                return role == Qt::ToolTipRole ? times.toolTip(item.*moment) : QVariant();
            }};
}

} // namespace auth::console
