#include "scenes.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolTip>

#include <cmath>

using namespace auth;
using namespace auth::console;
using namespace Qt::StringLiterals;

namespace {

constexpr double readable = 4.5;
constexpr std::array tones{Tone::Neutral, Tone::Accent, Tone::Info, Tone::Success, Tone::Warning, Tone::Error};

double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// As WCAG 2 counts it: 1 to 21.
double contrast(const QColor &a, const QColor &b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

QRgb darkestPixel(const QPixmap &pixmap)
{
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) == 255)
                return image.pixel(x, y);
        }
    }
    return 0;
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private:
    Theme m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme.apply(*qApp); }

    void nothingIsHtmlThatDoesNotSaySo()
    {
        const QString hostile = u"<b>Mozilla</b><img src='file:///etc/hostname'>"_s;
        QLabel label(hostile);
        QLabel rich(hostile);
        rich.setTextFormat(Qt::RichText);
        for (QLabel *each : {&label, &rich})
            each->ensurePolished();
        QCOMPARE(label.textFormat(), Qt::PlainText);
        QCOMPARE(rich.textFormat(), Qt::RichText);
        QToolTip::showText({10, 10}, hostile);
        const auto all = QApplication::topLevelWidgets();
        const auto tip =
            std::find_if(all.begin(), all.end(), [](const QWidget *each) { return each->inherits("QTipLabel"); });
        QVERIFY(tip != all.end());
        QCOMPARE(static_cast<QLabel *>(*tip)->text(), hostile);
        QCOMPARE(static_cast<QLabel *>(*tip)->textFormat(), Qt::PlainText);
        QToolTip::hideText();
    }

    void everyTextIsReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void everyTextIsReadable()
    {
        QFETCH(const bool, dark);
        const ThemeColors &colors = dark ? darkColors() : lightColors();
        const auto check = [](const char *what, const QColor &text, const QColor &ground) {
            QVERIFY2(contrast(text, ground) >= readable,
                     qPrintable(u"%1: %2 on %3"_s.arg(QLatin1String(what), text.name(), ground.name())));
        };
        for (const QColor &ground : {colors.window, colors.base, colors.raised, colors.selection}) {
            check("text", colors.text, ground);
            check("muted", colors.muted, ground);
            for (const LogLevel level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error})
                check("level", colors.level(level), ground);
            for (const Tone tone : tones)
                check("tone", colors.tone(tone), ground);
        }
        for (const Tone tone : tones) {
            check("tone on its tint", colors.tone(tone), colors.tint(tone));
            check("text on a tint", colors.text, colors.tint(tone));
        }
        check("accent button", colors.onAccent, colors.accentFill);
        check("danger button", colors.onAccent, colors.dangerFill);
        for (const ProfileColor stripe :
             {ProfileColor::Blue, ProfileColor::Green, ProfileColor::Amber, ProfileColor::Red, ProfileColor::Violet})
            check("stripe", colors.onAccent, colors.stripe(stripe));
    }

    void choiceReachesTheProgram()
    {
        QSignalSpy changed(&m_theme, &Theme::changed);
        m_theme.choose(Theme::Choice::Dark);
        QVERIFY(m_theme.isDark());
        QVERIFY(themeColors().dark);
        m_theme.choose(Theme::Choice::Light);
        QVERIFY(!themeColors().dark);
        m_theme.choose(Theme::Choice::Light);
        QCOMPARE(changed.size(), 2);
    }

    void fontIsBuiltIn() { QCOMPARE(QFontInfo(QApplication::font()).family(), u"Inter"_s); }

    void everyIconIsThere()
    {
        for (int i = 0; i <= static_cast<int>(Icon::Forbidden); ++i)
            QVERIFY2(darkestPixel(icon(static_cast<Icon>(i)).pixmap(32)) != 0, qPrintable(QString::number(i)));
    }

    void iconsFollowTheTheme()
    {
        const QIcon cross = icon(Icon::Close);
        m_theme.choose(Theme::Choice::Dark);
        const QRgb inDark = darkestPixel(cross.pixmap(32));
        m_theme.choose(Theme::Choice::Light);
        const QRgb inLight = darkestPixel(cross.pixmap(32));
        QVERIFY(qGray(inDark) > 180);
        QVERIFY(qGray(inLight) < 80);
        QVERIFY(qGray(darkestPixel(cross.pixmap(QSize(32, 32), QIcon::Disabled))) > qGray(inLight));
    }

    /// What can have the focus or be read by assistive technology says what it is.
    void everyControlHasAName()
    {
        for (const Scene &scene : scenes()) {
            const std::unique_ptr<QWidget> page = scene.make();
            for (const QWidget *widget : page->findChildren<QWidget *>()) {
                const bool inner = widget->objectName().startsWith(u"qt_"_s)
                                   || widget->inherits("QLineEditIconButton"); // Esc does what its cross does
                const bool isControl =
                    widget->focusPolicy() != Qt::NoFocus || qobject_cast<const QAbstractButton *>(widget);
                if (inner || !isControl || widget->isWindow())
                    continue;
                QVERIFY2(!widget->accessibleName().isEmpty() || qobject_cast<const QLabel *>(widget),
                         qPrintable(u"%1: %2 '%3'"_s.arg(scene.name, QLatin1String(widget->metaObject()->className()),
                                                         widget->objectName())));
            }
        }
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
