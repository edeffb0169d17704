#pragma once

#include <QtGui/QIcon>
#include <QtWidgets/QFrame>

#include <functional>
#include <vector>

class QLineEdit;
class QListWidget;

namespace auth::console {

/// One thing that can be done.
struct Command {
    QString text = {};
    QString hint = {}; ///< Its shortcut.
    QIcon icon = {};
    bool enabled = true;
    QString reason = {}; ///< Why it is not enabled.
    std::function<void()> run = {};
};

/// Ctrl+K: everything that can be done now, found by typing. Up, Down, Page Up and Page Down choose, Enter runs,
/// Esc closes. Pasted ids become "Go to ..." by what the recognizer makes of them.
class CommandPalette : public QFrame {
    Q_OBJECT

public:
    using Recognizer = std::function<std::vector<Command>(const QString &text)>;

    /// Stands over the upper part of `window`.
    explicit CommandPalette(QWidget *window);

    void setRecognizer(Recognizer recognizer);
    /// Shows itself with `commands` and an empty line.
    void open(std::vector<Command> commands);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void findMatches();
    void showMatches(std::vector<std::pair<int, const Command *>> matches);
    void place();
    void moveCurrent(int step);
    bool keyPressed(int key);
    void runCurrent();

    QWidget *m_window;
    Recognizer m_recognizer;
    std::vector<Command> m_commands;
    std::vector<Command> m_recognized;
    std::vector<const Command *> m_shown;
    QLineEdit *m_line;
    QListWidget *m_list;
};

} // namespace auth::console
