#include "log/filter_expression.h"

#include <QtTest/QTest>

using namespace auth;
using namespace auth::console;
using namespace Qt::StringLiterals;

namespace {

FilterExpression expression(const QString &text)
{
    const auto parsed = FilterExpression::parse(text);
    return std::holds_alternative<FilterExpression>(parsed) ? std::get<FilterExpression>(parsed) : FilterExpression();
}

} // namespace

/// The language of the filter, as people write it.
class TestFilterExpression : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textHasOneForm_data();
    void textHasOneForm();
    void problemsHaveAPlace_data();
    void problemsHaveAPlace();
    void valuesAreAdded_data();
    void valuesAreAdded();
    void groupsAreTakenAway();
    void serverDoesWhatItCan();
    void serverNeverLeavesOutWhatIsWanted();
    void soughtTextsAreThoseDemanded();
};

void TestFilterExpression::textHasOneForm_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("form");
    const auto row = [](const QString &text, const QString &form) {
        QTest::newRow(text.toUtf8().constData()) << text << form;
    };
    row(u"  level:>=warn   event:auth.*  "_s, u"level:>=warning event:auth.*"_s);
    row(u"request_id:d6e8.. client_ip:10.1.*"_s, u"req:d6e8.. ip:10.1.*"_s);
    row(u"dur:>250ms status:5xx"_s, u"dur:>250ms status:5xx"_s);
    row(u"\"two words\" -noise /re gex/i /Case/"_s, u"\"two words\" -noise /re gex/i /Case/"_s);
    row(u"status:4xx|5xx"_s, u"status:4xx|5xx"_s);
    row(u"a|b c"_s, u"a|b c"_s);
    row(u"level:error|status:5xx"_s, u"level:error | status:5xx"_s);
    row(u"level:error  |  boom"_s, u"level:error | boom"_s);
    row(u"-user:42 -status:200..299"_s, u"-user:42 -status:200..299"_s);
    row(u"reason:wrong_password retry.after:5"_s, u"reason:wrong_password retry.after:5"_s);
    row(u"http://host fe80::1 12:30"_s, u"http://host fe80::1 12:30"_s);
    row(u"route:\"/a b\" \"say \\\"hi\\\" \\\\\""_s, u"route:\"/a b\" \"say \\\"hi\\\" \\\\\""_s);
    row(u"module:sign_in instance:auth-1 method:get session:aa"_s,
        u"module:sign_in instance:auth-1 method:get session:aa"_s);
    row(u""_s, u""_s);
    row(u" \t "_s, u""_s);
}

void TestFilterExpression::textHasOneForm()
{
    QFETCH(QString, text);
    QFETCH(QString, form);
    const FilterExpression parsed = expression(text);
    QCOMPARE(parsed.text(), form);
    QCOMPARE(expression(parsed.text()), parsed);
}

void TestFilterExpression::problemsHaveAPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("length");
    QTest::newRow("level") << u"a level:loud b"_s << 8 << 4;
    QTest::newRow("status") << u"status:abc"_s << 7 << 3;
    QTest::newRow("half a range") << u"status:400.."_s << 7 << 5;
    QTest::newRow("duration") << u"dur:>soon"_s << 4 << 5;
    QTest::newRow("user") << u"user:bob"_s << 5 << 3;
    QTest::newRow("quotation mark") << u"ab \"cd"_s << 3 << 3;
    QTest::newRow("nothing quoted") << u"\"\""_s << 0 << 2;
    QTest::newRow("pattern") << u"/ab(/"_s << 0 << 5;
    QTest::newRow("pattern without end") << u"x /ab"_s << 2 << 3;
    QTest::newRow("empty pattern") << u"//"_s << 0 << 2;
    QTest::newRow("no value") << u"level: x"_s << 5 << 1;
    QTest::newRow("minus") << u"a - b"_s << 2 << 1;
    QTest::newRow("bar first") << u"| a"_s << 0 << 1;
    QTest::newRow("bar last") << u"a |"_s << 3 << 1;
    QTest::newRow("two bars") << u"a||b"_s << 2 << 1;
}

void TestFilterExpression::problemsHaveAPlace()
{
    QFETCH(QString, text);
    const auto parsed = FilterExpression::parse(text);
    QVERIFY(std::holds_alternative<FilterProblem>(parsed));
    const auto &problem = std::get<FilterProblem>(parsed);
    QTEST(static_cast<int>(problem.position), "position");
    QTEST(static_cast<int>(problem.length), "length");
    QVERIFY(problem.sentence.endsWith(u'.'));
}

void TestFilterExpression::valuesAreAdded_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("excluded");
    QTest::addColumn<QString>("after");
    QTest::newRow("member") << u"boom"_s << u"client_ip"_s << u"10.1.2.3"_s << false << u"boom ip:10.1.2.3"_s;
    QTest::newRow("excluded") << u""_s << u"event"_s << u"a.b"_s << true << u"-event:a.b"_s;
    QTest::newRow("other value") << u"ip:1 boom"_s << u"ip"_s << u"2"_s << false << u"boom ip:2"_s;
    QTest::newRow("contrary") << u"-ip:1 boom"_s << u"ip"_s << u"1"_s << false << u"boom ip:1"_s;
    QTest::newRow("two excluded") << u"-ip:1"_s << u"ip"_s << u"2"_s << true << u"-ip:1 -ip:2"_s;
    QTest::newRow("again") << u"ip:1"_s << u"ip"_s << u"1"_s << false << u"ip:1"_s;
    QTest::newRow("extra") << u""_s << u"reason"_s << u"two words"_s << false << u"reason:\"two words\""_s;
    QTest::newRow("star") << u""_s << u"route"_s << u"/a/*"_s << false << u"route:\"/a/*\""_s;
    QTest::newRow("bar") << u""_s << u"reason"_s << u"a|b"_s << false << u"reason:\"a|b\""_s;
    QTest::newRow("text") << u"a"_s << u""_s << u"x:y"_s << false << u"a \"x:y\""_s;
    QTest::newRow("nothing") << u"a"_s << u"ip"_s << u""_s << false << u"a"_s;
    QTest::newRow("no level") << u"a"_s << u"level"_s << u"loud"_s << false << u"a"_s;
    QTest::newRow("level") << u"level:error"_s << u"level"_s << u">=warn"_s << false << u"level:>=warning"_s;
}

void TestFilterExpression::valuesAreAdded()
{
    QFETCH(QString, before);
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(bool, excluded);
    const FilterExpression after = expression(before).with(name, value, excluded);
    QTEST(after.text(), "after");
    QCOMPARE(expression(after.text()), after);
}

void TestFilterExpression::groupsAreTakenAway() { QCOMPARE(expression(u"a b|c d"_s).without(1).text(), u"a d"_s); }

void TestFilterExpression::serverDoesWhatItCan()
{
    const auto filter = expression(u"level:>=warn event:auth.* user:d6e8f0a1-0000-4000-8000-000000000001 "
                                   "ip:10.1.2.3 dur:>=250ms status:5xx boom"_s);
    LogFilter wanted;
    wanted.level = LogLevel::Warning;
    wanted.event = u"auth."_s;
    wanted.userId = UserId::parse(u"d6e8f0a1-0000-4000-8000-000000000001");
    wanted.clientIp = u"10.1.2.3"_s;
    wanted.minStatus = 500;
    wanted.maxStatus = 599;
    wanted.minDurationMs = 250;
    QCOMPARE(filter.atServer(), wanted);
    wanted.text = u"boom"_s;
    QCOMPARE(filter.atServer(FreeText::AtServerToo), wanted);
    QCOMPARE(expression(u"module:sign_in"_s).atServer().event, u"sign_in."_s);
}

void TestFilterExpression::serverNeverLeavesOutWhatIsWanted()
{
    const LogFilter everything;
    for (const QString &text :
         {u"-level:error"_s, u"status:500|200"_s, u"user:d6e8"_s, u"ip:10.1.*"_s, u"a | status:5xx"_s,
          u"event:*.failed"_s, u"/x/"_s, u"reason:x"_s, u"level:debug"_s, u"req:text-id.."_s})
        QCOMPARE(expression(text).atServer(), everything);
    QVERIFY(!expression(u"dur:<5ms"_s).atServer().minDurationMs);
}

void TestFilterExpression::soughtTextsAreThoseDemanded()
{
    QCOMPARE(expression(u"a \"b c\" -d e|f ip:1 /g/"_s).soughtTexts(), (QStringList{u"a"_s, u"b c"_s, u"e"_s, u"f"_s}));
}

QTEST_GUILESS_MAIN(TestFilterExpression)
#include "tst_filter_expression.moc"
