#include "shell/sidebar.h"
#include "support/console_program.h"
#include "support/console_server.h"

#include <QtCore/QDir>
#include <QtCore/QTranslator>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;

/// Pictures of every place, to be looked at: $PWD/screenshots. They are tested for being drawn at all.
class ScreenshotsTest : public QObject {
    Q_OBJECT

private:
    test::ConsoleServer m_server;

    static bool isDrawn(const QImage &picture)
    {
        QSet<QRgb> colours;
        for (int y = 0; y < picture.height(); y += 3) {
            for (int x = 0; x < picture.width(); x += 3)
                colours += picture.pixel(x, y);
        }
        return colours.size() > 30;
    }
    static void keep(QWidget &window, const QString &name)
    {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // what came last has its room
        QDir().mkpath(u"screenshots"_s);
        const QImage picture = window.grab().toImage();
        QVERIFY2(isDrawn(picture), qPrintable(name));
        QVERIFY(picture.save(u"screenshots/%1.png"_s.arg(name)));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        QVERIFY(m_server.addUsers(300));
    }

    void everyPlace_data()
    {
        QTest::addColumn<QString>("look");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("theme");
        QTest::newRow("light") << u"light"_s << QString() << u"Light"_s;
        QTest::newRow("dark") << u"dark"_s << QString() << u"Dark"_s;
        QTest::newRow("German") << u"de"_s << u"de"_s << u"Light"_s;
    }
    void everyPlace()
    {
        QFETCH(const QString, look);
        QFETCH(const QString, language);
        QFETCH(const QString, theme);
        const QString scale = qEnvironmentVariable("QT_SCALE_FACTOR", u"1"_s);
        QTranslator german;
        if (!language.isEmpty()) {
            QVERIFY(german.load(QLocale(language), u"console"_s, u"_"_s, u":/i18n"_s));
            QApplication::installTranslator(&german);
        }
        test::ConsoleProgram program(theme);
        MainWindow *window = program.openWindow(m_server.client().port());
        window->resize(1280, 800);
        keep(*window, u"%1-%2-connect"_s.arg(look, scale));
        test::ConsoleProgram::typeCredentials(&window->connectPage(), m_server.staff().admin.email,
                                              m_server.staff().admin.password);
        QTRY_VERIFY_WITH_TIMEOUT(window->desk() != nullptr, 20000);
        for (int i = 0; i <= static_cast<int>(Place::Jobs); ++i) {
            const auto place = static_cast<Place>(i);
            window->desk()->workspace().navigator.go({.place = place, .filter = {}, .id = {}});
            QCOMPARE(window->currentPage()->place(), place);
            test::ConsoleProgram::waitForContent(*window);
            keep(*window, u"%1-%2-%3"_s.arg(look, scale).arg(i + 1));
        }
        window->desk()->workspace().navigator.go({.place = Place::Users, .filter = {}, .id = {}});
        window->desk()->workspace().navigator.showDetails(Subject::User, test::idOf(m_server.staff().support));
        QTRY_VERIFY(window->details().windowTitle().contains(m_server.staff().support.username));
        keep(*window, u"%1-%2-user"_s.arg(look, scale));
        window->openPalette();
        keep(*window, u"%1-%2-palette"_s.arg(look, scale));
        delete window;
        QApplication::removeTranslator(&german);
    }
};

QTEST_MAIN(ScreenshotsTest)
#include "tst_screenshots.moc"
