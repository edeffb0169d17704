#include "shell/filter_words.h"

#include "core/clock.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace auth::console;

class FilterWordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsHaveKeysValuesAndPlaces()
    {
        const auto words = filterWords(u"  ip:10.1.  \"two words\" client:\"Fire fox\" plain http://x"_s);
        QCOMPARE(words.size(), 5);
        QCOMPARE(words[0].key, u"ip"_s);
        QCOMPARE(words[0].value, u"10.1."_s);
        QCOMPARE(words[0].position, 2);
        QCOMPARE(words[0].length, 8);
        QVERIFY(words[1].key.isEmpty());
        QCOMPARE(words[1].value, u"two words"_s);
        QCOMPARE(words[2].key, u"client"_s);
        QCOMPARE(words[2].value, u"Fire fox"_s);
        QCOMPARE(words[3].value, u"plain"_s);
        QCOMPARE(words[4].key, u"http"_s);
    }

    void nothingHasNoWords() { QVERIFY(filterWords(u"   "_s).isEmpty()); }

    void aQuoteThatIsStillOpenHoldsTheRest()
    {
        const auto words = filterWords(u"client:\"Fire fo"_s);
        QCOMPARE(words.size(), 1);
        QCOMPARE(words[0].value, u"Fire fo"_s);
    }

    void daysAndMomentsAreRead()
    {
        QCOMPARE(typedMoment(u"2026-01-31T10:00:00Z"_s), std::optional<qint64>(1769853600000));
        QCOMPARE(typedMoment(u"2026-01-31"_s), std::optional(QDate(2026, 1, 31).startOfDay().toMSecsSinceEpoch()));
        QVERIFY(!typedMoment(u"yesterday"_s));
        QVERIFY(!typedMoment(u"2026-02-31"_s));
    }

    void theFirstComplaintNamesThePlace()
    {
        const auto problem = readFilter(u"good bad:x worse:y"_s, [](const FilterWord &word) {
            return word.key.isEmpty() ? std::nullopt : std::optional(word.key);
        });
        QVERIFY(problem);
        QCOMPARE(problem->sentence, u"bad"_s);
        QCOMPARE(problem->position, 5);
        QCOMPARE(problem->length, 5);
    }
};

QTEST_APPLESS_MAIN(FilterWordsTest)
#include "tst_filter_words.moc"
