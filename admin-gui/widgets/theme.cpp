#include "widgets/theme.h"

#include "widgets/console_style.h"

#include <QtGui/QFontDatabase>
#include <QtWidgets/QApplication>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr double smallestPoints = 9.75; // 13 pixels at 96 dpi

void addFonts()
{
    for (const char16_t *weight : {u"Regular", u"Medium", u"SemiBold"})
        QFontDatabase::addApplicationFont(u":/console/fonts/Inter-%1.otf"_s.arg(QStringView(weight)));
}

} // namespace

Theme::Theme(QObject *parent) : QObject(parent) {}

void Theme::apply(QApplication &app)
{
    if (!m_app) {
        m_desktopIsDark = themeColors(app.palette()).dark;
        addFonts();
        QFont font(u"Inter"_s);
        font.setPointSizeF(std::max(smallestPoints, app.font().pointSizeF()));
        QApplication::setFont(font);
        QApplication::setStyle(new ConsoleStyle);
    }
    m_app = &app;
    paint();
}

void Theme::choose(Choice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    paint();
    Q_EMIT changed();
}

bool Theme::isDark() const { return m_choice == Choice::System ? m_desktopIsDark : m_choice == Choice::Dark; }

void Theme::paint()
{
    if (m_app)
        QApplication::setPalette(colors().palette());
}

QFont uiFont(double difference, QFont::Weight weight)
{
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() + difference);
    font.setWeight(weight);
    return font;
}

QFont codeFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF() - 0.5);
    return font;
}

} // namespace auth::console
