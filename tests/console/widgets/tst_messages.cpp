#include "widgets/message_stack.h"

#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

using namespace auth::console;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestMessages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messageGoesAfterItsTime()
    {
        QWidget window; // alone it would be a window and take the focus, which stops the time
        MessageStack stack(&window);
        stack.show({.text = u"Saved."_s, .timeout = 1ms});
        QCOMPARE(stack.count(), 1);
        QTRY_COMPARE(stack.count(), 0);
        QVERIFY(stack.isHidden());
    }

    void messageWithoutTimeStays()
    {
        MessageStack stack;
        QVERIFY(!stack.show({.text = u"Broken."_s})->isCountingDown());
    }

    void timeStandsStillUnderTheMouse()
    {
        MessageStack stack;
        MessageBar *bar = stack.show({.text = u"Saved."_s, .timeout = undoTime});
        QVERIFY(bar->isCountingDown());
        QEnterEvent enter({}, {}, {});
        QCoreApplication::sendEvent(bar, &enter);
        QVERIFY(!bar->isCountingDown());
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(bar, &leave);
        QVERIFY(bar->isCountingDown());
    }

    void timeStandsStillWhileTheFocusIsInside()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *line = new QLineEdit;
        auto *stack = new MessageStack;
        column->addWidget(line);
        column->addWidget(stack);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        MessageBar *bar = stack->show({.text = u"Saved."_s, .actions = {{u"Undo"_s, [] {}}}, .timeout = undoTime});
        bar->findChild<QPushButton *>()->setFocus();
        QVERIFY(!bar->isCountingDown());
        line->setFocus();
        QVERIFY(bar->isCountingDown());
    }

    void fourthMessageClosesTheOldest()
    {
        MessageStack stack;
        MessageBar *oldest = stack.show({.text = u"1"_s});
        QSignalSpy dismissed(oldest, &MessageBar::dismissed);
        for (const QString &text : {u"2"_s, u"3"_s, u"4"_s})
            stack.show({.text = text});
        QCOMPARE(stack.count(), 3);
        QCOMPARE(dismissed.size(), 1);
    }

    void sameTextIsShownOnce()
    {
        MessageStack stack;
        stack.show({.text = u"Offline."_s});
        stack.show({.text = u"Offline."_s});
        QCOMPARE(stack.count(), 1);
    }

    void actionRunsOnceAndCloses()
    {
        MessageStack stack;
        int undone = 0;
        MessageBar *bar = stack.show({.text = u"Saved."_s, .actions = {{u"Undo"_s, [&] { ++undone; }}}});
        QTest::mouseClick(bar->findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(undone, 1);
        QCOMPARE(stack.count(), 0);
    }

    void actionMayKeepTheMessage()
    {
        MessageStack stack;
        MessageBar *bar = stack.show({.text = u"Broken."_s, .actions = {{u"Copy details"_s, [] {}, true}}});
        QTest::keyClick(bar->findChild<QPushButton *>(), Qt::Key_Space);
        QCOMPARE(stack.count(), 1);
    }

    void escapeClosesTheMessageThatHasTheFocus()
    {
        MessageStack stack;
        MessageBar *bar = stack.show({.text = u"Broken."_s});
        QTest::keyClick(bar->findChild<QToolButton *>(u"messageClose"_s), Qt::Key_Escape);
        QCOMPARE(stack.count(), 0);
    }

    void newestIsDismissedFirst()
    {
        MessageStack stack;
        stack.show({.text = u"old"_s});
        MessageBar *newest = stack.show({.text = u"new"_s});
        QSignalSpy dismissed(newest, &MessageBar::dismissed);
        QVERIFY(stack.dismissNewest());
        QCOMPARE(dismissed.size(), 1);
        QVERIFY(stack.dismissNewest());
        QVERIFY(!stack.dismissNewest());
    }

    void requestIdIsCopiedWhole()
    {
        MessageStack stack;
        MessageBar *bar = stack.show({.text = u"Broken."_s, .requestId = u"d6e8a1c2-7b1f"_s});
        QTest::mouseClick(bar->findChild<QToolButton *>(u"messageRequestId"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"d6e8a1c2-7b1f"_s);
    }

    void nameSaysHowBadItIs()
    {
        MessageStack stack;
        QCOMPARE(stack.show({.tone = Tone::Error, .text = u"Broken."_s})->accessibleName(), u"Error: Broken."_s);
    }
};

QTEST_MAIN(TestMessages)
#include "tst_messages.moc"
