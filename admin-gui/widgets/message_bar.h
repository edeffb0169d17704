#pragma once

#include "widgets/theme_colors.h"

#include <QtCore/QTimer>
#include <QtWidgets/QFrame>

#include <chrono>
#include <functional>
#include <vector>

class QBoxLayout;
class QLabel;

namespace auth::console {

/// A button of a message, such as Undo. The message closes when it has been pressed, unless `keepsOpen`.
struct MessageAction {
    QString text = {};
    std::function<void()> run = {};
    bool keepsOpen = false;
};

/// How long a message with an Undo stays.
constexpr std::chrono::milliseconds undoTime{10'000};

struct Message {
    Tone tone = Tone::Info;
    QString text = {};
    QString requestId = {};                  ///< Shown and copied by a click. May be empty.
    std::vector<MessageAction> actions = {}; ///< At most three.
    std::chrono::milliseconds timeout{0};    ///< 0: stays until it is closed.
};

/// One message over a page. Its time stands still while the mouse is over it or the focus is in it. Tells assistive
/// technology that it has come. Deletes itself when closed.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    explicit MessageBar(const Message &message, QWidget *parent = nullptr);

    const QString &text() const { return m_text; }
    bool isCountingDown() const { return m_timer.isActive(); }
    /// Also by Esc while the focus is in it.
    void dismiss();

Q_SIGNALS:
    void dismissed();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void addText(QBoxLayout *row, const Message &message);
    void addActions(QBoxLayout *row, const Message &message);
    void addCloseButton(QBoxLayout *row);
    void pauseOrGoOn();
    void announce();
    void drawPicture();

    QString m_text;
    Tone m_tone;
    QLabel *m_picture;
    QTimer m_timer;
    std::chrono::milliseconds m_left;
    bool m_hovered = false;
};

} // namespace auth::console
