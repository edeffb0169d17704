#pragma once

#include "widgets/theme_colors.h"

#include <QtWidgets/QWidget>

#include <functional>
#include <optional>
#include <vector>

namespace auth::console {

/// A small line of many values: the least and the greatest of each pixel column. Missing values (NaN) are gaps. The
/// mouse or Left and Right show one value.
class Sparkline : public QWidget {
    Q_OBJECT

public:
    explicit Sparkline(QWidget *parent = nullptr);

    void setSamples(std::vector<double> samples);
    /// `value` in words with its unit, for the crosshair and assistive technology.
    void setFormat(std::function<QString(double value)> format);
    /// What sample `index` stands for: a time. Shown with its value.
    void setLabel(std::function<QString(int index)> label);
    /// What the line shows: "p99". For assistive technology.
    void setName(const QString &name);
    void setTone(Tone tone);

    /// The sample under the crosshair.
    std::optional<int> current() const { return m_current; }
    QSize sizeHint() const override { return {160, 40}; }
    QSize minimumSizeHint() const override { return {60, 24}; }

Q_SIGNALS:
    void clicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRectF plot() const;
    double xOf(int index) const;
    double yOf(double value) const;
    void drawLine(QPainter &painter) const;
    void drawColumns(QPainter &painter) const;
    void drawPoints(QPainter &painter) const;
    void drawCrosshair(QPainter &painter) const;
    QString textOf(int index) const;
    void setCurrent(std::optional<int> index);
    void describe();

    std::vector<double> m_samples;
    double m_least = 0;
    double m_greatest = 0;
    std::function<QString(double)> m_format;
    std::function<QString(int)> m_label;
    QString m_name;
    Tone m_tone = Tone::Accent;
    std::optional<int> m_current;
};

} // namespace auth::console
