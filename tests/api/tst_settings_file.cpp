#include "core/settings_source.h"
#include "settings.h"

#include <QtCore/QFile>
#include <QtTest/QTest>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

using Change = std::function<void(Settings &)>;

Secret strongSecret() { return Secret("q7Vd0zLxN2wRkT9eYb4mHs6uJf1cPg8A"_ba); }

QStringList faultsOf(const Change &change, int cores = 2)
{
    Settings settings;
    settings.jwtSecretKey = strongSecret();
    change(settings);
    const auto checked = checkSettings(resolved(settings, cores), true);
    QStringList names;
    if (!checked) {
        for (const FieldError &each : checked.error().fields)
            names += each.field;
    }
    return names;
}

void row(const char *name, Change change, const QStringList &faults)
{
    QTest::newRow(name) << std::move(change) << faults;
}

} // namespace

Q_DECLARE_METATYPE(Change)

class SettingsFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// `./dev env-example` writes the file anew.
    void exampleFileSaysWhatTheProgramSays()
    {
        QFile file(QStringLiteral(AUTH_ENV_EXAMPLE));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
        QCOMPARE(QString::fromUtf8(file.readAll()), envExample<Settings>());
    }

    void exampleFileSetsNothing()
    {
        const auto loaded = loadSettings<Settings>({.file = QStringLiteral(AUTH_ENV_EXAMPLE), .fileRequired = true});
        QVERIFY(loaded);
        QVERIFY(loaded->warnings.isEmpty());
        for (const Origin origin : loaded->origins)
            QCOMPARE(origin, Origin::Default);
    }

    void exampleFileIsUnderstoodWithoutItsCommentSigns()
    {
        QFile file(QStringLiteral(AUTH_ENV_EXAMPLE));
        QVERIFY(file.open(QIODevice::ReadOnly));
        Variables variables;
        for (const QByteArray &line : file.readAll().split('\n')) {
            const qsizetype sign = line.indexOf('=');
            const QByteArray name = line.startsWith("# ") && sign > 2 ? line.sliced(2, sign - 2) : QByteArray();
            if (!name.isEmpty() && name == name.toUpper() && !name.contains(' '))
                variables.insert(name, line.sliced(sign + 1));
        }
        QCOMPARE(variables.size(), qsizetype{fieldCount<Settings>});
        const auto loaded = loadSettings<Settings>({.environment = variables});
        QVERIFY2(bool(loaded), loaded ? "" : qPrintable(loaded.error().message));
        QCOMPARE(printConfig(Loaded<Settings>{loaded->value, {}, {}}),
                 printConfig(Loaded<Settings>{Settings(), {}, {}}));
    }

    void defaultsAreGood()
    {
        QCOMPARE(faultsOf([](Settings &settings) { settings = {}; }), QStringList());
    }

    void everyRuleIsKept_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("faults");
        const QStringList none;
        const QStringList secret{u"JWT_SECRET_KEY"_s};
        for (const auto environment : {Environment::Staging, Environment::Production}) {
            const QByteArray in = environment == Environment::Staging ? " in staging" : " in production";
            const auto with = [environment](const QByteArray &value) {
                return [=](Settings &s) {
                    s.environment = environment;
                    s.jwtSecretKey = Secret(value);
                };
            };
            row("strong secret" + in, with(strongSecret().reveal().toByteArray()), none);
            row("no secret" + in, with({}), secret);
            row("31 bytes" + in, with("q7Vd0zLxN2wRkT9eYb4mHs6uJf1cPg8"), secret);
            row("one character" + in, with(QByteArray(64, 'a')), secret);
            row("seven characters" + in, with(QByteArray("abcdefg").repeated(8)), secret);
            row("from a manual" + in, with("your-secret-key-change-in-production"), secret);
            row("Change-Me" + in, with("Change-Me-q7Vd0zLxN2wRkT9eYb4mHs6uJf1cPg8A"), secret);
            row("with password" + in, with("q7Vd0zLxN2wRPasswordkT9eYb4mHs6uJf1cPg8A"), secret);
            row("count" + in, with("01234567890123456789012345678901"), secret);
        }
        for (const auto environment : {Environment::Development, Environment::Testing}) {
            const QByteArray in = environment == Environment::Development ? " in development" : " in testing";
            const auto with = [environment](const QByteArray &value) {
                return [=](Settings &s) {
                    s.environment = environment;
                    s.jwtSecretKey = Secret(value);
                };
            };
            row("no secret" + in, with({}), none);
            row("31 bytes" + in, with(QByteArray(31, 'a')), secret);
            row("32 bytes" + in, with(QByteArray(32, 'a')), none);
        }

        const auto host = [](const QString &value) { return [=](Settings &s) { s.host = value; }; };
        row("host 0.0.0.0", host(u"0.0.0.0"_s), none);
        row("host ::", host(u"::"_s), none);
        row("host localhost", host(u"localhost"_s), none);
        row("host by name", host(u"auth.example.com"_s), {u"HOST"_s});
        row("host with port", host(u"127.0.0.1:80"_s), {u"HOST"_s});
        row("no host", host(QString()), {u"HOST"_s});

        const auto instance = [](const QString &value) { return [=](Settings &s) { s.instanceId = value; }; };
        row("instance", instance(u"node-1.a_B"_s), none);
        row("instance with a space", instance(u"node 1"_s), {u"INSTANCE_ID"_s});
        row("instance with a line", instance(u"node\n1"_s), {u"INSTANCE_ID"_s});
        row("instance beyond ASCII", instance(u"nöde"_s), {u"INSTANCE_ID"_s});

        const auto proxies = [](const QStringList &value) { return [=](Settings &s) { s.trustedProxies = value; }; };
        row("networks", proxies({u"10.0.0.0/8"_s, u"::1"_s, u"192.0.2.1"_s, u"2001:db8::/32"_s}), none);
        row("no network", proxies({u"10.0.0.0/8"_s, u"proxy.example.com"_s}), {u"TRUSTED_PROXIES"_s});
        row("network too narrow", proxies({u"10.0.0.0/33"_s}), {u"TRUSTED_PROXIES"_s});

        const auto origins = [](const QStringList &value) { return [=](Settings &s) { s.corsOrigins = value; }; };
        row("origins", origins({u"https://app.example.com"_s, u"http://localhost:3000"_s}), none);
        for (const char *bad :
             {"*", "null", "https://App.example.com", "https://app.example.com/", "https://app.example.com/a",
              "https://app.example.com?a", "https://app.example.com#a", "https://me@app.example.com",
              "ftp://app.example.com", "app.example.com", "https://", ""})
            row(QByteArray("origin ") + bad, origins({u"https://good.example.com"_s, QString::fromLatin1(bad)}),
                {u"CORS_ORIGINS"_s});

        row(
            "hash memory at its limit",
            [](Settings &s) {
                s.hashSlots = 4;
                s.hashMemoryKib = 65536;
                s.hashMemoryLimitMib = 256;
            },
            none);
        row("hash memory over it",
            [](Settings &s) {
                s.hashSlots = 4;
                s.hashMemoryKib = 65537;
                s.hashMemoryLimitMib = 256;
            },
            {u"HASH_SLOTS"_s});
        row(
            "as many hash threads as slots",
            [](Settings &s) {
                s.hashSlots = 4;
                s.hashThreads = 4;
            },
            none);
        row("fewer hash threads than slots",
            [](Settings &s) {
                s.hashSlots = 4;
                s.hashThreads = 3;
            },
            {u"HASH_THREADS"_s});
        row(
            "target as long as the head",
            [](Settings &s) {
                s.maxHeadBytes = 4096;
                s.maxTargetBytes = 4096;
            },
            none);
        row("target longer than the head",
            [](Settings &s) {
                s.maxHeadBytes = 4096;
                s.maxTargetBytes = 4097;
            },
            {u"MAX_TARGET_BYTES"_s});
        row(
            "refresh as long as the session", [](Settings &s) { s.refreshTokenExpireDays = 90; }, none);
        row("refresh longer than the session", [](Settings &s) { s.refreshTokenExpireDays = 91; },
            {u"REFRESH_TOKEN_EXPIRE_DAYS"_s});
        row("several at once",
            [](Settings &s) {
                s.host.clear();
                s.jwtSecretKey = Secret("short"_ba);
                s.refreshTokenExpireDays = 91;
            },
            {u"JWT_SECRET_KEY"_s, u"HOST"_s, u"REFRESH_TOKEN_EXPIRE_DAYS"_s});
    }
    void everyRuleIsKept()
    {
        QFETCH(Change, change);
        QFETCH(QStringList, faults);
        QCOMPARE(faultsOf(change), faults);
    }

    void faultsNameTheSettingAndNeverTheValue()
    {
        Settings settings;
        settings.jwtSecretKey = Secret("topsecret"_ba);
        const auto checked = checkSettings(resolved(settings, 2), true);
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, ErrorCode::ValidationError);
        QVERIFY(checked.error().message.startsWith(u"JWT_SECRET_KEY "));
        QVERIFY(!checked.error().message.contains(u"topsecret"));
    }

    void zeroMeansAsManyAsFitTheMachine()
    {
        const Settings found = resolved({}, 6);
        QCOMPARE(found.ioThreads, 6);
        QCOMPARE(found.hashSlots, 6);
        QCOMPARE(found.hashThreads, 10);
        const Settings unknown = resolved({}, -1); // a machine that does not tell
        QCOMPARE(unknown.ioThreads, 1);
        QCOMPARE(unknown.hashThreads, 5);
        Settings given;
        given.ioThreads = 3;
        given.hashSlots = 2;
        given.hashThreads = 9;
        QCOMPARE(resolved(given, 6).ioThreads, 3);
        QCOMPARE(resolved(given, 6).hashSlots, 2);
        QCOMPARE(resolved(given, 6).hashThreads, 9);
    }

    void algorithmsAreSpelledAsInTokens()
    {
        QCOMPARE(wireName(JwtAlgorithm::HS256), u"HS256"_s);
        QCOMPARE(wireName(JwtAlgorithm::EdDSA), u"EdDSA"_s);
    }
};

QTEST_APPLESS_MAIN(SettingsFileTest)
#include "tst_settings_file.moc"
