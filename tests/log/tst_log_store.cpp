#include "log_store/log_store.h"

#include "core/query.h"
#include "log/log.h"
#include "log/log_context.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/manual_clock.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <sys/stat.h>

using namespace auth;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const UserId alice = *UserId::parse(u"01890a5d-ac96-774b-bcce-b302099a8057");
const UserId bob = *UserId::parse(u"01890a5d-ac96-774b-bcce-b302099a8058");
const SessionId session = *SessionId::parse(u"01890a5d-ac96-774b-bcce-b302099a8059");
const QString uuid = u"0190163d-8694-739b-aea5-966c26f8ad91"_s;

LineSelection selected(const QByteArray &query) { return {.filter = *decodeQuery<LogFilter>(query)}; }
LineSelection behind(const LinePosition &position) { return {.after = position}; }
LineSelection upTo(const LinePosition &position) { return {.before = position}; }

/// A log with a store, and what was said aloud.
struct Rig {
    explicit Rig(const QString &path, LogStoreOptions with = {}) : options(std::move(with))
    {
        options.path = path;
        options.queue.linger = 1ms;
        QObject::connect(&log, &Log::recorded, &log, [this](const SharedLogEvent &event) { told(*event); });
        store.emplace(options, clock, log);
    }

    void told(const LogEvent &event)
    {
        const std::lock_guard lock(mutex);
        events.append(event.event);
    }
    bool wasTold(const QString &event) const
    {
        const std::lock_guard lock(mutex);
        return events.contains(event);
    }
    FoundLines find(const LineSelection &selection = {}, LineOrder order = LineOrder::OldestFirst,
                    qsizetype limit = 1000) const
    {
        return *store->reader().find(selection, order, limit, 10s);
    }
    QStringList messages(const LineSelection &selection = {}) const
    {
        QStringList messages;
        for (const StoredLine &line : find(selection).lines)
            messages.append(line.event.message);
        return messages;
    }
    /// Written, but for lines of the store's own.
    bool isSettled() const { return store->counters().pending == 0; }
    void fill(int lines)
    {
        for (int i = 0; i < lines; ++i) {
            log.info(u"filler", u"m"_s);
            if (i % 5'000 == 4'999)
                while (!isSettled())
                    std::this_thread::sleep_for(1ms);
        }
    }

    test::ManualClock clock;
    LogStoreOptions options;
    Log log{clock, u"one"_s, LogLevel::Debug};
    mutable std::mutex mutex;
    QStringList events;
    std::optional<LogStore> store; // last: its thread uses the rest
};

#define SETTLE(rig) QTRY_VERIFY((rig).isSettled())

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TestLogStore : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_path;

    QStringList movedAside() const
    {
        return QDir(m_folder.path()).entryList({u"*.aside-*"_s}, QDir::Files, QDir::Name);
    }

private Q_SLOTS:
    void init()
    {
        QDir(m_folder.path()).removeRecursively();
        QDir().mkpath(m_folder.path());
        m_path = m_folder.filePath(u"log.db"_s);
    }

    void fileIsForItsOwnerOnly()
    {
        Rig rig(m_path);
        rig.log.info(u"a", u"m"_s);
        SETTLE(rig);
        for (const QString &path : {m_path, m_path + u"-wal"_s}) {
            struct stat status;
            QCOMPARE(::stat(QFile::encodeName(path).constData(), &status), 0);
            QCOMPARE(status.st_mode & 07777, 0600u);
        }
    }

    void lineComesBackAsItWas_data()
    {
        QTest::addColumn<LogEvent>("event");
        QTest::newRow("bare") << LogEvent{.event = u"a"_s};
        QTest::newRow("whole") << LogEvent{.level = LogLevel::Error,
                                           .event = u"request.finished"_s,
                                           .message = u"é…😀"_s,
                                           .requestId = uuid,
                                           .userId = alice,
                                           .sessionId = session,
                                           .clientIp = u"2001:db8::1"_s,
                                           .method = u"POST"_s,
                                           .route = u"/api/users/{id}"_s,
                                           .status = 503,
                                           .durationMs = 0.734123};
        QTest::newRow("foreign request id") << LogEvent{.event = u"a"_s, .requestId = u"trace-0001.x"_s};
        QTest::newRow("fields") << LogEvent{.event = u"a"_s,
                                            .extra = {{u"text", u"x"_s},
                                                      {u"none", QString()},
                                                      {u"count", -5},
                                                      {u"most", std::numeric_limits<qint64>::min()},
                                                      {u"rate", 0.1},
                                                      {u"yes", true},
                                                      {u"no", false}}};
        QTest::newRow("long") << LogEvent{.event = u"a"_s,
                                          .message = QString(1024, u'€'),
                                          .extra = {{u"x", QString(2048, u'€')},
                                                    {u"y", QString(2048, u'€')},
                                                    {u"z", QString(2048, u'€')},
                                                    {u"v", QString(2048, u'€')},
                                                    {u"w", QString(2048, u'€')},
                                                    {u"u", QString(2048, u'€')}}};
    }
    void lineComesBackAsItWas()
    {
        QFETCH(LogEvent, event);
        Rig rig(m_path);
        rig.log.info(u"before", u"m"_s);
        rig.log.write(event);
        SETTLE(rig);
        event.time = rig.clock.now();
        event.instance = u"one"_s;
        event.seq = 2;
        const StoredLine line = rig.find().lines.at(1);
        QCOMPARE(line.event.extra, event.extra);
        QVERIFY(line.event == event);
        QCOMPARE(line.epoch, rig.log.epoch());
    }

    void stepsComeBackInTheOrderTheyBegan()
    {
        Rig rig(m_path);
        RequestTrace trace(rig.clock, rig.clock.steady());
        const SteadyTime start = rig.clock.steady();
        trace.add("statement", start + 30us, start + 40us, 2, "static auth::Outcome auth::Users::touch(int)");
        trace.add("lane", start + 10us, start + 20us);
        rig.log.write({.event = u"request.finished"_s, .trace = std::make_shared<RequestTrace>(trace)});
        SETTLE(rig);
        const QList<StoredStep> expected{
            {.name = u"lane"_s, .detail = {}, .at = 10us, .took = 10us},
            {.name = u"statement"_s, .detail = u"Users::touch"_s, .at = 30us, .took = 10us, .value = 2}};
        QCOMPARE(rig.find().lines.at(0).steps.size(), 2);
        QVERIFY(rig.find().lines.at(0).steps == expected);
    }

    void traceKeepsSoManyStepsAndCountsTheRest()
    {
        Rig rig(m_path);
        RequestTrace trace(rig.clock, rig.clock.steady());
        for (std::size_t i = 0; i < RequestTrace::mostSteps + 3; ++i)
            trace.note("line", static_cast<qint64>(i));
        rig.log.write({.event = u"request.finished"_s, .trace = std::make_shared<RequestTrace>(trace)});
        SETTLE(rig);
        const StoredLine line = rig.find().lines.at(0);
        QCOMPARE(line.steps.size(), qsizetype(RequestTrace::mostSteps));
        QCOMPARE(line.stepsOmitted, 3);
    }

    void functionsHaveShortNames_data()
    {
        QTest::addColumn<QByteArray>("signature");
        QTest::addColumn<QString>("name");
        QTest::newRow("method")
            << "static auth::Result<std::optional<auth::User> > auth::UserRepository::find(auth::Connection&, const QString&)"_ba
            << u"UserRepository::find"_s;
        QTest::newRow("lambda") << "auth::Sessions::end(auth::UserId)::<lambda(auth::Connection&)>"_ba
                                << u"Sessions::end"_s;
        QTest::newRow("unnamed namespace")
            << "auth::Result<int> auth::{anonymous}::takeHead(auth::Connection&)"_ba << u"takeHead"_s;
        QTest::newRow("clang") << "Result<int> auth::(anonymous namespace)::takeHead(Connection &)"_ba << u"takeHead"_s;
        QTest::newRow("no function") << "store"_ba << u"store"_s;
    }
    void functionsHaveShortNames()
    {
        QFETCH(QByteArray, signature);
        QFETCH(QString, name);
        QCOMPARE(functionName(QLatin1StringView(signature)), name);
    }

    void selectsLines_data()
    {
        QTest::addColumn<LineSelection>("selection");
        QTest::addColumn<QStringList>("messages");
        const test::ManualClock clock;
        const Time start = clock.now();
        const auto row = [](const char *name) -> QTestData & { return QTest::newRow(name); };
        row("all") << selected("") << QStringList{u"one"_s, u"two"_s, u"three"_s, u"four"_s};
        row("level") << selected("level=warning") << QStringList{u"three"_s, u"four"_s};
        row("level info") << selected("level=info") << QStringList{u"two"_s, u"three"_s, u"four"_s};
        row("event") << selected("event=sign_in.") << QStringList{u"two"_s, u"three"_s};
        row("no such event") << selected("event=x") << QStringList{};
        row("request") << selected("request_id=" + uuid.toLatin1()) << QStringList{u"one"_s, u"two"_s};
        row("text request") << selected("request_id=client.1234") << QStringList{u"three"_s};
        row("user") << selected("user_id=" + alice.text().toLatin1()) << QStringList{u"two"_s, u"four"_s};
        row("session") << selected("session_id=" + session.text().toLatin1()) << QStringList{u"four"_s};
        row("user's request") << selected("request_id=" + uuid.toLatin1() + "&user_id=" + alice.text().toLatin1())
                              << QStringList{u"two"_s};
        row("address") << selected("client_ip=192.0.2.7") << QStringList{u"one"_s};
        row("status class") << selected("min_status=400&max_status=499") << QStringList{u"three"_s};
        row("status") << selected("min_status=200&max_status=200") << QStringList{u"two"_s};
        row("slow") << selected("min_duration_ms=250") << QStringList{u"three"_s};
        row("text") << selected("text=O") << QStringList{u"one"_s, u"two"_s, u"four"_s};
        LineSelection from;
        from.from = start + 1h;
        row("from") << from << QStringList{u"two"_s, u"three"_s, u"four"_s};
        LineSelection to;
        to.to = start + 2h;
        row("to") << to << QStringList{u"one"_s, u"two"_s};
    }
    void selectsLines()
    {
        QFETCH(LineSelection, selection);
        QFETCH(QStringList, messages);
        Rig rig(m_path);
        rig.log.write({.level = LogLevel::Debug,
                       .event = u"cache.miss"_s,
                       .message = u"one"_s,
                       .requestId = uuid,
                       .clientIp = u"192.0.2.7"_s});
        rig.clock.advance(1h);
        rig.log.write({.event = u"sign_in.worked"_s,
                       .message = u"two"_s,
                       .requestId = uuid,
                       .userId = alice,
                       .status = 200,
                       .durationMs = 249.999});
        rig.clock.advance(1h);
        rig.log.write({.level = LogLevel::Warning,
                       .event = u"sign_in.failed"_s,
                       .message = u"three"_s,
                       .requestId = u"client.1234"_s,
                       .userId = bob,
                       .clientIp = u"192.0.2.80"_s,
                       .status = 401,
                       .durationMs = 250});
        rig.clock.advance(1h);
        rig.log.write({.level = LogLevel::Error,
                       .event = u"request.failed"_s,
                       .message = u"four"_s,
                       .userId = alice,
                       .sessionId = session,
                       .clientIp = u"192.0.20.7"_s});
        SETTLE(rig);
        QCOMPARE(rig.messages(selection), messages);
        FoundLines backwards = rig.find(selection, LineOrder::NewestFirst);
        std::ranges::reverse(backwards.lines);
        QCOMPARE(backwards.lines.size(), messages.size());
        for (qsizetype i = 0; i < messages.size(); ++i)
            QCOMPARE(backwards.lines[i].event.message, messages[i]);
    }

    void pagesMeetWithoutGapOrOverlap_data()
    {
        QTest::addColumn<bool>("newestFirst");
        QTest::addColumn<bool>("byKey");
        QTest::newRow("forwards") << false << false;
        QTest::newRow("backwards") << true << false;
        QTest::newRow("forwards by user") << false << true;
        QTest::newRow("backwards by user") << true << true;
    }
    void pagesMeetWithoutGapOrOverlap()
    {
        QFETCH(bool, newestFirst);
        QFETCH(bool, byKey);
        Rig rig(m_path);
        for (int i = 0; i < 10; ++i)
            rig.log.write({.event = u"a"_s, .userId = i % 2 ? alice : bob});
        SETTLE(rig);
        LineSelection selection;
        if (byKey)
            selection.filter.userId = alice;
        QList<qint64> numbers;
        for (int page = 0; page < 20; ++page) {
            const FoundLines found =
                rig.find(selection, newestFirst ? LineOrder::NewestFirst : LineOrder::OldestFirst, 3);
            for (const StoredLine &line : found.lines)
                numbers.append(line.event.seq);
            if (!found.next)
                break;
            (newestFirst ? selection.before : selection.after) = found.next;
        }
        QList<qint64> expected = byKey ? QList<qint64>{2, 4, 6, 8, 10} : QList<qint64>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        if (newestFirst)
            std::ranges::reverse(expected);
        QCOMPARE(numbers, expected);
    }

    void findsAcrossSegments()
    {
        Rig rig(m_path);
        rig.log.write({.event = u"a"_s, .requestId = uuid});
        rig.fill(int(segmentLines));
        rig.log.write({.event = u"b"_s, .requestId = uuid});
        SETTLE(rig);
        const FoundLines found = rig.find(selected("request_id=" + uuid.toLatin1()));
        QCOMPARE(found.lines.size(), 2);
        QCOMPARE(found.lines[1].event.seq, segmentLines + 2);
        QCOMPARE(rig.store->counters().dropped, 0);
    }

    void searchThatRunsOutOfTimeSaysWhereItStopped()
    {
        Rig rig(m_path);
        rig.fill(40'000);
        SETTLE(rig);
        const LineSelection slow = selected("text=nowhere");
        const auto found = rig.store->reader().find(slow, LineOrder::NewestFirst, 10, 1ms);
        QVERIFY(found);
        QVERIFY(!found->inTime && found->lines.isEmpty());
        QVERIFY(found->next);
        QVERIFY(found->next->seq > 1 && found->next->seq <= 40'001);
    }

    void runsOfOneInstanceFollowEachOther()
    {
        QString firstEpoch;
        {
            Rig rig(m_path);
            firstEpoch = rig.log.epoch();
            rig.log.info(u"a", u"first"_s);
            SETTLE(rig);
        }
        Rig rig(m_path);
        rig.clock.advance(1s);
        Log later(rig.clock, u"two"_s);
        rig.store.reset();
        rig.store.emplace(rig.options, rig.clock, later);
        later.info(u"a", u"second"_s);
        SETTLE(rig);
        const QList<StoredLine> lines = rig.find().lines;
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0].event.seq, 1);
        QCOMPARE(lines[1].event.seq, 1);
        QCOMPARE(lines[0].event.instance, u"one"_s);
        QCOMPARE(lines[1].event.instance, u"two"_s);
        QCOMPARE(rig.messages(behind({firstEpoch, 1})), QStringList{u"second"_s});
        QCOMPARE(rig.messages(behind({firstEpoch, 99})), QStringList{u"second"_s});
        QCOMPARE(rig.messages(upTo({later.epoch(), 1})), QStringList{u"first"_s});
        const auto unknown = rig.store->reader().find(behind({u"7"_s, 1}), {}, 1, 1s);
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().fields.at(0).field, u"after"_s);
    }

    void whatIsNoLogStoreIsMovedAside_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text")
            << QByteArray("not a database, but as long as the head of one would have to be. ").repeated(40);
        QTest::newRow("short") << "x"_ba;
        QTest::newRow("head only") << "SQLite format 3"_ba + '\0' + QByteArray(200, '\0');
    }
    void whatIsNoLogStoreIsMovedAside()
    {
        QFETCH(QByteArray, bytes);
        write(m_path, bytes);
        Rig rig(m_path);
        rig.log.info(u"a", u"m"_s);
        SETTLE(rig);
        QTRY_VERIFY(rig.wasTold(u"log_store.replaced"_s));
        QVERIFY(rig.messages().contains(u"m"_s));
        QCOMPARE(movedAside().size(), 1);
        QCOMPARE(content(m_folder.filePath(movedAside().at(0))), bytes);
    }

    void anotherDatabaseIsMovedAside_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("foreign") << "CREATE TABLE t (x); INSERT INTO t VALUES (1)"_ba;
        QTest::newRow("newer") << "CREATE TABLE t (x); PRAGMA application_id = 0x61734c47; PRAGMA user_version = 2"_ba;
    }
    void anotherDatabaseIsMovedAside()
    {
        QFETCH(QByteArray, script);
        {
            auto other = SqliteHandle::open(m_path, SqliteHandle::Mode::Write);
            QVERIFY(other && other->run(script.constData()));
        }
        Rig rig(m_path);
        QTRY_VERIFY(rig.wasTold(u"log_store.replaced"_s));
        SETTLE(rig);
        QCOMPARE(movedAside().size(), 1);
        auto moved = SqliteHandle::open(m_folder.filePath(movedAside().at(0)), SqliteHandle::Mode::Read);
        QCOMPARE(*moved->integer("SELECT count(*) FROM t"), qint64(script.contains("INSERT")));
    }

    void damageUnderTheWriterBeginsANewFile()
    {
        Rig rig(m_path);
        rig.fill(2'000);
        SETTLE(rig);
        rig.store.reset(); // the write-ahead log is in the file now
        QByteArray bytes = content(m_path);
        QVERIFY(bytes.size() > 40'960);
        bytes.replace(8192, bytes.size() - 8192, QByteArray(bytes.size() - 8192, '\xff'));
        write(m_path, bytes);
        rig.store.emplace(rig.options, rig.clock, rig.log);
        rig.log.info(u"a", u"after"_s);
        QTRY_VERIFY(rig.wasTold(u"log_store.replaced"_s));
        SETTLE(rig);
        QTRY_VERIFY(rig.messages().contains(u"after"_s));
        QCOMPARE(movedAside().size(), 1);
    }

    void fileThatWasDeletedIsBegunAnew()
    {
        Rig rig(m_path);
        rig.log.info(u"a", u"before"_s);
        SETTLE(rig);
        QVERIFY(QFile::remove(m_path) && QFile::remove(m_path + u"-wal"_s) && QFile::remove(m_path + u"-shm"_s));
        rig.clock.advance(1s);
        rig.log.info(u"a", u"after"_s);
        SETTLE(rig);
        QCOMPARE(rig.messages(), QStringList{u"after"_s});
    }

    void missingFolderIsWaitedFor()
    {
        m_path = m_folder.filePath(u"later/log.db"_s);
        Rig rig(m_path);
        rig.log.info(u"a", u"lost"_s);
        QTRY_VERIFY(rig.wasTold(u"log_store.failed"_s));
        QTRY_VERIFY(rig.store->counters().dropped >= 1);
        QVERIFY(!rig.store->counters().working);
        QVERIFY(!rig.store->reader().find({}, {}, 1, 1s));
        QVERIFY(QDir().mkdir(m_folder.filePath(u"later"_s)));
        rig.log.info(u"a", u"kept"_s);
        QTRY_VERIFY(rig.wasTold(u"log_store.dropped"_s));
        SETTLE(rig);
        QVERIFY(rig.messages().contains(u"kept"_s));
        QVERIFY(!rig.messages().contains(u"lost"_s));
        QVERIFY(rig.store->counters().working);
    }

    void fullDiskDropsAndRecovers()
    {
        Rig rig(m_path);
        rig.log.info(u"a", u"before"_s);
        SETTLE(rig);
        const qint64 written = rig.store->counters().written;
        {
            const test::FileSizeLimit disk(QFile(m_path + u"-wal"_s).size());
            rig.fill(2'000);
            SETTLE(rig);
            QTRY_VERIFY(rig.store->counters().dropped >= 2'000);
        }
        rig.log.info(u"a", u"after"_s);
        QTRY_VERIFY(rig.wasTold(u"log_store.dropped"_s));
        SETTLE(rig);
        const FoundLines told = rig.find(selected("event=log_store.dropped"));
        QCOMPARE(told.lines.at(0).event.extra.begin()->value.variant(),
                 LogValue(rig.store->counters().dropped).variant());
        QVERIFY(rig.messages().contains(u"before"_s) && rig.messages().contains(u"after"_s));
        QVERIFY(rig.store->counters().written > written);
    }

    void tooManyLinesAreDroppedCountedAndTold()
    {
        LogStoreOptions options;
        options.queue = {.lines = 10};
        Rig rig(m_path, options);
        rig.fill(4'000);
        QVERIFY(rig.store->counters().dropped > 0);
        QTRY_VERIFY(rig.isSettled());
        rig.log.info(u"a", u"after"_s);
        QTRY_VERIFY(rig.wasTold(u"log_store.dropped"_s));
        SETTLE(rig);
        QVERIFY(rig.messages().contains(u"after"_s));
    }

    void oldSegmentsGo()
    {
        LogStoreOptions options;
        options.maxAge = 24h;
        Rig rig(m_path, options);
        rig.log.write({.event = u"a"_s, .message = u"oldest"_s, .requestId = uuid});
        rig.fill(int(segmentLines));
        SETTLE(rig);
        rig.clock.advance(24h - 1ms);
        rig.log.info(u"a", u"not yet"_s);
        SETTLE(rig);
        QCOMPARE(rig.store->counters().purged, 0);
        rig.clock.advance(2ms);
        rig.log.info(u"a", u"now"_s);
        SETTLE(rig);
        QTRY_COMPARE(rig.store->counters().purged, segmentLines - 1); // the first has no line 0
        QCOMPARE(rig.find(selected("request_id=" + uuid.toLatin1())).lines.size(), 0);
        const FoundLines left = rig.find();
        QCOMPARE(left.lines.at(0).event.seq, segmentLines);
        QCOMPARE(left.lines.at(0).epoch, rig.log.epoch());
    }

    void fileKeepsWithinItsSize()
    {
        LogStoreOptions options;
        options.maxBytes = 3 << 20;
        Rig rig(m_path, options);
        rig.fill(int(3 * segmentLines + 10));
        SETTLE(rig);
        QTRY_VERIFY(rig.store->counters().purged >= segmentLines - 1);
        const qint64 oldest = rig.find({}, LineOrder::OldestFirst, 1).lines.at(0).event.seq;
        QCOMPARE(oldest % segmentLines, 0);
        const qint64 newest = rig.find({}, LineOrder::NewestFirst, 1).lines.at(0).event.seq;
        QCOMPARE(newest, 3 * segmentLines + 10);
        QCOMPARE(rig.store->counters().dropped, 0);
    }
};

QTEST_GUILESS_MAIN(TestLogStore)
#include "tst_log_store.moc"
