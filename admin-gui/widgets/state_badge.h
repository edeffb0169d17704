#pragma once

#include "widgets/icons.h"

#include <QtWidgets/QWidget>

namespace auth::console {

/// A state as a word and an icon in a tinted pill: "Active", "Locked", "Open". Never the colour alone.
class StateBadge : public QWidget {
    Q_OBJECT

public:
    explicit StateBadge(QWidget *parent = nullptr);
    StateBadge(const QString &text, Tone tone, QWidget *parent = nullptr);

    void setState(const QString &text, Tone tone);
    void setState(const QString &text, Tone tone, Icon icon);
    QString text() const { return m_text; }
    Tone tone() const { return m_tone; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

    /// The same picture for delegates: at the left of `rect`, vertically centred, elided when it is too narrow.
    static void paint(QPainter &painter, const QRect &rect, const QString &text, Tone tone, Icon icon);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    Tone m_tone = Tone::Neutral;
    Icon m_icon = Icon::Info;
};

} // namespace auth::console
