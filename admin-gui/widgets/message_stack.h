#pragma once

#include "widgets/message_bar.h"

namespace auth::console {

/// Where the messages of a page or window stand, the newest on top and at most three: a fourth closes the oldest.
/// Takes no room while empty.
class MessageStack : public QWidget {
    Q_OBJECT

public:
    explicit MessageStack(QWidget *parent = nullptr);

    /// A message with the same text is replaced rather than shown twice.
    MessageBar *show(const Message &message);
    void clear();
    /// Esc at the page closes the newest. False when there is none.
    bool dismissNewest();
    int count() const { return static_cast<int>(m_bars.size()); }

private:
    std::vector<MessageBar *> m_bars; ///< Oldest first.
};

} // namespace auth::console
