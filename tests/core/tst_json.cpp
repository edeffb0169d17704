#include "core/json.h"
#include "core/json_schema.h"
#include "core/query.h"
#include "described_types.h"
#include "model/page.h"
#include "model/user.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace auth;
using described::Change;
using described::Everything;
using described::Mode;

namespace {

struct Text {
    QString a;
    static constexpr auto fields() { return std::tuple{field(&Text::a, {.name = "a"})}; }
};

struct Number {
    qint64 a = 0;
    static constexpr auto fields() { return std::tuple{field(&Number::a, {.name = "a"})}; }
};

struct Real {
    double a = 0;
    static constexpr auto fields() { return std::tuple{field(&Real::a, {.name = "a"})}; }
};

template<class T> QString firstFault(const Result<T> &result)
{
    if (result)
        return u"accepted"_s;
    const Error &error = result.error();
    return error.fields.isEmpty() ? wireName(error.code)
                                  : error.fields.first().field + u':' + error.fields.first().code;
}

template<class T> QStringList faults(const Result<T> &result)
{
    QStringList all;
    for (const FieldError &each : result ? QList<FieldError>() : result.error().fields)
        all += each.field + u':' + each.code;
    return all;
}

Everything sample()
{
    Everything value;
    value.flag = true;
    value.small = -5;
    value.large = std::numeric_limits<qint64>::min();
    value.unsignedSmall = 4'294'967'295U;
    value.real = 0.1;
    value.text = u"ä\"\\\n\u0001🦊"_s;
    value.ascii = "plain";
    value.secret = Secret("hunter2 ü");
    value.id = *UserId::parse(u"01890a5d-ac96-774b-bcce-b302099a8057");
    value.time = fromMillis(1'795'239'660'123);
    value.mode = Mode::VerySlow;
    value.roles = {u"admin"_s, u"user"_s};
    value.numbers = {1, -1, 9'223'372'036'854'775'807};
    value.filter = {u"on"_s, 7};
    value.more = described::Filter{u"off"_s, std::nullopt};
    return value;
}

QByteArray sampleText()
{
    return R"({"flag":true,"small":-5,"large":-9223372036854775808,"unsigned_small":4294967295,"real":0.1,)"
           "\"text\":\"ä\\\"\\\\\\n\\u0001🦊\",\"ascii\":\"plain\",\"secret\":\"hunter2 ü\","
           R"("id":"01890a5d-ac96-774b-bcce-b302099a8057","time":"2026-11-21T05:41:00.123Z","mode":"very_slow",)"
           R"("note":null,"roles":["admin","user"],"numbers":[1,-1,9223372036854775807],)"
           R"("filter":{"state":"on","age":7},"more":{"state":"off","age":null}})";
}

/// The sample with one member's value put in place of what it was.
QByteArray sampleWith(const QByteArray &member, const QByteArray &json)
{
    QByteArray text;
    {
        json::ObjectWriter writer(text);
        const QJsonObject whole = QJsonDocument::fromJson(json::encode(sample())).object();
        for (auto each = whole.begin(); each != whole.end(); ++each) {
            const QByteArray value = QJsonDocument(QJsonArray{*each}).toJson(QJsonDocument::Compact);
            if (each.key().toUtf8() == member)
                writer.raw(member, json);
            else if (each.key() != u"large" && each.key() != u"numbers") // beyond a double's precision
                writer.raw(each.key().toUtf8(), value.mid(1, value.size() - 2));
        }
        if (member != "large")
            writer.raw("large", "1");
        if (member != "numbers")
            writer.raw("numbers", "[]");
    }
    return text;
}

QByteArray nested(int depth) { return R"({"a":)" + QByteArray(depth - 1, '[') + QByteArray(depth - 1, ']') + '}'; }

} // namespace

// moc 6.4 takes the end of a raw string that holds a backslash, or ends in a quote, for a plain one: those are plain
// here.
class TestJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void encodesEveryKindOfMember() { QCOMPARE(json::encode(sample()), sampleText()); }

    void decodesWhatItEncodes()
    {
        const auto decoded = json::decode<Everything>(sampleText());
        QVERIFY2(decoded, qPrintable(decoded ? QString() : decoded.error().message));
        QVERIFY(*decoded == sample());
    }

    void appendsBehindWhatIsThere()
    {
        QByteArray out = "x";
        json::append(out, QStringList{u"a"_s});
        QCOMPARE(out, QByteArray(R"(x["a"])"));
    }

    void writesTheWholeUser()
    {
        User user;
        user.username = u"joe"_s;
        user.roles = {u"user"_s};
        const auto decoded = json::decode<User>(json::encode(user));
        QVERIFY(decoded);
        QVERIFY(*decoded == user);
    }

    void writesPagesOfDescribedItems()
    {
        const Page<described::Filter> page{{{u"a"_s, 1}}, std::nullopt, std::nullopt, {1, true}};
        QCOMPARE(json::encode(page), QByteArray(R"({"items":[{"state":"a","age":1}],"next_cursor":null,)"
                                                R"("previous_cursor":null,"total":{"value":1,"exact":true}})"));
        QVERIFY(*json::decode<Page<described::Filter>>(json::encode(page)) == page);
    }

    void membersOfTheBaseComeFirst()
    {
        QCOMPARE(json::encode(described::Derived{}), QByteArray(R"({"first":1,"second":2})"));
        const auto decoded = json::decode<described::Derived>(R"({"second":4,"first":3})");
        QVERIFY(decoded);
        QCOMPARE(decoded->first, 3);
        QCOMPARE(decoded->second, 4);
    }

    void masksSecretsInWhatIsKept()
    {
        QByteArray out;
        json::append(out, sample(), json::Secrets::Mask);
        QVERIFY(!out.contains("hunter2"));
        QVERIFY(out.contains(R"("secret":"•••")"));
    }

    void masksUnlessToldOtherwise()
    {
        QByteArray out;
        json::append(out, Secret("hunter2"));
        QCOMPARE(out, QByteArray(R"("•••")"));
    }

    void masksPlainMembersMarkedSecret()
    {
        struct Marked {
            std::optional<QString> pin = u"1234"_s;
            static constexpr auto fields() { return std::tuple{field(&Marked::pin, {.name = "pin", .secret = true})}; }
        };
        QByteArray out;
        json::append(out, Marked{}, json::Secrets::Mask);
        QCOMPARE(out, QByteArray(R"({"pin":"•••"})"));
        QCOMPARE(json::encode(Marked{}), QByteArray(R"({"pin":"1234"})"));
    }

    void objectWriterEscapesNamesAndMasks()
    {
        QByteArray out;
        json::ObjectWriter(out).member("a\"b", 1).member("s", Secret("x")).member("l", QList<bool>{true, false});
        QCOMPARE(out, QByteArray("{\"a\\\"b\":1,\"s\":\"•••\",\"l\":[true,false]}"));
        out.clear();
        json::ObjectWriter{out};
        QCOMPARE(out, QByteArray("{}"));
    }

    void replacesWhatIsNoText()
    {
        QByteArray out;
        json::append(out, QString(QChar(0xD800)) + u'x' + QChar(0xDC00));
        QCOMPARE(out, QByteArray("\"\uFFFDx\uFFFD\""));
        out.clear();
        json::append(out, QByteArray("a\xFF\n"));
        QCOMPARE(out, QByteArray("\"a\uFFFD\\n\""));
    }

    void escapesAllControlCharacters()
    {
        for (char16_t c = 0; c < 0x20; ++c) {
            QByteArray out;
            json::append(out, QStringList{QString(QChar(c))});
            QCOMPARE(QJsonDocument::fromJson(out).array().at(0).toString(), QString(QChar(c)));
        }
    }

    void realNumbersComeBackExactly_data()
    {
        QTest::addColumn<double>("value");
        for (const double value : {0.0, -0.0, 0.1, 1.0, -1.5, 1e15, 1e21, 12345678901234567890.0,
                                   123456789012345678901.0, 5e-324, std::numeric_limits<double>::max()})
            QTest::addRow("%g", value) << value;
    }
    void realNumbersComeBackExactly()
    {
        QFETCH(double, value);
        const auto decoded = json::decode<Real>(json::encode(Real{value}));
        QVERIFY2(decoded, json::encode(Real{value}).constData());
        QCOMPARE(decoded->a, value);
    }

    void infinityIsNull()
    {
        QCOMPARE(json::encode(Real{std::numeric_limits<double>::infinity()}), QByteArray(R"({"a":null})"));
    }

    void refusesWhatIsNoStrictJson_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };
        row("empty", "");
        row("spaces", "  \n");
        row("byte order mark", "\xEF\xBB\xBF{\"a\":1}");
        row("UTF-16", QByteArray("{\0\"\0a\0\"\0:\0001\0}\0", 14));
        row("trailing text", "{\"a\":1}x");
        row("two objects", "{\"a\":1}{\"a\":1}");
        row("trailing zero byte", QByteArray("{\"a\":1}\0", 8));
        row("trailing comma", "{\"a\":1,}");
        row("leading comma", "{,\"a\":1}");
        row("no colon", "{\"a\" 1}");
        row("no value", "{\"a\":}");
        row("open object", "{\"a\":1");
        row("open list", "{\"a\":[1}");
        row("open string", "{\"a\":\"x");
        row("single quotes", "{'a':1}");
        row("bare key", "{a:1}");
        row("number as key", "{1:1}");
        row("comment", "{\"a\":1/**/}");
        row("leading zero", "{\"a\":01}");
        row("negative leading zero", "{\"a\":-01}");
        row("no digit before the point", "{\"a\":.5}");
        row("no digit behind the point", "{\"a\":2.}");
        row("no digit in the exponent", "{\"a\":1e}");
        row("plus sign", "{\"a\":+1}");
        row("only a minus", "{\"a\":-}");
        row("hexadecimal", "{\"a\":0x10}");
        row("NaN", "{\"a\":NaN}");
        row("Infinity", "{\"a\":-Infinity}");
        row("True", "{\"a\":True}");
        row("nul", "{\"a\":nul}");
        row("undefined", "{\"a\":undefined}");
        row("raw newline", "{\"a\":\"x\ny\"}");
        row("raw tab", "{\"a\":\"x\ty\"}");
        row("raw zero byte", QByteArray("{\"a\":\"x\0y\"}", 11));
        row("escape \\x", "{\"a\":\"\\x41\"}");
        row("escape \\a", "{\"a\":\"\\a\"}");
        row("escape \\'", "{\"a\":\"\\'\"}");
        row("escaped zero byte", QByteArray("{\"a\":\"\\\0\"}", 10));
        row("escape \\u with three digits", "{\"a\":\"\\u041\"}");
        row("escape \\u with a letter", "{\"a\":\"\\u00g1\"}");
        row("escape \\U", "{\"a\":\"\\U0041\"}");
        row("backslash at the end", "{\"a\":\"\\");
        row("invalid UTF-8", "{\"a\":\"\xFF\"}");
        row("overlong UTF-8", "{\"a\":\"\xC0\xAF\"}");
        row("surrogate in UTF-8", "{\"a\":\"\xED\xA0\x80\"}");
        row("beyond Unicode", "{\"a\":\"\xF4\x90\x80\x80\"}");
        row("cut UTF-8", "{\"a\":\"\xE2\x82\"}");
        row("form feed between tokens", "{\f\"a\":1}");
        row("no-break space between tokens", "{\xC2\xA0\"a\":1}");
        row("broken behind a huge number", "{\"a\":123456789012345678901234567890");
        row("broken behind a surrogate", "{\"a\":\"\\ud800\"");
    }
    void refusesWhatIsNoStrictJson()
    {
        QFETCH(QByteArray, text);
        const auto decoded = json::decode<Text>(text);
        QVERIFY(!decoded);
        QCOMPARE(wireName(decoded.error().code), u"MALFORMED_JSON"_s);
        QVERIFY(!decoded.error().message.isEmpty());
    }

    void acceptsEveryStrictSpelling_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("value");
        QTest::newRow("plain") << QByteArray(R"({"a":"x"})") << u"x"_s;
        QTest::newRow("white space") << QByteArray(" \t\r\n{ \"a\"\n:\r\t\"x\" } \n") << u"x"_s;
        QTest::newRow("escapes") << QByteArray("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}") << u"\"\\/\b\f\n\r\t"_s;
        QTest::newRow("escaped letter") << QByteArray("{\"a\":\"\\u0041\\u00E4\\u20ac\"}") << u"Aä€"_s;
        QTest::newRow("escaped name") << QByteArray("{\"\\u0061\":\"x\"}") << u"x"_s;
        QTest::newRow("surrogate pair") << QByteArray("{\"a\":\"\\uD83E\\udd8a\"}") << u"🦊"_s;
        QTest::newRow("escaped backslash before u") << QByteArray("{\"a\":\"\\\\ud800\"}") << u"\\ud800"_s;
        QTest::newRow("DEL and noncharacter") << QByteArray("{\"a\":\"\x7F\xEF\xBF\xBF\"}") << u"\x7F\uFFFF"_s;
        QTest::newRow("empty") << QByteArray(R"({"a":""})") << u""_s;
        QTest::newRow("byte order mark as a letter")
            << QByteArray("{\"a\":\"\xEF\xBB\xBF\xEF\xBB\xBFx\"}") << u"\uFEFF\uFEFFx"_s;
        QTest::newRow("brackets in a string") << QByteArray("{\"a\":\"\\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"}")
                                              << QString(QChar(0x22)) + QString(40, u'[');
    }
    void acceptsEveryStrictSpelling()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, value);
        const auto decoded = json::decode<Text>(text);
        QVERIFY2(decoded, qPrintable(firstFault(decoded)));
        QCOMPARE(decoded->a, value);
    }

    void namesTheMemberThatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char *member, const char *value, const QString &fault) {
            QTest::addRow("%s = %.40s", member, value) << QByteArray(member) << QByteArray(value) << fault;
        };
        row("flag", "1", u"flag:wrong_type"_s);
        row("flag", "\"true\"", u"flag:wrong_type"_s);
        row("flag", "null", u"flag:wrong_type"_s);
        row("small", "6", u"small:too_large"_s);
        row("small", "-6", u"small:too_small"_s);
        row("small", "5", u"accepted"_s);
        row("small", "-5", u"accepted"_s);
        row("small", "4294967297", u"small:too_large"_s);
        row("small", "\"1\"", u"small:wrong_type"_s);
        row("unsigned_small", "-1", u"unsigned_small:too_small"_s);
        row("unsigned_small", "4294967296", u"unsigned_small:too_large"_s);
        row("real", "\"1\"", u"real:wrong_type"_s);
        row("real", "1e999", u"real:too_large"_s);
        row("real", "-1e999", u"real:too_small"_s);
        row("real", "1e-999", u"accepted"_s);
        row("real", "3", u"accepted"_s);
        row("text", "\"a\"", u"text:too_short"_s);
        row("text", "\"aa\"", u"accepted"_s);
        row("text", "\"🦊🦊🦊🦊🦊🦊\"", u"accepted"_s);
        row("text", "\"aaaaaaa\"", u"text:too_long"_s);
        row("text", "\"🦊🦊🦊🦊🦊🦊🦊\"", u"text:too_long"_s);
        row("text", "5", u"text:wrong_type"_s);
        row("text", "[\"aa\"]", u"text:wrong_type"_s);
        row("text", "\"a\\u0000b\"", u"text:null_character"_s);
        row("text", "\"a\\ud800b\"", u"text:lone_surrogate"_s);
        row("text", "\"a\\ud800\"", u"text:lone_surrogate"_s);
        row("text", "\"\\udc00a\"", u"text:lone_surrogate"_s);
        row("text", "\"\\udc00\\ud800\"", u"text:lone_surrogate"_s);
        row("text", "\"\\uD800\\uD800\\uDC00\"", u"text:lone_surrogate"_s);
        row("text", "\"\\ud800\\n\"", u"text:lone_surrogate"_s);
        row("text", "\"\\ud800\\u0041\"", u"text:lone_surrogate"_s);
        row("secret", "\"a\\u0000b\"", u"secret:null_character"_s);
        row("secret", "7", u"secret:wrong_type"_s);
        row("ascii", "{}", u"ascii:wrong_type"_s);
        row("id", "\"01890A5D-ac96-774b-bcce-b302099a8057\"", u"id:invalid"_s);
        row("id", "\"\"", u"id:invalid"_s);
        row("id", "1", u"id:wrong_type"_s);
        row("time", "\"yesterday\"", u"time:invalid"_s);
        row("time", "1795239660123", u"time:wrong_type"_s);
        row("mode", "\"slow\"", u"mode:invalid"_s);
        row("mode", "\"VerySlow\"", u"mode:invalid"_s);
        row("mode", "\"Fast\"", u"mode:invalid"_s);
        row("mode", "0", u"mode:wrong_type"_s);
        row("note", "1", u"note:wrong_type"_s);
        row("note", "null", u"accepted"_s);
        row("roles", "\"a\"", u"roles:wrong_type"_s);
        row("roles", "{}", u"roles:wrong_type"_s);
        row("roles", "[\"a\",\"b\",3]", u"roles[2]:wrong_type"_s);
        row("roles", "[\"a\",\"\\udfff\"]", u"roles[1]:lone_surrogate"_s);
        row("roles", "[\"a\",null]", u"roles[1]:wrong_type"_s);
        row("roles", "[\"a\",\"b\",\"c\",\"d\"]", u"roles:too_long"_s);
        row("numbers", "[1,2.0]", u"numbers[1]:wrong_type"_s);
        row("filter", "[]", u"filter:wrong_type"_s);
        row("filter", "null", u"filter:wrong_type"_s);
        row("filter", "{}", u"filter.state:missing"_s);
        row("filter", "{\"state\":\"x\",\"age\":201}", u"filter.age:too_large"_s);
        row("filter", "{\"state\":\"x\",\"b\":1}", u"filter.b:unknown"_s);
        row("filter", "{\"state\":\"x\",\"state\":\"x\"}", u"filter.state:duplicate"_s);
        row("more", "{\"state\":5}", u"more.state:wrong_type"_s);
        row("more", "null", u"accepted"_s);
    }
    void namesTheMemberThatIsWrong()
    {
        QFETCH(QByteArray, member);
        QFETCH(QByteArray, value);
        QFETCH(QString, fault);
        const auto decoded = json::decode<Everything>(sampleWith(member, value));
        QCOMPARE(firstFault(decoded), fault);
        if (!decoded) {
            QCOMPARE(wireName(decoded.error().code), u"VALIDATION_ERROR"_s);
            QCOMPARE(decoded.error().fields.size(), 1);
            QCOMPARE(decoded.error().message, decoded.error().fields.first().detail);
        }
    }

    void integersAreWrittenAsSuch_data()
    {
        QTest::addColumn<QByteArray>("number");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char *number, const QString &fault) {
            QTest::newRow(number) << QByteArray(number) << fault;
        };
        row("0", u"accepted"_s);
        row("-0", u"accepted"_s);
        row("9223372036854775807", u"accepted"_s);
        row("-9223372036854775808", u"accepted"_s);
        row("9223372036854775808", u"a:too_large"_s);
        row("-9223372036854775809", u"a:too_small"_s);
        row("18446744073709551615", u"a:too_large"_s);
        row("18446744073709551616", u"a:too_large"_s);
        row("123456789012345678901234567890", u"a:too_large"_s);
        row("-123456789012345678901234567890", u"a:too_small"_s);
        row("1.0", u"a:wrong_type"_s);
        row("1e3", u"a:wrong_type"_s);
        row("1E0", u"a:wrong_type"_s);
        row("-0.0", u"a:wrong_type"_s);
        row("true", u"a:wrong_type"_s);
        row("\"1\"", u"a:wrong_type"_s);
    }
    void integersAreWrittenAsSuch()
    {
        QFETCH(QByteArray, number);
        QFETCH(QString, fault);
        const auto decoded = json::decode<Number>("{\"a\":" + number + '}');
        QCOMPARE(firstFault(decoded), fault);
        if (decoded)
            QCOMPARE(decoded->a, number.toLongLong());
    }

    void namesAllThatIsWrongAtOnce()
    {
        const auto decoded = json::decode<Change>(R"({"name":"","zip":1,"name":"x","active":"no","version":3})");
        QCOMPARE(faults(decoded), (QStringList{u"name:too_short"_s, u"zip:unknown"_s, u"name:duplicate"_s,
                                               u"active:wrong_type"_s, u"version:unknown"_s, u"id:missing"_s}));
        QCOMPARE(decoded.error().message, u"name must have at least 1 characters."_s);
    }

    void theListOfFaultsEnds()
    {
        QByteArray text = "{";
        for (int i = 0; i < 100; ++i)
            text += "\"x" + QByteArray::number(i) + "\":1,";
        const auto decoded = json::decode<Text>(text + R"("a":"x"})");
        QCOMPARE(faults(decoded).size(), json::Problems::most);
    }

    void duplicatesAreFoundBehindEscapes()
    {
        QCOMPARE(firstFault(json::decode<Text>("{\"a\":\"x\",\"\\u0061\":\"y\"}")), u"a:duplicate"_s);
    }

    void namesFromOutsideAreEchoedOnlyWhenHarmless_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("fault");
        QTest::newRow("plain") << QByteArray("zip") << u"zip:unknown"_s;
        QTest::newRow("64") << QByteArray(64, 'x') << QString(64, u'x') + u":unknown"_s;
        QTest::newRow("65") << QByteArray(65, 'x') << u"?:unknown"_s;
        QTest::newRow("empty") << QByteArray("") << u"?:unknown"_s;
        QTest::newRow("not ASCII") << QByteArray("ä") << u"?:unknown"_s;
        QTest::newRow("line end") << QByteArray("a\\nb") << u"?:unknown"_s;
        QTest::newRow("terminal escape") << QByteArray("\\u001b[31m") << u"?:unknown"_s;
        QTest::newRow("U+0000") << QByteArray("a\\u0000") << u"?:unknown"_s;
        QTest::newRow("surrogate") << QByteArray("\\ud800") << u"?:lone_surrogate"_s;
    }
    void namesFromOutsideAreEchoedOnlyWhenHarmless()
    {
        QFETCH(QByteArray, name);
        QFETCH(QString, fault);
        QCOMPARE(firstFault(json::decode<Text>("{\"a\":\"x\",\"" + name + "\":1}")), fault);
    }

    void valuesNeverAppearInErrors()
    {
        for (const char *member : {"flag", "small", "text", "secret", "id", "time", "mode", "roles", "filter"}) {
            for (const char *value : {"\"CANARY-CANARY-CANARY\"", "[\"CANARY\"]", "{\"a\":\"CANARY\"}"}) {
                const auto decoded = json::decode<Everything>(sampleWith(member, value));
                QString text = decoded ? QString() : decoded.error().message + decoded.error().cause;
                for (const FieldError &each : decoded ? QList<FieldError>() : decoded.error().fields)
                    text += each.field + each.code + each.detail;
                QVERIFY(!text.contains(u"CANARY"));
            }
        }
    }

    void theTopMustBeAnObject_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"[]", "1", "\"a\"", "null", "true", "[{\"a\":\"x\"}]", "123456789012345678901234567890"})
            QTest::newRow(text) << QByteArray(text);
    }
    void theTopMustBeAnObject()
    {
        QFETCH(QByteArray, text);
        const auto decoded = json::decode<Text>(text);
        QCOMPARE(firstFault(decoded), u":wrong_type"_s);
        QCOMPARE(decoded.error().message, u"The body must be an object."_s);
    }

    void depthEndsAtItsLimit_data()
    {
        QTest::addColumn<int>("depth");
        QTest::addColumn<QString>("fault");
        QTest::newRow("31") << 31 << u"a:wrong_type"_s;
        QTest::newRow("32") << 32 << u"a:wrong_type"_s;
        QTest::newRow("33") << 33 << u"MALFORMED_JSON"_s;
        QTest::newRow("30000") << 30'000 << u"MALFORMED_JSON"_s;
        QTest::newRow("1000000") << 1'000'000 << u"PAYLOAD_TOO_LARGE"_s;
    }
    void depthEndsAtItsLimit()
    {
        QFETCH(int, depth);
        QFETCH(QString, fault);
        QCOMPARE(firstFault(json::decode<Text>(nested(depth))), fault);
    }

    void aMillionLevelsAreRefusedInLargeTextsToo()
    {
        const auto decoded = json::decode<Text>(nested(1'000'000), {.size = 4'000'000, .depth = 32});
        QCOMPARE(firstFault(decoded), u"MALFORMED_JSON"_s);
        QCOMPARE(decoded.error().message, u"The body is nested deeper than 32 levels."_s);
        QCOMPARE(firstFault(json::decode<Text>(QByteArray(1'000'000, '['), {.size = 4'000'000, .depth = 32})),
                 u"MALFORMED_JSON"_s);
    }

    void widthIsNotDepth()
    {
        const auto decoded = json::decode<Text>(R"({"b":[[],[],[],{},[],[],[],[],[]],"a":"x"})", {.depth = 3});
        QCOMPARE(faults(decoded), QStringList{u"b:unknown"_s});
    }

    void sizeEndsAtItsLimit_data()
    {
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<QString>("fault");
        QTest::newRow("one less") << qsizetype(64 * 1024 - 1) << u"accepted"_s;
        QTest::newRow("exactly") << qsizetype(64 * 1024) << u"accepted"_s;
        QTest::newRow("one more") << qsizetype(64 * 1024 + 1) << u"PAYLOAD_TOO_LARGE"_s;
    }
    void sizeEndsAtItsLimit()
    {
        QFETCH(qsizetype, size);
        QFETCH(QString, fault);
        const QByteArray text = "{\"a\":\"" + QByteArray(size - 8, 'x') + "\"}";
        QCOMPARE(text.size(), size);
        QCOMPARE(firstFault(json::decode<Text>(text)), fault);
    }

    void largerTextsNeedOnlyALargerLimit()
    {
        const QByteArray text = "{\"a\":\"" + QByteArray(1'000'000, 'x') + "\"}";
        const auto decoded = json::decode<Text>(text, {.size = 2'000'000});
        QVERIFY(decoded);
        QCOMPARE(decoded->a.size(), 1'000'000);
        QVERIFY(json::decode<Text>(R"({"a":"small again"})"));
    }

    void documentsMayBeReadInsideEachOther()
    {
        const auto outer = json::Document::parse(R"({"a":"outer"})", {});
        const auto inner = json::Document::parse(R"({"a":"inner"})", {});
        QVERIFY(outer && inner);
        QCOMPARE(outer->root().members().first().value.text(), QByteArrayView("outer"));
        QCOMPARE(inner->root().members().first().value.text(), QByteArrayView("inner"));
    }

    void nothingOfAParsedTextStaysBehind()
    {
        QByteArrayView where;
        {
            const auto document = json::Document::parse(R"({"a":"hunter2-hunter2"})", {});
            QVERIFY(document);
            where = document->root().members().first().value.text();
            QCOMPARE(where, QByteArrayView("hunter2-hunter2"));
        }
        QVERIFY(!where.contains("hunter2")); // the thread keeps the memory, so this is not a use after free
    }

    void membersElsewhereAreNeitherNeededNorTaken()
    {
        const json::Expectation inPath{.elsewhere = {"id"}};
        const auto decoded = json::decode<Change>(R"({"name":"x"})", {}, inPath);
        QVERIFY(decoded);
        QCOMPARE(decoded->name, u"x"_s);
        QCOMPARE(firstFault(json::decode<Change>(R"({"name":"x","id":"y"})", {}, inPath)), u"id:unknown"_s);
    }

    void answersMayGrow()
    {
        QVERIFY(json::decode<Text>(R"({"a":"x","b":{"c":1}})", {}, {.ignoreUnknown = true}));
        QVERIFY(!json::decode<Text>(R"({"a":"x","a":"y"})", {}, {.ignoreUnknown = true}));
    }

    void queriesHaveTheSameMembersAndErrors_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QStringList>("faults");
        const QByteArray id = "id=01890a5d-ac96-774b-bcce-b302099a8057";
        QTest::newRow("all") << id + "&name=a&active=true" << QStringList();
        QTest::newRow("escaped name") << id + "&n%61me=a" << QStringList();
        QTest::newRow("empty pairs") << id + "&&name=a&" << QStringList();
        QTest::newRow("nothing") << QByteArray() << QStringList{u"id:missing"_s, u"name:missing"_s};
        QTest::newRow("twice") << id + "&name=a&name=b" << QStringList{u"name:duplicate"_s};
        QTest::newRow("unknown") << id + "&name=a&b" << QStringList{u"b:unknown"_s};
        QTest::newRow("broken percent") << id + "&name=%4" << QStringList{u"name:invalid"_s};
        QTest::newRow("no hexadecimal") << id + "&name=%4g" << QStringList{u"name:invalid"_s};
        QTest::newRow("no UTF-8") << id + "&name=%ff" << QStringList{u"name:invalid"_s};
        QTest::newRow("U+0000") << id + "&name=%00" << QStringList{u"name:null_character"_s};
        QTest::newRow("too long") << id + "&name=12345678901" << QStringList{u"name:too_long"_s};
        QTest::newRow("several") << QByteArray("id=1&name=&active=maybe")
                                 << QStringList{u"id:invalid"_s, u"name:too_short"_s, u"active:wrong_type"_s};
    }
    void queriesHaveTheSameMembersAndErrors()
    {
        QFETCH(QByteArray, query);
        QFETCH(QStringList, faults);
        QCOMPARE(::faults(decodeQuery<Change>(query)), faults);
    }

    void plusIsASpaceInQueries()
    {
        QCOMPARE(decodeQuery<Text>("a=x+y%2Bz")->a, u"x y+z"_s);
        QCOMPARE(encodeQuery(Text{u"x y+z&ä"_s}), QByteArray("a=x%20y%2Bz%26%C3%A4"));
        QCOMPARE(decodeQuery<Text>(encodeQuery(Text{u"x y+z&ä"_s}))->a, u"x y+z&ä"_s);
    }

    void singleMembersAreSetFromText()
    {
        Change change;
        QVERIFY(assignMember(change, "version", "12"));
        QCOMPARE(change.version, 12);
        QCOMPARE(assignMember(change, "id", "12").error().fields.first().code, u"invalid"_s);
        QCOMPARE(assignMember(change, "nobody", "12").error().code, ErrorCode::NotFound);
    }

    void schemaSaysWhatDecodeTakes()
    {
        const QJsonObject schema = json::schema<Change>(json::Use::Request, {"id"});
        const QByteArray expected =
            R"({"additionalProperties":false,"properties":{"active":{"type":["boolean","null"]},)"
            R"("name":{"maxLength":10,"minLength":1,"type":"string"}},"required":["name"],"type":"object"})";
        QCOMPARE(QJsonDocument(schema).toJson(QJsonDocument::Compact), expected);
    }

    void schemaKnowsEveryKindOfMember()
    {
        const QJsonObject schema = json::schema<Everything>(json::Use::Answer);
        QVERIFY(!schema.contains(u"additionalProperties"));
        const QJsonObject all = schema[u"properties"].toObject();
        const auto member = [&all](QStringView name) {
            return QJsonDocument(all[name].toObject()).toJson(QJsonDocument::Compact);
        };
        QCOMPARE(member(u"small"), QByteArray(R"({"maximum":5,"minimum":-5,"type":"integer"})"));
        QCOMPARE(member(u"text"),
                 QByteArray(R"({"description":"Some text.","maxLength":6,"minLength":2,"type":"string"})"));
        QCOMPARE(member(u"secret"), QByteArray(R"({"format":"password","maxLength":64,"type":"string"})"));
        QCOMPARE(member(u"id"), QByteArray(R"({"format":"uuid","type":"string"})"));
        QCOMPARE(member(u"time"), QByteArray(R"({"format":"date-time","type":"string"})"));
        QCOMPARE(member(u"mode"), QByteArray(R"({"enum":["fast","very_slow"],"type":"string"})"));
        QCOMPARE(member(u"note"), QByteArray(R"({"type":["string","null"]})"));
        QCOMPARE(member(u"roles"), QByteArray(R"({"items":{"type":"string"},"maxItems":3,"type":"array"})"));
        QCOMPARE(all[u"more"].toObject()[u"type"].toArray(), (QJsonArray{u"object"_s, u"null"_s}));
        QVERIFY(json::schema<Everything>(json::Use::Request)[u"properties"][u"secret"][u"writeOnly"].toBool());
    }
};

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"
