#pragma once

#include "log/log_model.h"
#include "log/text_search.h"

namespace auth::console {

/// Looks for a text, in any case of its letters, in what rows say: their texts, ids and values, not the names of those,
/// which each row has.
class RowFinder {
public:
    explicit RowFinder(const QString &text);

    bool isIn(const LogModel &model, int row) const;

private:
    bool isInTexts(const LogRow &row) const;
    bool isInIds(const LogRecord &record) const;
    bool isInExtras(const LogRow &row) const;
    bool isInLists(const LogRow &row) const;
    bool isInValue(const QJsonValue &value) const;

    TextSearch m_search;
    bool m_maybeId; ///< All of it may stand in an id.
};

} // namespace auth::console
