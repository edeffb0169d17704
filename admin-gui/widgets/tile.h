#pragma once

#include "widgets/theme_colors.h"

#include <QtWidgets/QAbstractButton>

class QLabel;

namespace auth::console {

class Sparkline;

/// A number of the overview with its last hour. A click, Enter or Space goes to where it is explained.
class Tile : public QAbstractButton {
    Q_OBJECT

public:
    explicit Tile(const QString &title, QWidget *parent = nullptr);

    /// The number as it is read, with its unit: "41 ms". "-" when it is not known.
    void setValue(const QString &value);
    /// How it has moved, with a word that does not need the colour: "12 % more than an hour ago".
    void setTrend(const QString &text, Tone tone = Tone::Neutral);
    Sparkline *sparkline() const { return m_sparkline; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    void describe();
    void colorTrend();

    QLabel *m_title;
    QLabel *m_value;
    QLabel *m_trend;
    Sparkline *m_sparkline;
    Tone m_trendTone = Tone::Neutral;
};

} // namespace auth::console
