#include "widgets/busy_button.h"

#include <QtWidgets/QStyleOption>

namespace auth::console {

BusyButton::BusyButton(const QString &text, const QString &busyText, QWidget *parent)
    : QPushButton(text, parent), m_text(text), m_busyText(busyText)
{
}

void BusyButton::setBusy(bool busy)
{
    if (busy == m_busy)
        return;
    m_busy = busy;
    if (busy)
        m_hadFocus = hasFocus();
    setText(busy ? m_busyText : m_text);
    setEnabled(!busy);
    // A disabled widget loses the focus, and the person would start again at the top of the form.
    if (!busy && m_hadFocus)
        setFocus();
}

QSize BusyButton::sizeHint() const
{
    QStyleOptionButton option;
    initStyleOption(&option);
    const auto sizeFor = [&](const QString &words) {
        option.text = words;
        const QSize text = fontMetrics().size(Qt::TextShowMnemonic, words);
        return style()->sizeFromContents(QStyle::CT_PushButton, &option, text, this);
    };
    return sizeFor(m_text).expandedTo(sizeFor(m_busyText));
}

} // namespace auth::console
