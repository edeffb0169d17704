#include "core/clock.h"
#include "core/error.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/secret.h"
#include "model/email.h"
#include "model/username.h"

#include <QtCore/QMetaEnum>
#include <QtCore/QSet>
#include <QtTest/QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace auth;

namespace {

Result<int> half(int number)
{
    if (number % 2)
        return Error{.code = ErrorCode::ValidationError, .message = u"odd"_s};
    return number / 2;
}

} // namespace

class TestCore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resultHoldsAValueOrAnError()
    {
        QVERIFY(half(4));
        QCOMPARE(*half(4), 2);
        QVERIFY(!half(3));
        QCOMPARE(half(3).error().message, u"odd"_s);
    }

    void stepsStopAtTheFirstError()
    {
        int calls = 0;
        const auto step = [&calls](int number) {
            ++calls;
            return half(number);
        };
        QCOMPARE(*half(8).then(step).then(step), 1);
        QCOMPARE(calls, 2);
        QCOMPARE(half(6).then(step).then(step).error().message, u"odd"_s);
        QCOMPARE(calls, 3);
    }

    void resultCarriesWhatCanOnlyMove()
    {
        Result<std::unique_ptr<int>> result(std::make_unique<int>(5));
        const std::unique_ptr<int> taken = *std::move(result);
        QCOMPARE(*taken, 5);
    }

    void theWrongSideThrows()
    {
        QVERIFY_THROWS_EXCEPTION(std::bad_variant_access, *half(3));
        QVERIFY_THROWS_EXCEPTION(std::bad_variant_access, (void)half(4).error());
    }

    void errorCodesHaveTheirWireNames()
    {
        QCOMPARE(wireName(ErrorCode::InvalidCredentials), u"INVALID_CREDENTIALS"_s);
        QCOMPARE(wireName(ErrorCode::MalformedJson), u"MALFORMED_JSON"_s);
        QCOMPARE(wireName(ErrorCode::NotFound), u"NOT_FOUND"_s);
        QCOMPARE(wireName(ErrorCode::UriTooLong), u"URI_TOO_LONG"_s);
    }

    void everyErrorCodeHasANameOfItsOwn()
    {
        const QMetaEnum codes = QMetaEnum::fromType<ErrorCode>();
        QSet<QString> names;
        for (int i = 0; i < codes.keyCount(); ++i)
            names += wireName(static_cast<ErrorCode>(codes.value(i)));
        QCOMPARE(names.size(), codes.keyCount());
        QVERIFY(!names.contains(QString()));
    }

    void fieldErrorsSpeakTwice()
    {
        const Error error = fieldError(ErrorCode::WeakPassword, u"password"_s, u"common"_s, u"Too common."_s);
        QCOMPARE(error.message, u"Too common."_s);
        QCOMPARE(error.fields, (QList<FieldError>{{u"password"_s, u"common"_s, u"Too common."_s}}));
    }

    void secretsCompareByTheirBytes()
    {
        QVERIFY(Secret("abc") == Secret("abc"));
        QVERIFY(!(Secret("abc") == Secret("abd")));
        QVERIFY(!(Secret("abc") == Secret("ab")));
        QVERIFY(Secret() == Secret(""));
        QVERIFY(Secret(QByteArrayView("a\0b", 3)) == Secret(QByteArrayView("a\0b", 3)));
        QVERIFY(!(Secret(QByteArrayView("a\0b", 3)) == Secret(QByteArrayView("a\0c", 3))));
    }

    void secretsCopyAndMoveWithoutSharing()
    {
        Secret first("abc");
        Secret copy = first;
        copy.data()[0] = 'x';
        QCOMPARE(first.reveal(), QByteArrayView("abc"));
        const Secret moved = std::move(first);
        QCOMPARE(moved.reveal(), QByteArrayView("abc"));
        QVERIFY(first.isEmpty()); // NOLINT(bugprone-use-after-move): that is the point
        copy = moved;
        QVERIFY(copy == moved);
    }

    void secretsOfASizeAreZero()
    {
        const Secret secret = Secret::ofSize(4);
        QCOMPARE(secret.reveal(), QByteArrayView("\0\0\0\0", 4));
        QVERIFY(Secret::ofSize(0).isEmpty());
    }

    void wipingOverwritesAndClears()
    {
        char bytes[] = "abc";
        wipe(bytes, 3);
        QCOMPARE(QByteArrayView(bytes, 3), QByteArrayView("\0\0\0", 3));
        QByteArray text("abc");
        wipe(text);
        QVERIFY(text.isEmpty());
        const QByteArray shared("abc");
        QByteArray other = shared;
        wipe(other);
        QCOMPARE(shared, QByteArray("abc"));
    }

    void idsHaveOneSpelling_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::newRow("version 7") << u"01890a5d-ac96-774b-bcce-b302099a8057"_s << true;
        QTest::newRow("zero") << u"00000000-0000-0000-0000-000000000000"_s << true;
        QTest::newRow("upper case") << u"01890A5D-ac96-774b-bcce-b302099a8057"_s << false;
        QTest::newRow("no dashes") << u"01890a5dac96774bbcceb302099a8057"_s << false;
        QTest::newRow("dash elsewhere") << u"01890a5da-c96-774b-bcce-b302099a8057"_s << false;
        QTest::newRow("braces") << u"{01890a5d-ac96-774b-bcce-b302099a8057}"_s << false;
        QTest::newRow("short") << u"01890a5d-ac96-774b-bcce-b302099a805"_s << false;
        QTest::newRow("long") << u"01890a5d-ac96-774b-bcce-b302099a80570"_s << false;
        QTest::newRow("not hexadecimal") << u"01890a5d-ac96-774b-bcce-b302099a805g"_s << false;
        QTest::newRow("empty") << QString() << false;
    }
    void idsHaveOneSpelling()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        const auto id = UserId::parse(text);
        QCOMPARE(id.has_value(), valid);
        if (id) {
            QCOMPARE(id->text(), text);
            QVERIFY(UserId::fromBytes(id->bytes()) == id);
        }
        QVERIFY(!UserId::fromBytes("too short"));
    }

    void timesAreRfc3339_data()
    {
        QTest::addColumn<qint64>("millis");
        QTest::addColumn<QString>("text");
        QTest::newRow("epoch") << qint64(0) << u"1970-01-01T00:00:00.000Z"_s;
        QTest::newRow("now") << qint64(1'795'239'660'123) << u"2026-11-21T05:41:00.123Z"_s;
        QTest::newRow("leap day") << qint64(951'868'799'999) << u"2000-02-29T23:59:59.999Z"_s;
        QTest::newRow("before the epoch") << qint64(-1) << u"1969-12-31T23:59:59.999Z"_s;
        QTest::newRow("last") << qint64(253'402'300'799'999) << u"9999-12-31T23:59:59.999Z"_s;
        QTest::newRow("first") << qint64(-62'167'219'200'000) << u"0000-01-01T00:00:00.000Z"_s;
    }
    void timesAreRfc3339()
    {
        QFETCH(qint64, millis);
        QFETCH(QString, text);
        QCOMPARE(toRfc3339(fromMillis(millis)), text);
        QCOMPARE(toMillis(*parseRfc3339(text.toUtf8())), millis);
    }

    void timesBeyondTheCalendarStayAtItsEnds()
    {
        QCOMPARE(toRfc3339(fromMillis(std::numeric_limits<qint64>::max())), u"9999-12-31T23:59:59.999Z"_s);
        QCOMPARE(toRfc3339(fromMillis(std::numeric_limits<qint64>::min())), u"0000-01-01T00:00:00.000Z"_s);
    }

    void otherSpellingsOfTimes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("millis");
        const auto row = [](const char *text, qint64 millis) { QTest::newRow(text) << QByteArray(text) << millis; };
        constexpr qint64 refused = -1;
        row("1970-01-01T00:00:01Z", 1000);
        row("1970-01-01t00:00:01z", 1000);
        row("1970-01-01 00:00:01Z", 1000);
        row("1970-01-01T00:00:01.5Z", 1500);
        row("1970-01-01T00:00:01.25Z", 1250);
        row("1970-01-01T00:00:01.123999Z", 1123);
        row("1970-01-01T01:00:01+01:00", 1000);
        row("1969-12-31T23:30:01-00:30", 1000);
        row("1970-01-01T00:00:01", refused);
        row("1970-01-01T00:00:01.Z", refused);
        row("1970-01-01T00:00:60Z", refused);
        row("1970-01-01T24:00:00Z", refused);
        row("1970-02-29T00:00:00Z", refused);
        row("1970-13-01T00:00:00Z", refused);
        row("1970-1-01T00:00:00Z", refused);
        row("1970-01-01", refused);
        row("1970-01-01T00:00:01Zx", refused);
        row("1970-01-01T00:00:01+0100", refused);
        row("+970-01-01T00:00:01Z", refused);
        row("", refused);
    }
    void otherSpellingsOfTimes()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, millis);
        const auto time = parseRfc3339(text);
        QCOMPARE(time ? toMillis(*time) : -1, millis);
    }

    void theClockNeverGoesBack()
    {
        const SystemClock clock;
        Time last = clock.now();
        for (int i = 0; i < 10'000; ++i) {
            const Time now = clock.now();
            QVERIFY(now >= last);
            last = now;
        }
        QVERIFY(std::chrono::abs(last - std::chrono::system_clock::now()) < std::chrono::seconds{5});
    }

    void eMailAddresses_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("valid");
        const auto good = [](const QString &address) {
            QTest::newRow(qPrintable(address.left(60))) << address << true;
        };
        const auto bad = [](const char *why, const QString &address) { QTest::newRow(why) << address << false; };
        good(u"a@b.co"_s);
        good(u"first.last+tag@example.co.uk"_s);
        good(u"!#$%&'*+-/=?^_`{|}~@example.com"_s);
        good(u"1@1.example"_s);
        good(u"a@xn--bcher-kva.example"_s);
        good(QString(64, u'l') + u"@example.com"_s);
        good(u"a@"_s + QString(63, u'h') + u".example"_s);
        const QString longHost = (QString(62, u'h') + u'.').repeated(3) + u"h"_s;
        good(QString(64, u'l').left(254 - 1 - longHost.size()) + u'@' + longHost);
        bad("empty", u""_s);
        bad("no at sign", u"example.com"_s);
        bad("no local part", u"@example.com"_s);
        bad("no host", u"a@"_s);
        bad("two at signs", u"a@b@example.com"_s);
        bad("host without a dot", u"a@localhost"_s);
        bad("dot at the start", u".a@example.com"_s);
        bad("dot before the at sign", u"a.@example.com"_s);
        bad("two dots", u"a..b@example.com"_s);
        bad("two dots in the host", u"a@example..com"_s);
        bad("dot at the end", u"a@example.com."_s);
        bad("dash at the start of a label", u"a@-example.com"_s);
        bad("dash at the end of a label", u"a@example-.com"_s);
        bad("underscore in the host", u"a@ex_ample.com"_s);
        bad("quoted", u"\"a b\"@example.com"_s);
        bad("comment", u"a(b)@example.com"_s);
        bad("angle brackets", u"<a@example.com>"_s);
        bad("display name", u"A <a@example.com>"_s);
        bad("list", u"a@example.com,b@example.com"_s);
        bad("space before", u" a@example.com"_s);
        bad("space behind", u"a@example.com "_s);
        bad("space inside", u"a b@example.com"_s);
        bad("line end", u"a@example.com\n"_s);
        bad("header injection", u"a@example.com\r\nBcc: b@example.com"_s);
        bad("U+0000", u"a@example.com"_s + QChar(0));
        bad("address literal", u"a@[127.0.0.1]"_s);
        bad("IPv4 address", u"a@127.0.0.1"_s);
        bad("not ASCII", u"ä@example.com"_s);
        bad("not ASCII host", u"a@exämple.com"_s);
        bad("full-width dot", u"a@example\uFF0Ecom"_s);
        bad("local part of 65", QString(65, u'l') + u"@example.com"_s);
        bad("label of 64", u"a@"_s + QString(64, u'h') + u".example"_s);
        bad("255 in all", QString(64, u'l') + u'@' + longHost);
    }
    void eMailAddresses()
    {
        QFETCH(QString, address);
        QFETCH(bool, valid);
        QCOMPARE(isValidEmail(address), valid);
    }

    void eMailAddressesHaveOneCanonicalForm()
    {
        QCOMPARE(normalizedEmail(u"Jo.Doe@EXAMPLE.com"_s), u"jo.doe@example.com"_s);
        QCOMPARE(normalizedEmail(u"\u0130@x"_s), u"\u0130@x"_s); // only ASCII is folded
    }

    void usernames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("valid");
        QTest::newRow("3") << u"joe"_s << true;
        QTest::newRow("50") << QString(50, u'a') << true;
        QTest::newRow("all kinds") << u"_Az09"_s << true;
        QTest::newRow("2") << u"jo"_s << false;
        QTest::newRow("51") << QString(51, u'a') << false;
        QTest::newRow("empty") << QString() << false;
        for (const QString &name :
             {u"jo e"_s, u"jo-e"_s, u"jo.e"_s, u"jo@e"_s, u"jöe"_s, u"joe\n"_s, u" joe"_s, u"j\u043Ee"_s})
            QTest::newRow(qPrintable(name)) << name << false;
        QTest::newRow("U+0000") << u"joe"_s + QChar(0) << false;
    }
    void usernames()
    {
        QFETCH(QString, name);
        QFETCH(bool, valid);
        QCOMPARE(isValidUsername(name), valid);
        QCOMPARE(normalizedUsername(name), name.toLower());
    }
};

QTEST_APPLESS_MAIN(TestCore)
#include "tst_core.moc"
