#include "core/enum_name.h"
#include "model/item_outcome.h"
#include "shell/bulk_words.h"
#include "shell/job_words.h"
#include "shell/outcome_words.h"
#include "shell/permission_words.h"

#include <QtTest/QTest>

using namespace auth;
using namespace auth::console;
using namespace Qt::StringLiterals;

/// What the server can send has words, each its own.
class TestWords : public QObject {
    Q_OBJECT

private:
    template<class E> static void addRows()
    {
        QTest::addColumn<E>("value");
        QTest::addColumn<QString>("code");
        for (const EnumName &each : enumNames<E>())
            QTest::newRow(each.name.constData()) << static_cast<E>(each.value) << QString::fromLatin1(each.name);
    }
    static void compareWithCode(const QString &words)
    {
        QFETCH(const QString, code);
        QVERIFY(!words.isEmpty());
        QVERIFY(words != code);
    }
    static Job jobWith(const QList<JobOutcome> &outcomes)
    {
        Job job;
        job.outcomes = outcomes;
        return job;
    }

private Q_SLOTS:
    void everyOutcomeHasWords_data() { addRows<ItemOutcome>(); }
    void everyOutcomeHasWords()
    {
        QFETCH(const QString, code);
        compareWithCode(outcomeText(code));
    }

    void noTwoOutcomesAreCalledTheSame()
    {
        QSet<QString> texts;
        for (const EnumName &each : enumNames<ItemOutcome>())
            texts += outcomeText(QString::fromLatin1(each.name));
        QCOMPARE(texts.size(), enumNames<ItemOutcome>().size());
    }

    void outcomeOfANewerServerIsShownAsItIs()
    {
        QCOMPARE(outcomeText(u"on_fire"_s), u"on_fire"_s);
        QVERIFY(isFailure(u"on_fire"_s));
    }

    void everyPermissionHasAMeaning_data() { addRows<Permission>(); }
    void everyPermissionHasAMeaning()
    {
        QFETCH(const Permission, value);
        QFETCH(const QString, code);
        compareWithCode(meaningOf(value));
        QCOMPARE(meaningOf(code), meaningOf(value));
    }

    void everyActionHasWords_data() { addRows<JobAction>(); }
    void everyActionHasWords()
    {
        QFETCH(const JobAction, value);
        compareWithCode(nameOf(value));
        BulkChange change;
        change.action = value;
        QVERIFY(bulkTitle(change, 3).contains(u'3'));
        QVERIFY(bulkResult(value, 3).contains(u'3'));
    }

    void everyStateHasWords_data() { addRows<JobState>(); }
    void everyStateHasWords()
    {
        QFETCH(const JobState, value);
        compareWithCode(nameOf(value));
    }

    void outcomesOfAJobAreCounted()
    {
        const Job job = jobWith({{u"changed"_s, 4}, {u"unchanged"_s, 2}, {u"forbidden"_s, 1}, {u"not_found"_s, 3}});
        QCOMPARE(changesOf(job), 4);
        QCOMPARE(failuresOf(job), 4);
        QCOMPARE(leftAlone(job).size(), 3);
        QVERIFY(leftAlone(job).last().contains(u"No longer there (3)"_s));
    }
};

QTEST_APPLESS_MAIN(TestWords)
#include "tst_words.moc"
