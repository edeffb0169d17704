#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QDialog>

namespace auth::console {

/// Makes that nothing of a window works while a sheet covers it: the sheet hides what is below, but keys would still
/// reach it, and dialogs stand before it. Those wait, and come back as they were.
class WindowCover : public QObject {
    Q_OBJECT

public:
    /// `work`: all of the window but the sheet.
    WindowCover(QWidget &window, QList<QWidget *> work);
    /// Lifts it and leaves dialogs where they are.
    ~WindowCover() override;

    bool isDown() const { return m_isDown; }
    void lay();
    void lift();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Hidden {
        QPointer<QDialog> dialog;
        bool wasModal;
    };
    void enableWork(bool enabled);
    void hide(QDialog &dialog);

    QWidget &m_window;
    const QList<QWidget *> m_work;
    QList<Hidden> m_hidden;
    QPointer<QWidget> m_focus;
    bool m_isDown = false;
};

} // namespace auth::console
