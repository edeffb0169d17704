#pragma once

#include "widgets/theme_colors.h"

#include <QtCore/QObject>

class QApplication;

namespace auth::console {

/// The appearance of the whole program: Fusion, one of our two palettes, and Inter. Colours are asked of
/// themeColors(palette), so widgets need no Theme; they hear of a change by QEvent::PaletteChange.
class Theme : public QObject {
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark };
    Q_ENUM(Choice)

    explicit Theme(QObject *parent = nullptr);

    /// Styles `app`, now and at each later choose(). The first call remembers what the desktop had.
    void apply(QApplication &app);
    void choose(Choice choice);
    Choice choice() const { return m_choice; }
    bool isDark() const;
    const ThemeColors &colors() const { return isDark() ? darkColors() : lightColors(); }

Q_SIGNALS:
    void changed();

private:
    void paint();

    Choice m_choice = Choice::System;
    QApplication *m_app = nullptr;
    bool m_desktopIsDark = false;
};

/// The program's font, `difference` points larger or smaller.
QFont uiFont(double difference = 0, QFont::Weight weight = QFont::Normal);
/// For ids, JSON and log lines: every character as wide as the next.
QFont codeFont();

} // namespace auth::console
