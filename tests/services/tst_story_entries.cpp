#include "services/story_entries.h"

#include <QtTest/QTest>

using namespace auth;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const Time answered = fromMillis(1'800'000'000'500);

/// A request of 20 ms that wrote a line after 12, with a statement before and one behind it.
QList<StoredLine> request(const QString &instance = u"a"_s)
{
    StoredLine line{.id = 1, .epoch = u"1"_s, .event = {}};
    line.event.time = answered - 8ms;
    line.event.event = u"session.started"_s;
    line.event.message = u"Hello."_s;
    line.event.instance = instance;
    line.event.seq = 7;
    line.event.extra = {{u"count", 3}, {u"flag", true}};
    StoredLine end{.id = 2, .epoch = u"1"_s, .event = {}};
    end.event.time = answered;
    end.event.event = u"request.finished"_s;
    end.event.method = u"POST"_s;
    end.event.route = u"/api/auth/login"_s;
    end.event.status = 200;
    end.event.durationMs = 20;
    end.event.instance = instance;
    end.event.seq = 8;
    end.steps = {{.name = u"lane"_s, .detail = u"hash"_s, .at = 100us, .took = 2'000us},
                 {.name = u"statement"_s, .detail = u"A::b"_s, .at = 11'900us, .took = 50us},
                 {.name = u"line"_s, .detail = {}, .at = 12'000us, .took = {}, .value = 7},
                 {.name = u"statement"_s, .detail = u"A::c"_s, .at = 12'100us, .took = 60us, .value = 2}};
    return {line, end};
}

QStringList names(const QList<StoryEntry> &entries)
{
    QStringList names;
    for (const StoryEntry &entry : entries)
        names.append(entry.detail ? entry.what + u' ' + *entry.detail : entry.what);
    return names;
}

} // namespace

class TestStoryEntries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lineStandsBetweenTheStepsItWasWrittenBetween()
    {
        QCOMPARE(names(storyEntries(request(), {})),
                 (QStringList{u"received POST /api/auth/login"_s, u"lane hash"_s, u"statement A::b"_s,
                              u"line session.started"_s, u"statement A::c"_s, u"answered"_s}));
    }

    void timesCountFromTheFirstEntry()
    {
        const QList<StoryEntry> entries = storyEntries(request(), {});
        QCOMPARE(entries[0].time, answered - 20ms);
        QCOMPARE(entries[0].atMs, 0.0);
        QCOMPARE(entries[1].atMs, 0.1);
        QCOMPARE(*entries[1].tookMs, 2.0);
        QCOMPARE(entries[3].atMs, 12.0);
        QCOMPARE(*entries[4].count, 2);
        QCOMPARE(entries[5].atMs, 20.0);
        QCOMPARE(*entries[5].status, 200);
    }

    void fieldsOfALineAreFacts()
    {
        const QList<StoryEntry> entries = storyEntries(request(), {});
        QCOMPARE(*entries[3].message, u"Hello."_s);
        QCOMPARE(entries[3].facts, (QList<NamedText>{{u"count"_s, u"3"_s}, {u"flag"_s, u"true"_s}}));
    }

    void rowFollowsWhatHappenedInItsMillisecond()
    {
        AuditRow row;
        row.time = answered - 8ms;
        row.action = u"user.changed"_s;
        row.target = u"x"_s;
        const QStringList order = names(storyEntries(request(), {row}));
        QCOMPARE(order.indexOf(u"audit user.changed"_s), 5);
        QCOMPARE(order.last(), u"answered"_s);
    }

    void requestThatNeverEndedIsToldAsFarAsItGot()
    {
        const QList<StoryEntry> entries = storyEntries({request().first()}, {});
        QCOMPARE(names(entries), QStringList{u"line session.started"_s});
        QCOMPARE(entries[0].time, answered - 8ms);
    }

    void partsOfSeveralInstancesAreOneStory()
    {
        QList<StoredLine> later = request(u"b"_s);
        for (StoredLine &line : later)
            line.event.time += 10ms;
        const QList<StoryEntry> all = merged({storyEntries(later, {}), {}, storyEntries(request(), {})});
        QCOMPARE(all.size(), 12);
        QCOMPARE(all[0].instance, u"a"_s);
        QCOMPARE(all.last().instance, u"b"_s);
        QCOMPARE(all.last().atMs, 30.0);
        QVERIFY(std::ranges::is_sorted(all, {}, &StoryEntry::atMs));
    }

    void nothingTellsNothing() { QVERIFY(storyEntries({}, {}).isEmpty() && merged({}).isEmpty()); }
};

QTEST_APPLESS_MAIN(TestStoryEntries)
#include "tst_story_entries.moc"
