#include "widgets/chip.h"
#include "widgets/filter_bar.h"
#include "widgets/filter_tokens.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

using namespace auth::console;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestFilterBar : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<FilterBar> m_bar;

    QStringList chips() const
    {
        QStringList texts;
        for (const Chip *chip : m_bar->findChildren<Chip *>()) {
            if (!chip->isHidden())
                texts.append(chip->text());
        }
        return texts;
    }

    void type(const QString &text) { QTest::keyClicks(m_bar->line(), text); }

private Q_SLOTS:
    void init()
    {
        m_bar = std::make_unique<FilterBar>();
        m_bar->setKeys({u"role"_s, u"active"_s});
        m_bar->setDelay(1ms);
        m_bar->show();
        QVERIFY(QTest::qWaitForWindowActive(m_bar.get()));
        m_bar->focusLine();
    }

    void splitsTokensFromText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("atEnd");
        QTest::addColumn<QStringList>("tokens");
        QTest::addColumn<QString>("rest");
        QTest::newRow("unfinished") << u"role:ad"_s << false << QStringList{} << u"role:ad"_s;
        QTest::newRow("finished by a space") << u"role:admin "_s << false << QStringList{u"role:admin"_s} << u""_s;
        QTest::newRow("finished by Enter") << u"wer role:admin"_s << true << QStringList{u"role:admin"_s} << u"wer"_s;
        QTest::newRow("excluding") << u"-role:admin x"_s << false << QStringList{u"-role:admin"_s} << u"x"_s;
        QTest::newRow("quoted") << u"role:\"a b\" c"_s << false << QStringList{u"role:\"a b\""_s} << u"c"_s;
        QTest::newRow("unknown key") << u"http://x y"_s << true << QStringList{} << u"http://x y"_s;
        QTest::newRow("no value") << u"role: x"_s << true << QStringList{} << u"role: x"_s;
    }

    void splitsTokensFromText()
    {
        QFETCH(const QString, text);
        QFETCH(const bool, atEnd);
        const FilterText split = splitFilter(text, {u"role"_s, u"active"_s}, atEnd);
        QTEST(split.tokens, "tokens");
        QTEST(split.rest, "rest");
    }

    void typedTokenBecomesAChip()
    {
        type(u"role:admin wer"_s);
        QCOMPARE(chips(), QStringList{u"role:admin"_s});
        QCOMPARE(m_bar->line()->text(), u"wer"_s);
        QCOMPARE(m_bar->text(), u"role:admin wer"_s);
    }

    void withoutKeysTheTextStaysAsItIs()
    {
        m_bar->setKeys({});
        type(u"a:b | c:d "_s);
        QVERIFY(chips().isEmpty());
        QCOMPARE(m_bar->line()->text(), u"a:b | c:d "_s);
    }

    void editingIsReportedOnce()
    {
        QSignalSpy edited(m_bar.get(), &FilterBar::edited);
        m_bar->setDelay(50ms);
        type(u"wer"_s);
        QTRY_COMPARE(edited.size(), 1);
        QCOMPARE(edited.front().front().toString(), u"wer"_s);
    }

    void enterSubmitsAtOnce()
    {
        m_bar->setDelay(1h);
        QSignalSpy edited(m_bar.get(), &FilterBar::edited);
        QSignalSpy submitted(m_bar.get(), &FilterBar::submitted);
        type(u"role:admin"_s);
        QTest::keyClick(m_bar->line(), Qt::Key_Return);
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(edited.size(), 1);
        QCOMPARE(chips(), QStringList{u"role:admin"_s});
    }

    void escapeClearsAll()
    {
        m_bar->setText(u"role:admin wer"_s);
        QTest::keyClick(m_bar->line(), Qt::Key_Escape);
        QCOMPARE(m_bar->text(), QString());
        QVERIFY(chips().isEmpty());
    }

    void escapeOfAnEmptyBarIsForThePage()
    {
        QKeyEvent escape(QEvent::ShortcutOverride, Qt::Key_Escape, Qt::NoModifier);
        escape.ignore();
        QCoreApplication::sendEvent(m_bar->line(), &escape);
        QVERIFY(!escape.isAccepted());
        m_bar->setText(u"wer"_s);
        QCoreApplication::sendEvent(m_bar->line(), &escape);
        QVERIFY(escape.isAccepted());
    }

    void backspaceAtTheStartRemovesTheLastChip()
    {
        m_bar->setText(u"role:admin active:true"_s);
        QTest::keyClick(m_bar->line(), Qt::Key_Backspace);
        QCOMPARE(m_bar->text(), u"role:admin"_s);
    }

    void chipsAreReachedAndRemovedByKeys()
    {
        m_bar->setText(u"role:admin active:true"_s);
        QTest::keyClick(m_bar->line(), Qt::Key_Left);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left);
        auto *chip = qobject_cast<Chip *>(QApplication::focusWidget());
        QVERIFY(chip);
        QCOMPARE(chip->text(), u"role:admin"_s);
        QTest::keyClick(chip, Qt::Key_Delete);
        QCOMPARE(m_bar->text(), u"active:true"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QCOMPARE(QApplication::focusWidget(), m_bar->line());
    }

    void crossOfAChipRemovesIt()
    {
        m_bar->setText(u"role:admin"_s);
        auto *chip = m_bar->findChild<Chip *>();
        QTest::mouseClick(chip, Qt::LeftButton, {}, QPoint(chip->width() - 10, chip->height() / 2));
        QCOMPARE(m_bar->text(), QString());
    }

    void pressedChipIsTypedAnew()
    {
        m_bar->setText(u"role:admin"_s);
        QTest::mouseClick(m_bar->findChild<Chip *>(), Qt::LeftButton, {}, QPoint(12, 10));
        QCOMPARE(m_bar->line()->text(), u"role:admin"_s);
        QVERIFY(chips().isEmpty());
    }

    void errorIsShownAndSaid()
    {
        m_bar->setText(u"created:x"_s);
        m_bar->setError(u"That is no date."_s, 8, 1);
        QCOMPARE(m_bar->findChild<QLabel *>(u"filterError"_s)->text(), u"That is no date."_s);
        QCOMPARE(m_bar->line()->accessibleDescription(), u"That is no date."_s);
        QCOMPARE(m_bar->line()->text(), u"created:x"_s);
        m_bar->setError({});
        QVERIFY(m_bar->findChild<QLabel *>(u"filterError"_s)->isHidden());
    }

    void tokenIsAddedOnce()
    {
        m_bar->addToken(u"role:admin"_s);
        m_bar->addToken(u"role:admin"_s);
        QCOMPARE(m_bar->text(), u"role:admin"_s);
    }
};

QTEST_MAIN(TestFilterBar)
#include "tst_filter_bar.moc"
