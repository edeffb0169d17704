#pragma once

#include <QtWidgets/QPushButton>

namespace auth::console {

/// A button that cannot be pressed twice: while busy it is disabled and says what it does ("Saving..."). Keeps its
/// width.
class BusyButton : public QPushButton {
    Q_OBJECT

public:
    BusyButton(const QString &text, const QString &busyText, QWidget *parent = nullptr);

    void setBusy(bool busy);
    bool isBusy() const { return m_busy; }
    QSize sizeHint() const override;

private:
    QString m_text;
    QString m_busyText;
    bool m_busy = false;
    bool m_hadFocus = false;
};

} // namespace auth::console
