#include "shell/navigator.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace auth::console;

class NavigatorTest : public QObject {
    Q_OBJECT

private:
    static Target target(Place place, const QString &filter = {})
    {
        return {.place = place, .filter = filter, .id = {}};
    }

private Q_SLOTS:
    void backAndForwardLeadWhereOneWas()
    {
        Navigator navigator;
        navigator.go(target(Place::Users));
        navigator.go(target(Place::Logs, u"level:error"_s));
        navigator.back();
        QCOMPARE(navigator.current(), target(Place::Users));
        QVERIFY(navigator.canGoForward());
        navigator.forward();
        QCOMPARE(navigator.current(), target(Place::Logs, u"level:error"_s));
        QVERIFY(!navigator.canGoForward());
    }

    void goingElsewhereForgetsTheWayForward()
    {
        Navigator navigator;
        navigator.go(target(Place::Users));
        navigator.back();
        navigator.go(target(Place::Audit));
        QVERIFY(!navigator.canGoForward());
    }

    void whatAPageHasFilteredMeanwhileIsWhatBackLeadsTo()
    {
        Navigator navigator;
        navigator.go(target(Place::Users));
        navigator.note(target(Place::Users, u"role:admin"_s));
        navigator.go(target(Place::Audit));
        navigator.back();
        QCOMPARE(navigator.current().filter, u"role:admin"_s);
    }

    void goingWhereOneIsLeavesNoTrace()
    {
        Navigator navigator;
        navigator.go(target(Place::Users));
        QSignalSpy went(&navigator, &Navigator::went);
        navigator.go(target(Place::Users));
        QCOMPARE(went.size(), 1); // the page may still have to select something
        navigator.back();
        QCOMPARE(navigator.current(), target(Place::Overview));
        QVERIFY(!navigator.canGoBack());
    }

    void theHistoryIsBounded()
    {
        Navigator navigator;
        for (int i = 0; i < 1000; ++i)
            navigator.go(target(Place::Logs, QString::number(i)));
        int steps = 0;
        for (; navigator.canGoBack(); ++steps)
            navigator.back();
        QCOMPARE(steps, 100);
    }
};

QTEST_APPLESS_MAIN(NavigatorTest)
#include "tst_navigator.moc"
