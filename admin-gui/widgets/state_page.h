#pragma once

#include "widgets/icons.h"

#include <QtWidgets/QWidget>

#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;

namespace auth::console {

/// A button of a StatePage.
struct StateButton {
    QString text = {};
    std::function<void()> run = {};
};

/// What stands in place of a content that is not there: a picture, a sentence, small print, buttons.
class StatePage : public QWidget {
    Q_OBJECT

public:
    explicit StatePage(QWidget *parent = nullptr);

    /// Takes the place of what was shown before. The first button is the usual one.
    void setState(Icon icon, Tone tone, const QString &text, const QString &smallPrint,
                  const std::vector<StateButton> &buttons);

protected:
    void changeEvent(QEvent *event) override;

private:
    void drawPicture();
    void setButtons(const std::vector<StateButton> &buttons);

    Icon m_icon = Icon::Info;
    Tone m_tone = Tone::Neutral;
    QLabel *m_picture;
    QLabel *m_text;
    QLabel *m_smallPrint;
    QHBoxLayout *m_buttons;
};

/// Grey bars where rows will be, while the first answer is awaited.
class SkeletonRows : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace auth::console
