#include "widgets/busy_button.h"

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
    const QSize hint = QPushButton::sizeHint();
    const auto width = [this](const QString &words) { return fontMetrics().size(Qt::TextShowMnemonic, words).width(); };
    return {hint.width() - width(text()) + std::max(width(m_text), width(m_busyText)), hint.height()};
}

} // namespace auth::console
