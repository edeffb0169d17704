#include "core/query.h"
#include "log/log_matcher.h"

#include <QtTest/QTest>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

constexpr auto user = u"01890a5d-ac96-774b-bcce-b302099a8057";
constexpr auto session = u"01890a5d-ac96-774b-bcce-b302099a8058";

LogEvent answered()
{
    return {.level = LogLevel::Warning,
            .event = u"request.finished"_s,
            .message = u"All is WELL."_s,
            .requestId = u"request-1"_s,
            .userId = UserId::parse(user),
            .sessionId = SessionId::parse(session),
            .clientIp = u"192.0.2.7"_s,
            .status = 404,
            .durationMs = 12.5,
            .extra = {{u"cause", u"a Broken pipe"_s}, {u"count", 42}}};
}

} // namespace

class LogMatcherTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesMatchWhatIsAskedFor_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char *query, bool matches) {
            QTest::newRow(*query ? query : "nothing") << QByteArray(query) << matches;
        };
        row("", true);
        row("level=debug", true);
        row("level=warning", true);
        row("level=error", false);
        row("event=request.", true);
        row("event=request.finished", true);
        row("event=request.finished.", false);
        row("event=finished", false);
        row("event=REQUEST.", false);
        row("user_id=01890a5d-ac96-774b-bcce-b302099a8057", true);
        row("user_id=01890a5d-ac96-774b-bcce-b302099a8058", false);
        row("session_id=01890a5d-ac96-774b-bcce-b302099a8058", true);
        row("session_id=01890a5d-ac96-774b-bcce-b302099a8057", false);
        row("request_id=request-1", true);
        row("request_id=request-", false);
        row("client_ip=192.0.2.7", true);
        row("client_ip=192.0.2.70", false);
        row("min_status=404", true);
        row("min_status=405", false);
        row("max_status=404", true);
        row("max_status=403", false);
        row("min_duration_ms=12", true);
        row("min_duration_ms=13", false);
        row("text=well", true);
        row("text=bROKEN", true);
        row("text=42", false);
        row("text=request", false);
        row("level=info&event=req&min_status=400&max_status=499&text=pipe", true);
        row("level=info&event=req&min_status=400&max_status=499&text=hose", false);
    }
    void linesMatchWhatIsAskedFor()
    {
        QFETCH(QByteArray, query);
        QFETCH(bool, matches);
        const auto filter = decodeQuery<LogFilter>(query);
        QVERIFY(filter);
        QCOMPARE(LogMatcher(*filter).matches(answered()), matches);
        QCOMPARE(LogMatcher(*filter).matchesAll(), query.isEmpty());
    }

    void lineWithoutTheMemberDoesNotMatch_data()
    {
        QTest::addColumn<QByteArray>("query");
        for (const char *query :
             {"user_id=01890a5d-ac96-774b-bcce-b302099a8057", "request_id=request-1", "min_status=100",
              "max_status=599", "min_duration_ms=0", "text=a", "event=a", "client_ip=192.0.2.7"})
            QTest::newRow(query) << QByteArray(query);
    }
    void lineWithoutTheMemberDoesNotMatch()
    {
        QFETCH(QByteArray, query);
        QVERIFY(!LogMatcher(*decodeQuery<LogFilter>(query)).matches(LogEvent()));
    }

    void senselessFiltersAreRefused_data()
    {
        QTest::addColumn<QByteArray>("query");
        for (const char *query : {"level=loud", "event=", "user_id=me", "min_status=99", "max_status=600",
                                  "min_duration_ms=-1", "text=", "status=200", "level=info&level=info"})
            QTest::newRow(query) << QByteArray(query);
    }
    void senselessFiltersAreRefused()
    {
        QFETCH(QByteArray, query);
        QVERIFY(!decodeQuery<LogFilter>(query));
    }
};

QTEST_GUILESS_MAIN(LogMatcherTest)
#include "tst_log_matcher.moc"
