#include "widgets/sparkline.h"
#include "widgets/tile.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <cmath>

using namespace auth::console;
using namespace Qt::StringLiterals;

namespace {

/// How many pixels of each column of the picture are in the line's colour.
std::vector<int> inkPerColumn(Sparkline &line)
{
    const QImage image = line.grab().toImage();
    const QRgb wanted = themeColors(line.palette()).tone(Tone::Accent).rgb();
    std::vector<int> ink(static_cast<size_t>(image.width()));
    for (int x = 0; x < image.width(); ++x) {
        for (int y = 0; y < image.height() - 4; ++y)
            ink[static_cast<size_t>(x)] += image.pixel(x, y) == wanted;
    }
    return ink;
}

} // namespace

class TestSparkline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysWalkOverTheValues()
    {
        Sparkline line;
        line.setSamples({1, 2, 3});
        QTest::keyClick(&line, Qt::Key_Left);
        QCOMPARE(line.current(), 2);
        QTest::keyClick(&line, Qt::Key_Left);
        QCOMPARE(line.current(), 1);
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(&line, Qt::Key_Right);
        QCOMPARE(line.current(), 2);
    }

    void mouseFindsTheValueUnderIt()
    {
        Sparkline line;
        line.resize(200, 40);
        line.setSamples({1, 2, 3, 4, 5});
        line.show();
        QMouseEvent move(QEvent::MouseMove, QPointF(100, 20), line.mapToGlobal(QPointF(100, 20)), Qt::NoButton, {}, {});
        QCoreApplication::sendEvent(&line, &move);
        QCOMPARE(line.current(), 2);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(&line, &leave);
        QVERIFY(!line.current());
    }

    void emptyLineHasNothingToShow()
    {
        Sparkline line;
        QTest::keyClick(&line, Qt::Key_Left);
        QVERIFY(!line.current());
        QCOMPARE(line.accessibleName(), u"Chart, no data"_s);
    }

    void saysItsLastAndGreatestValue()
    {
        Sparkline line;
        line.setName(u"p99"_s);
        line.setFormat([](double value) { return u"%1 ms"_s.arg(value); });
        line.setLabel([](int index) { return u"10:0%1"_s.arg(index); });
        line.setSamples({120, 41});
        QCOMPARE(line.accessibleName(), u"p99 41 ms, max 120 ms"_s);
        QTest::keyClick(&line, Qt::Key_Right);
        QCOMPARE(line.accessibleName(), u"p99 120 ms at 10:00"_s);
    }

    void oneHighValueAmongManyIsSeen()
    {
        Sparkline line;
        line.resize(200, 40);
        std::vector<double> samples(20'000, 1);
        samples[10'000] = 100;
        line.setSamples(samples);
        const std::vector<int> ink = inkPerColumn(line);
        QVERIFY(std::ranges::any_of(ink, [](int pixels) { return pixels > 25; }));
    }

    void missingValuesAreAGap()
    {
        Sparkline line;
        line.resize(200, 40);
        std::vector<double> samples(20'000, 1);
        samples.push_back(0);
        std::fill(samples.begin() + 8000, samples.begin() + 12'000, std::nan(""));
        line.setSamples(samples);
        const std::vector<int> ink = inkPerColumn(line);
        QCOMPARE(ink[100], 0);
        QVERIFY(ink[50] > 0);
        QVERIFY(ink[150] > 0);
    }

    void fewerSamplesDropTheCrosshair()
    {
        Sparkline line;
        line.setSamples({1, 2, 3});
        QTest::keyClick(&line, Qt::Key_Left);
        line.setSamples({1});
        QVERIFY(!line.current());
        QVERIFY(!line.grab().isNull());
    }

    void tileIsPressedByMouseAndKeys()
    {
        Tile tile(u"Failed sign-ins"_s);
        tile.resize(220, 140);
        tile.show();
        QSignalSpy clicked(&tile, &Tile::clicked);
        QTest::mouseClick(&tile, Qt::LeftButton, {}, QPoint(30, 30));
        QTest::mouseClick(tile.sparkline(), Qt::LeftButton);
        QTest::keyClick(&tile, Qt::Key_Return);
        QTest::keyClick(&tile, Qt::Key_Space);
        QCOMPARE(clicked.size(), 4);
    }

    void tileSaysItsNumber()
    {
        Tile tile(u"Failed sign-ins"_s);
        tile.setValue(u"8.4 %"_s);
        tile.setTrend(u"3 times the usual"_s, Tone::Error);
        QCOMPARE(tile.accessibleName(), u"Failed sign-ins: 8.4 %"_s);
        QCOMPARE(tile.accessibleDescription(), u"3 times the usual"_s);
    }
};

QTEST_MAIN(TestSparkline)
#include "tst_sparkline.moc"
