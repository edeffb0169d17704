#pragma once

#include <QtWidgets/QAbstractButton>

namespace auth::console {

/// A removable word, such as "role:admin". The cross or Delete or Backspace removes it; the rest of it or Enter or
/// Space clicks it.
class Chip : public QAbstractButton {
    Q_OBJECT

public:
    explicit Chip(const QString &text, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QRect crossRect() const;
};

} // namespace auth::console
