#include "scenes.h"

#include "widgets/theme.h"

#include <QtCore/QDir>
#include <QtCore/QTranslator>
#include <QtGui/QPainter>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

using namespace auth::console;
using namespace Qt::StringLiterals;

namespace {

/// Makes every text as long as German ones get.
class LongTexts final : public QTranslator {
public:
    QString translate(const char *, const char *source, const char *, int) const override
    {
        const QString text = QString::fromUtf8(source);
        QString longer = text;
        const qsizetype words = text.count(u' ') + 1;
        for (qsizetype i = 0; i < (words + 1) / 2; ++i)
            longer += u" länger"_s;
        return longer;
    }
    bool isEmpty() const override { return false; }
};

} // namespace

/// Draws every shared widget for a person to look at, and checks that there is something to see.
class TestWidgetsGallery : public QObject {
    Q_OBJECT

private:
    Theme m_theme;
    QDir m_folder{u"screenshots"_s};

    /// The thin bar comes only when an answer takes long.
    static void waitForRefresh(const QWidget &page)
    {
        QVERIFY(QTest::qWaitFor([&] {
            const auto bars = page.findChildren<QWidget *>(u"refreshProgress"_s);
            return std::ranges::any_of(bars, &QWidget::isVisible);
        }));
    }

    static QImage draw(const Scene &scene, qreal scale)
    {
        const std::unique_ptr<QWidget> widget = scene.make();
        widget->show();
        if (scene.name == u"states"_s)
            waitForRefresh(*widget);
        QImage image((QSizeF(widget->size()) * scale).toSize(), QImage::Format_RGB32);
        image.setDevicePixelRatio(scale);
        image.fill(widget->palette().color(QPalette::Window));
        widget->render(&image);
        return image;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme.apply(*qApp);
        QVERIFY(m_folder.mkpath(u"."_s));
    }

    void drawsEveryWidget_data()
    {
        QTest::addColumn<QString>("variant");
        for (const char *variant : {"light", "dark", "long", "larger"})
            QTest::newRow(variant) << QString::fromLatin1(variant);
    }

    void drawsEveryWidget()
    {
        QFETCH(const QString, variant);
        m_theme.choose(variant == u"dark"_s ? Theme::Choice::Dark : Theme::Choice::Light);
        LongTexts longTexts;
        if (variant == u"long"_s)
            QApplication::installTranslator(&longTexts);
        for (const Scene &scene : scenes()) {
            const QImage image = draw(scene, variant == u"larger"_s ? 1.5 : 1);
            QVERIFY(image.save(m_folder.filePath(u"%1_%2.png"_s.arg(scene.name, variant))));
            QVERIFY2(image.convertToFormat(QImage::Format_Indexed8).colorCount() > 8, qPrintable(scene.name));
        }
    }
};

QTEST_MAIN(TestWidgetsGallery)
#include "tst_widgets_gallery.moc"
