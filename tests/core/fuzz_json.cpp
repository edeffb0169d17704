// Random inputs from a fixed seed: nothing crashes, and what is accepted survives being written and read again.
// AUTH_FUZZ_RUNS sets how many inputs there are.

#include "core/json.h"
#include "core/query.h"
#include "described_types.h"
#include "model/email.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace auth;
using described::Everything;

namespace {

/// What mutations put in: tokens that mean something to a parser, or to those who forget about them.
const QList<QByteArray> tokens{"{",
                               "}",
                               "[",
                               "]",
                               ":",
                               ",",
                               "\"",
                               "\\",
                               "\\u0000",
                               "\\ud800",
                               "\\udc00",
                               "\\ud83d\\ude00",
                               "null",
                               "true",
                               "1e999",
                               "-0",
                               "1.0",
                               "0",
                               "9223372036854775808",
                               "-99999999999999999999",
                               "\"flag\":",
                               "\"text\":\"ab\",",
                               "\xEF\xBB\xBF",
                               "\xC0\xAF",
                               "\xED\xA0\x80",
                               "\xF0\x9F\xA6\x8A",
                               "@",
                               ".",
                               "..",
                               "-",
                               " ",
                               "\n",
                               "%",
                               "%00",
                               "&",
                               "=",
                               "8e307",
                               "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["};

class Mutator {
public:
    explicit Mutator(unsigned seed) : m_random(seed) {}

    QByteArray operator()(QByteArray text)
    {
        for (qsizetype i = below(4); i >= 0; --i)
            change(text);
        return text;
    }

private:
    qsizetype below(qsizetype end) { return static_cast<qsizetype>(m_random() % static_cast<quint64>(end)); }

    void change(QByteArray &text)
    {
        const qsizetype at = below(text.size() + 1);
        const qsizetype count = std::min(below(12), text.size() - at);
        switch (below(6)) {
        case 0:
            text.insert(at, tokens[below(tokens.size())]);
            break;
        case 1:
            text.replace(at, count, tokens[below(tokens.size())]);
            break;
        case 2:
            text.remove(at, count);
            break;
        case 3:
            text.insert(below(text.size() + 1), text.mid(at, count));
            break;
        case 4:
            text.insert(at, static_cast<char>(below(256)));
            break;
        default:
            if (at < text.size())
                text[at] = static_cast<char>(text[at] ^ static_cast<char>(1 << below(8)));
        }
    }

    std::mt19937_64 m_random;
};

int runs(int usual)
{
    bool given = false;
    const int wanted = qEnvironmentVariableIntValue("AUTH_FUZZ_RUNS", &given);
    return given ? wanted : usual;
}

Everything valid()
{
    Everything value;
    value.text = u"äb\n🦊"_s;
    value.secret = Secret("hunter2");
    value.real = -1.5e-7;
    value.note = u"n"_s;
    value.roles = {u"admin"_s, u"user"_s};
    value.numbers = {1, -9'223'372'036'854'775'807};
    value.filter.age = 3;
    value.more = described::Filter{u"on"_s, 0};
    return value;
}

} // namespace

class FuzzJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsAcceptedSurvivesTheRoundTrip()
    {
        Mutator mutate(20261121);
        const QByteArray seed = json::encode(valid());
        int accepted = 0;
        for (int i = runs(200'000); i > 0; --i) {
            const QByteArray text = mutate(seed);
            const auto value = json::decode<Everything>(text);
            if (!value)
                continue;
            ++accepted;
            const auto again = json::decode<Everything>(json::encode(*value));
            QVERIFY2(again && *again == *value, text.toHex().constData());
        }
        QVERIFY2(accepted > runs(200'000) / 100, "too few were accepted for the round trip to mean anything");
    }

    void whatIsRefusedIsNamed()
    {
        Mutator mutate(1);
        const QByteArray seed = json::encode(valid());
        for (int i = runs(200'000) / 10; i > 0; --i) {
            const QByteArray text = mutate(seed);
            const auto value = json::decode<Everything>(text, {.size = 2'000, .depth = 4});
            if (value)
                continue;
            QVERIFY(!value.error().message.isEmpty());
            QCOMPARE(value.error().code == ErrorCode::ValidationError, !value.error().fields.isEmpty());
        }
    }

    void whatIsAcceptedIsJsonToOthersToo()
    {
        Mutator mutate(2);
        const QByteArray seed = json::encode(valid());
        for (int i = runs(200'000) / 10; i > 0; --i) {
            const QByteArray text = mutate(seed);
            if (json::decode<Everything>(text))
                QVERIFY2(QJsonDocument::fromJson(text).isObject(), text.toHex().constData());
        }
    }

    void queriesSurviveTheRoundTrip()
    {
        Mutator mutate(3);
        for (int i = runs(200'000) / 4; i > 0; --i) {
            const QByteArray text = mutate("state=on&age=12");
            const auto value = decodeQuery<described::Filter>(text);
            if (!value)
                continue;
            const auto again = decodeQuery<described::Filter>(encodeQuery(*value));
            QVERIFY2(again && *again == *value, text.toHex().constData());
        }
    }

    void addressesThatAreAcceptedAreHarmless()
    {
        Mutator mutate(4);
        int accepted = 0;
        for (int i = runs(200'000) / 2; i > 0; --i) {
            const QString address = QString::fromUtf8(mutate("first.last+tag@mail.example.com"));
            if (!isValidEmail(address))
                continue;
            ++accepted;
            QVERIFY(address.size() <= 254 && address.count(u'@') == 1);
            for (const QChar c : address)
                QVERIFY2(c > u' ' && c < u'\x7F' && !QStringView(u"\"(),:;<>[\\]").contains(c), qPrintable(address));
            QVERIFY(isValidEmail(normalizedEmail(address)));
        }
        QVERIFY(accepted > 0);
    }
};

QTEST_APPLESS_MAIN(FuzzJson)
#include "fuzz_json.moc"
