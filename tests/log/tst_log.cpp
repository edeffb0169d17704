#include "log/json_line.h"
#include "log/log.h"
#include "log/log_context.h"
#include "log/qt_messages.h"

#include "tests/support/manual_clock.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QLoggingCategory>
#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

#include <thread>

using namespace auth;
using namespace Qt::StringLiterals;

// A secret has no way into a line, and nothing can pose as a member of the schema.
static_assert(!std::is_constructible_v<LogValue, Secret>);
static_assert(!std::is_constructible_v<LogValue, const Secret &>);
static_assert(!std::is_constructible_v<LogField, FieldName, Secret>);
static_assert(!std::is_constructible_v<LogValue, const char *>);
static_assert(!std::is_constructible_v<LogValue, QByteArrayView>);
static_assert(isExtraName(u"attempts") && isExtraName(u"statu") && isExtraName(u"statuses"));
static_assert(!isExtraName(u"status") && !isExtraName(u"seq") && !isExtraName(u"time") && !isExtraName(u"user_id"));
static_assert(!isExtraName(u"") && !isExtraName(u"Upper") && !isExtraName(u"a\"b") && !isExtraName(u"a b"));

namespace {

const UserId userId = *UserId::parse(u"01890a5d-ac96-774b-bcce-b302099a8057");
const SessionId sessionId = *SessionId::parse(u"01890a5d-ac96-774b-bcce-b302099a8058");

QByteArray lineOf(const LogEvent &event)
{
    QByteArray line;
    JsonLine().append(line, event);
    return line;
}

QJsonObject parsed(const QByteArray &line)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(line, &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject{};
}

/// A log that keeps what it emits.
struct Recorder {
    explicit Recorder(LogLevel level = LogLevel::Debug) : log(clock, u"test-1"_s, level)
    {
        QObject::connect(
            &log, &Log::recorded, &log, [this](const SharedLogEvent &event) { events += *event; },
            Qt::DirectConnection);
    }

    test::ManualClock clock{1'795'239'660'123};
    Log log;
    QList<LogEvent> events;
};

QString randomText(QRandomGenerator &random)
{
    QString text(random.bounded(40), Qt::Uninitialized);
    for (QChar &c : text) {
        const std::array<quint32, 5> kinds{random.bounded(0x20u), random.bounded(0x20u, 0x7fu),
                                           random.bounded(0x80u, 0x100u), random.bounded(0xd800u, 0xe000u),
                                           random.bounded(0x10000u)};
        c = QChar(static_cast<char16_t>(kinds.at(random.bounded(5u))));
    }
    return text;
}

/// What must come back from a parser: the same text with U+FFFD for each half of a surrogate pair without the other.
QString repaired(const QString &text)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            result += text.sliced(i++, 2);
        } else {
            result += text[i].isSurrogate() ? QChar(QChar::ReplacementCharacter) : text[i];
        }
    }
    return result;
}

} // namespace

class TestLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fullLineFollowsTheSchema()
    {
        Recorder recorder;
        const LogScope scope({.requestId = u"req-12345678"_s,
                              .userId = userId,
                              .sessionId = sessionId,
                              .clientIp = u"192.0.2.7"_s,
                              .method = u"POST"_s,
                              .route = u"/api/auth/login"_s});
        recorder.log.write({.event = u"request.finished"_s,
                            .message = u"Answered."_s,
                            .status = 200,
                            .durationMs = 1.25,
                            .extra = {{u"attempts", 3}, {u"cached", true}, {u"lane", u"hash"_s}, {u"ratio", 0.5}}});
        QCOMPARE(lineOf(recorder.events.value(0)),
                 "{\"time\":\"2026-11-21T05:41:00.123Z\",\"level\":\"info\",\"event\":\"request.finished\","
                 "\"message\":\"Answered.\",\"request_id\":\"req-12345678\","
                 "\"user_id\":\"01890a5d-ac96-774b-bcce-b302099a8057\","
                 "\"session_id\":\"01890a5d-ac96-774b-bcce-b302099a8058\",\"client_ip\":\"192.0.2.7\","
                 "\"method\":\"POST\",\"route\":\"/api/auth/login\",\"status\":200,\"duration_ms\":1.25,"
                 "\"instance\":\"test-1\",\"seq\":1,\"attempts\":3,\"cached\":true,\"lane\":\"hash\",\"ratio\":0.5}\n");
    }

    void absentMembersAreLeftOut()
    {
        QCOMPARE(lineOf({.level = LogLevel::Error, .event = u"x"_s}),
                 "{\"time\":\"1970-01-01T00:00:00.000Z\",\"level\":\"error\",\"event\":\"x\"}\n");
    }

    void timeIsFormattedForEachLineOfItsOwn()
    {
        JsonLine json;
        QByteArray lines;
        for (const qint64 millis : {5, 5, 6})
            json.append(lines, {.time = fromMillis(millis)});
        QCOMPARE(lines.count("00.005Z"), 2);
        QCOMPARE(lines.count("00.006Z"), 1);
    }

    void levelHoldsBackWhatIsBelow_data()
    {
        QTest::addColumn<LogLevel>("level");
        QTest::addColumn<int>("lines");
        QTest::newRow("debug") << LogLevel::Debug << 4;
        QTest::newRow("info") << LogLevel::Info << 3;
        QTest::newRow("warning") << LogLevel::Warning << 2;
        QTest::newRow("error") << LogLevel::Error << 1;
    }
    void levelHoldsBackWhatIsBelow()
    {
        QFETCH(LogLevel, level);
        QFETCH(int, lines);
        Recorder recorder;
        recorder.log.setLevels(level);
        recorder.log.debug(u"a", u"m"_s);
        recorder.log.info(u"a", u"m"_s);
        recorder.log.warning(u"a", u"m"_s);
        recorder.log.error(u"a", u"m"_s);
        recorder.log.write({.level = LogLevel::Debug, .event = u"a"_s});
        QCOMPARE(recorder.events.size(), lines + (level == LogLevel::Debug));
        for (const LogEvent &event : recorder.events)
            QVERIFY(event.level >= level);
        QCOMPARE(recorder.events.last().seq, recorder.events.size()); // what is held back takes no number
    }

    void levelsHaveNamesBothWays_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<std::optional<LogLevel>>("level");
        QTest::newRow("debug") << u"debug"_s << std::optional(LogLevel::Debug);
        QTest::newRow("upper case") << u"INFO"_s << std::optional(LogLevel::Info);
        QTest::newRow("warning") << u"warning"_s << std::optional(LogLevel::Warning);
        QTest::newRow("error") << u"error"_s << std::optional(LogLevel::Error);
        QTest::newRow("critical") << u"critical"_s << std::optional(LogLevel::Error);
        QTest::newRow("unknown") << u"loud"_s << std::optional<LogLevel>();
        QTest::newRow("empty") << QString() << std::optional<LogLevel>();
    }
    void levelsHaveNamesBothWays()
    {
        QFETCH(QString, name);
        QFETCH(std::optional<LogLevel>, level);
        QCOMPARE(parseLogLevel(name), level);
        if (level && name != "critical"_L1)
            QCOMPARE(wireName(*level), name.toLower());
    }

    void innerScopeHidesTheOuterAndGivesItBack()
    {
        Recorder recorder;
        LogScope outer({.requestId = u"outer"_s});
        {
            LogScope inner({.requestId = u"inner"_s});
            inner.context().userId = userId;
            recorder.log.info(u"a", u"m"_s);
        }
        recorder.log.info(u"a", u"m"_s);
        QCOMPARE(recorder.events[0].requestId, u"inner"_s);
        QCOMPARE(recorder.events[0].userId, std::optional(userId));
        QCOMPARE(recorder.events[1].requestId, u"outer"_s);
        QVERIFY(!recorder.events[1].userId);
    }

    void contextStaysOnItsThread()
    {
        const LogScope scope({.requestId = u"mine"_s});
        const LogContext *seen = LogScope::current();
        std::thread([&seen] { seen = LogScope::current(); }).join();
        QVERIFY(!seen);
        QVERIFY(LogScope::current());
    }

    void eventKeepsWhatItSaysItself()
    {
        Recorder recorder;
        const LogScope scope({.clientIp = u"192.0.2.1"_s, .route = u"/a"_s});
        recorder.log.write({.event = u"a"_s, .route = u"/b"_s});
        QCOMPARE(recorder.events[0].route, u"/b"_s);
        QCOMPARE(recorder.events[0].clientIp, u"192.0.2.1"_s);
    }

    void sameFieldTwiceIsWrittenOnce()
    {
        LogFields fields{{u"a", 1}, {u"b", 2}, {u"a", 3}};
        QCOMPARE(fields.size(), 2);
        QCOMPARE(lineOf({.extra = fields}).count("\"a\":"), 1);
        QVERIFY(lineOf({.extra = fields}).contains("\"a\":3"));
    }

    void numbersAreJsonWhateverTheyAre_data()
    {
        QTest::addColumn<LogValue>("value");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("least") << LogValue(std::numeric_limits<qint64>::min()) << "-9223372036854775808"_ba;
        QTest::newRow("over qint64") << LogValue(std::numeric_limits<quint64>::max()) << "9223372036854775807"_ba;
        QTest::newRow("nan") << LogValue(std::nan("")) << "null"_ba;
        QTest::newRow("infinite") << LogValue(-HUGE_VAL) << "null"_ba;
        QTest::newRow("large") << LogValue(1e300) << "1e+300"_ba;
        QTest::newRow("false") << LogValue(false) << "false"_ba;
        QTest::newRow("id") << LogValue(userId) << "\"01890a5d-ac96-774b-bcce-b302099a8057\""_ba;
    }
    void numbersAreJsonWhateverTheyAre()
    {
        QFETCH(LogValue, value);
        QFETCH(QByteArray, text);
        QVERIFY(lineOf({.extra = {{u"v", value}}}).endsWith("\"v\":" + text + "}\n"));
    }

    void hostileTextStaysInItsLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("forged line") << u"x\"}\n{\"level\":\"error\"}"_s
                                     << "x\\\"}\\u000a{\\\"level\\\":\\\"error\\\"}"_ba;
        QTest::newRow("carriage return") << u"a\rb"_s << "a\\u000db"_ba;
        QTest::newRow("backslash at the end") << u"a\\"_s << "a\\\\"_ba;
        QTest::newRow("null") << QString(QChar(u'\0')) << "\\u0000"_ba;
        QTest::newRow("terminal escape") << u"\x1b[2J"_s << "\\u001b[2J"_ba;
        QTest::newRow("delete and C1") << u"\u007f\u009b"_s << "\\u007f\\u009b"_ba;
        QTest::newRow("line separator") << u"\u2028\u2029"_s << "\\u2028\\u2029"_ba;
        QTest::newRow("reading order") << u"\u202e\u2066\u200f"_s << "\\u202e\\u2066\\u200f"_ba;
        QTest::newRow("lone high") << QString(QChar(0xd83d)) + u'a'
                                   << "\xef\xbf\xbd"
                                      "a"_ba;
        QTest::newRow("lone low") << QString(QChar(0xde00)) << "\xef\xbf\xbd"_ba;
        QTest::newRow("wrong order") << QString(QChar(0xde00)) + QChar(0xd83d) << "\xef\xbf\xbd\xef\xbf\xbd"_ba;
        QTest::newRow("two, three, four bytes") << u"é…😀"_s << "é…😀"_ba;
    }
    void hostileTextStaysInItsLine()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, json);
        const QByteArray line = lineOf({.event = u"e"_s, .message = text, .extra = {{u"note", text}}});
        QVERIFY2(line.contains("\"message\":\"" + json + "\",\"note\":\"" + json + "\"}\n"), line.constData());
        QCOMPARE(line.count('\n'), 1);
    }

    void longTextIsCut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cut");
        const QString limit(1024, u'a');
        QTest::newRow("at the limit") << limit << limit;
        QTest::newRow("one over") << limit + u'b' << limit.first(1023) + u'…';
        const QString pairAcross = limit.first(1022) + u"😀bb"_s;
        QTest::newRow("through a pair") << pairAcross << limit.first(1022) + u'…';
        const QString pairBefore = limit.first(1021) + u"😀bb"_s;
        QTest::newRow("after a pair") << pairBefore << limit.first(1021) + u"😀…"_s;
    }
    void longTextIsCut()
    {
        QFETCH(QString, text);
        QFETCH(QString, cut);
        Recorder recorder;
        recorder.log.info(u"a", text);
        QCOMPARE(recorder.events[0].message, cut);
    }

    void everyTextHasALimit()
    {
        Recorder recorder;
        const QString huge(100'000, u'\x01');
        const LogScope scope({.requestId = huge, .clientIp = huge, .method = huge, .route = huge});
        recorder.log.write({.event = huge, .message = huge, .extra = {{u"a", huge}, {u"b", 7}}});
        const LogEvent &event = recorder.events[0];
        QCOMPARE(event.extra.begin()->value.text()->size(), maxExtraText);
        QVERIFY(memoryUse(event) < 10'000);
        QVERIFY(lineOf(event).size() < 25'000);
        QVERIFY(!parsed(lineOf(event)).isEmpty());
    }

    void anyTextComesBackFromAParser()
    {
        QRandomGenerator random(20261121);
        for (int i = 0; i < 5'000; ++i) {
            const QString text = randomText(random);
            const QByteArray line = lineOf({.event = u"e"_s, .message = u'm' + text, .extra = {{u"note", text}}});
            QCOMPARE(line.indexOf('\n'), line.size() - 1);
            const QJsonObject object = parsed(line);
            QCOMPARE(object.value("message"_L1).toString(), u'm' + repaired(text));
            QCOMPARE(object.value("note"_L1).toString(), repaired(text));
        }
    }

    void numbersAreDenseOverThreads()
    {
        const SystemClock clock;
        Log log(clock, u"i"_s);
        std::array<std::vector<qint64>, 4> seen;
        thread_local std::vector<qint64> *mine = nullptr;
        QObject::connect(
            &log, &Log::recorded, &log, [](const SharedLogEvent &event) { mine->push_back(event->seq); },
            Qt::DirectConnection);
        std::vector<std::thread> threads;
        for (auto &numbers : seen)
            threads.emplace_back([&log, &numbers] {
                mine = &numbers;
                for (int i = 0; i < 1'000; ++i)
                    log.info(u"a", u"m"_s);
            });
        for (std::thread &thread : threads)
            thread.join();
        std::vector<qint64> all;
        for (const auto &numbers : seen)
            all.insert(all.end(), numbers.begin(), numbers.end());
        std::sort(all.begin(), all.end());
        QCOMPARE(all.size(), size_t(4'000));
        for (size_t i = 0; i < all.size(); ++i)
            QCOMPARE(all[i], static_cast<qint64>(i + 1));
    }

    void qtMessagesBecomeLines()
    {
        static const QLoggingCategory category("auth.test");
        Recorder recorder;
        {
            const QtMessages messages(recorder.log);
            qCWarning(category).noquote() << u"one\ntwo"_s;
            qCritical("three");
        }
        QCOMPARE(recorder.events.size(), 2);
        QCOMPARE(recorder.events[0].event, u"qt.message"_s);
        QCOMPARE(recorder.events[0].level, LogLevel::Warning);
        QCOMPARE(recorder.events[0].message, u"one\ntwo"_s);
        QCOMPARE(recorder.events[0].extra, (LogFields{{u"category", u"auth.test"_s}}));
        QCOMPARE(recorder.events[1].level, LogLevel::Error);
    }

    void qtMessagesGoBackWhereTheyWent()
    {
        Recorder recorder;
        {
            const QtMessages messages(recorder.log);
        }
        QTest::ignoreMessage(QtWarningMsg, "after");
        qWarning("after");
        QVERIFY(recorder.events.isEmpty());
    }

    void messageFromAReceiverDoesNotComeBackToIt()
    {
        Recorder recorder;
        QObject::connect(&recorder.log, &Log::recorded, &recorder.log, [] { qWarning("from the receiver"); });
        const QtMessages messages(recorder.log);
        qWarning("first");
        QCOMPARE(recorder.events.size(), 1);
    }
};

QTEST_APPLESS_MAIN(TestLog)
#include "tst_log.moc"
