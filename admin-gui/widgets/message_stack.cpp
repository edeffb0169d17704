#include "widgets/message_stack.h"

#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t mostMessages = 3;

} // namespace

MessageStack::MessageStack(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"messageStack"_s);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(1);
    hide();
}

MessageBar *MessageStack::show(const Message &message)
{
    for (MessageBar *bar : std::vector(m_bars)) {
        if (bar->text() == message.text)
            bar->dismiss();
    }
    if (m_bars.size() == mostMessages)
        m_bars.front()->dismiss();
    auto *bar = new MessageBar(message);
    static_cast<QVBoxLayout *>(layout())->insertWidget(0, bar);
    m_bars.push_back(bar);
    connect(bar, &MessageBar::dismissed, this, [this, bar] {
        std::erase(m_bars, bar);
        setVisible(!m_bars.empty());
    });
    setVisible(true);
    return bar;
}

void MessageStack::clear()
{
    for (MessageBar *bar : std::vector(m_bars))
        bar->dismiss();
}

bool MessageStack::dismissNewest()
{
    if (m_bars.empty())
        return false;
    m_bars.back()->dismiss();
    return true;
}

} // namespace auth::console
