#include "widgets/theme_colors.h"

namespace auth::console {

QColor ThemeColors::level(LogLevel level) const
{
    switch (level) {
    case LogLevel::Debug:
        return muted;
    case LogLevel::Info:
        return tone(Tone::Info);
    case LogLevel::Warning:
        return tone(Tone::Warning);
    case LogLevel::Error:
        break;
    }
    return tone(Tone::Error);
}

QPalette ThemeColors::palette() const
{
    QPalette palette(text, raised, edge, border, border, text, onAccent, base, window);
    palette.setColor(QPalette::Button, raised);
    palette.setColor(QPalette::AlternateBase, raised);
    palette.setColor(QPalette::Midlight, border);
    palette.setColor(QPalette::Highlight, selection);
    palette.setColor(QPalette::HighlightedText, text);
    palette.setColor(QPalette::Link, tone(Tone::Accent));
    palette.setColor(QPalette::LinkVisited, tone(Tone::Accent));
    palette.setColor(QPalette::PlaceholderText, muted);
    palette.setColor(QPalette::ToolTipBase, base);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Shadow, dark ? QColor(Qt::black) : edge);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, disabled);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, disabled);
    palette.setColor(QPalette::Disabled, QPalette::Base, window);
    return palette;
}

const ThemeColors &lightColors()
{
    static const ThemeColors colors{
        .dark = false,
        .window = QColor(0xf6f7f9),
        .base = QColor(0xffffff),
        .raised = QColor(0xf9fafb),
        .border = QColor(0xe3e6ea),
        .edge = QColor(0xcbd0d8),
        .text = QColor(0x1b1f24),
        .muted = QColor(0x5b626d),
        .disabled = QColor(0xa3a9b3),
        .selection = QColor(0xe0e7fd),
        .accentFill = QColor(0x3b5bdb),
        .dangerFill = QColor(0xc92a2a),
        .onAccent = QColor(0xffffff),
        .tones = {QColor(0x4d545f), QColor(0x3552cc), QColor(0x0b5cad), QColor(0x14663a), QColor(0x8a4b00),
                  QColor(0xb42121)},
        .tints = {QColor(0xeef0f3), QColor(0xebeffd), QColor(0xe8f2fc), QColor(0xe6f5ec), QColor(0xfdf1da),
                  QColor(0xfdecec)},
        .stripes = {QColor(), QColor(0x2f5fc4), QColor(0x1f7a44), QColor(0x9a5b00), QColor(0xc92a2a), QColor(0x7a45c9)},
    };
    return colors;
}

const ThemeColors &darkColors()
{
    static const ThemeColors colors{
        .dark = true,
        .window = QColor(0x15171b),
        .base = QColor(0x1a1d22),
        .raised = QColor(0x22262c),
        .border = QColor(0x2c3138),
        .edge = QColor(0x3d434d),
        .text = QColor(0xe4e7eb),
        .muted = QColor(0xa0a7b1),
        .disabled = QColor(0x626a75),
        .selection = QColor(0x2b3763),
        .accentFill = QColor(0x4160d8),
        .dangerFill = QColor(0xc53a3a),
        .onAccent = QColor(0xffffff),
        .tones = {QColor(0xb5bbc5), QColor(0x9db1ff), QColor(0x7cb8f5), QColor(0x6fce93), QColor(0xe9b04d),
                  QColor(0xff9a94)},
        .tints = {QColor(0x282d34), QColor(0x252d4a), QColor(0x1c2f42), QColor(0x1b3325), QColor(0x382c17),
                  QColor(0x402325)},
        .stripes = {QColor(), QColor(0x2f5fc4), QColor(0x1f7a44), QColor(0x9a5b00), QColor(0xc53a3a), QColor(0x7a45c9)},
    };
    return colors;
}

const ThemeColors &themeColors(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? darkColors() : lightColors();
}

} // namespace auth::console
