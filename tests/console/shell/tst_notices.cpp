#include "shell/notices.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;

class NoticesTest : public QObject {
    Q_OBJECT

private:
    QList<Message> m_posted;

    void listen(Notices &notices)
    {
        m_posted.clear();
        connect(&notices, &Notices::posted, this, [this](const Message &message) { m_posted += message; });
    }
    static QStringList texts(const Message &message)
    {
        QStringList words;
        for (const MessageAction &action : message.actions)
            words += action.text;
        return words;
    }

private Q_SLOTS:
    void whatWasDoneCanBeUndoneOnceTheLastFirst()
    {
        Notices notices;
        QStringList undone;
        notices.done(u"First"_s, [&] { undone += u"first"_s; });
        notices.done(u"Second"_s, [&] { undone += u"second"_s; });
        notices.done(u"For good"_s);
        QCOMPARE(notices.undoText(), u"Second"_s);
        notices.undo();
        notices.undo();
        notices.undo();
        QCOMPARE(undone, (QStringList{u"second"_s, u"first"_s}));
        QVERIFY(!notices.canUndo());
    }

    void theButtonOfTheMessageUndoesItsOwnAndOnlyOnce()
    {
        Notices notices;
        listen(notices);
        int undone = 0;
        notices.done(u"First"_s, [&] { ++undone; });
        notices.done(u"Second"_s, [] {});
        m_posted.first().actions.at(0).run();
        m_posted.first().actions.at(0).run();
        QCOMPARE(undone, 1);
        QCOMPARE(notices.undoText(), u"Second"_s);
    }

    void onlyTheLastTwentyAreKept()
    {
        Notices notices;
        for (int i = 0; i < 50; ++i)
            notices.done(QString::number(i), [] {});
        int count = 0;
        for (; notices.canUndo(); ++count)
            notices.undo();
        QCOMPARE(count, 20);
    }

    void aRetryIsOfferedOnlyWhereItMayHelp()
    {
        Notices notices;
        listen(notices);
        notices.fail(u"Saving"_s, {.kind = ApiError::Kind::Unreachable, .message = u"Gone."_s}, [] {});
        notices.fail(u"Saving"_s, {.kind = ApiError::Kind::Refused, .status = 409, .message = u"No."_s}, [] {});
        QVERIFY(texts(m_posted[0]).contains(u"Retry"_s));
        QVERIFY(!texts(m_posted[1]).contains(u"Retry"_s));
    }

    void detailsForABugReportAreCopied()
    {
        Notices notices;
        listen(notices);
        ApiError error{.kind = ApiError::Kind::Refused,
                       .status = 400,
                       .code = u"VALIDATION_ERROR"_s,
                       .message = u"Wrong."_s,
                       .requestId = u"req-12345"_s};
        error.fields = {{u"email"_s, u"unknown"_s, u"No such address."_s}};
        notices.fail(u"Saving"_s, error);
        QCOMPARE(m_posted.first().requestId, u"req-12345"_s);
        m_posted.first().actions.at(0).run();
        const QString copied = QGuiApplication::clipboard()->text();
        for (const QString &part : {u"Saving"_s, u"VALIDATION_ERROR"_s, u"email"_s, u"req-12345"_s})
            QVERIFY2(copied.contains(part), qPrintable(copied));
    }

    void nobodyIsToldOfWhatTheyCancelled()
    {
        Notices notices;
        listen(notices);
        notices.fail(u"Saving"_s, {.kind = ApiError::Kind::Cancelled});
        QVERIFY(m_posted.isEmpty());
    }
};

QTEST_MAIN(NoticesTest)
#include "tst_notices.moc"
