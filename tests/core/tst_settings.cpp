#include "core/dotenv.h"
#include "core/settings_source.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace auth;

namespace sample {
Q_NAMESPACE

enum class Environment { Development, Production };
Q_ENUM_NS(Environment)

struct Settings {
    QString host = u"127.0.0.1"_s;
    int port = 8000;
    qint64 size = 5;
    double share = 0.5;
    bool enabled = true;
    Environment environment = Environment::Development;
    QStringList origins = {u"http://localhost"_s};
    Secret key;
    std::optional<int> workers;
    std::optional<Environment> other;
    QString url = u"sqlite:///data.db"_s;

    bool operator==(const Settings &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{
            field(&Settings::host, {.name = "host", .about = "Address to listen on.", .max = 20}),
            field(&Settings::port, {.name = "port", .about = "Port; 0 picks a free one.", .min = 0, .max = 65535}),
            field(&Settings::size, {.name = "size", .min = 1}),
            field(&Settings::share, {.name = "share", .min = 0, .max = 1}),
            field(&Settings::enabled, {.name = "enabled"}),
            field(&Settings::environment, {.name = "environment", .about = "What it is for."}),
            field(&Settings::origins, {.name = "origins", .max = 3}),
            field(&Settings::key, {.name = "key", .about = "Signs tokens.", .min = 4, .secret = true}),
            field(&Settings::workers, {.name = "workers", .min = 1}),
            field(&Settings::other, {.name = "other"}),
            field(&Settings::url, {.name = "url", .secret = true})};
    }
};

} // namespace sample

using sample::Environment;
using sample::Settings;

class TestSettings : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString file(const QByteArray &text)
    {
        QFile file(m_folder.filePath(u".env"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write");
        return file.fileName();
    }

    static Result<Loaded<Settings>> fromEnvironment(const Variables &environment)
    {
        return loadSettings<Settings>({.environment = environment});
    }

private Q_SLOTS:
    void nothingSetMeansDefaults()
    {
        const auto loaded = fromEnvironment({});
        QVERIFY(loaded);
        QVERIFY(loaded->value == Settings{});
        QCOMPARE(loaded->origins.value("PORT"), Origin::Default);
        QVERIFY(loaded->warnings.isEmpty());
    }

    void theStrongestSourceWins()
    {
        const auto loaded = loadSettings<Settings>({.file = file("HOST=file\nPORT=1\nSIZE=1\n"),
                                                    .environment = {{"PORT", "2"}, {"SIZE", "2"}},
                                                    .commandLine = {{"SIZE", "3"}}});
        QVERIFY(loaded);
        QCOMPARE(loaded->value.host, u"file"_s);
        QCOMPARE(loaded->value.port, 2);
        QCOMPARE(loaded->value.size, 3);
        QCOMPARE(loaded->origins.value("HOST"), Origin::File);
        QCOMPARE(loaded->origins.value("PORT"), Origin::Environment);
        QCOMPARE(loaded->origins.value("SIZE"), Origin::CommandLine);
        QCOMPARE(loaded->origins.value("SHARE"), Origin::Default);
    }

    void readsEveryKindOfValue()
    {
        const auto loaded = fromEnvironment({{"HOST", "ü"},
                                             {"PORT", "65535"},
                                             {"SIZE", "9223372036854775807"},
                                             {"SHARE", "0.25"},
                                             {"ENABLED", "Off"},
                                             {"ENVIRONMENT", "PRODUCTION"},
                                             {"ORIGINS", "a, b"},
                                             {"KEY", "hunter2"},
                                             {"WORKERS", "4"},
                                             {"OTHER", "Production"}});
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().message));
        const Settings &value = loaded->value;
        QCOMPARE(value.host, u"ü"_s);
        QCOMPARE(value.port, 65535);
        QCOMPARE(value.size, std::numeric_limits<qint64>::max());
        QCOMPARE(value.share, 0.25);
        QVERIFY(!value.enabled);
        QVERIFY(value.environment == Environment::Production);
        QCOMPARE(value.origins, (QStringList{u"a"_s, u"b"_s}));
        QVERIFY(value.key == Secret("hunter2"));
        QCOMPARE(value.workers, 4);
        QVERIFY(value.other == Environment::Production);
    }

    void booleansHaveFourSpellings_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("value");
        for (const char *text : {"true", "1", "yes", "on", "TRUE", "Yes"})
            QTest::newRow(text) << QByteArray(text) << 1;
        for (const char *text : {"false", "0", "no", "off", "OFF"})
            QTest::newRow(text) << QByteArray(text) << 0;
        for (const char *text : {"", "t", "2", " true", "enabled"})
            QTest::addRow("'%s'", text) << QByteArray(text) << -1;
    }
    void booleansHaveFourSpellings()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, value);
        const auto loaded = fromEnvironment({{"ENABLED", text}});
        QCOMPARE(loaded ? int(loaded->value.enabled) : -1, value);
    }

    void refusesValuesAgainstTheRules_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const char *value, const QString &code) {
            QTest::addRow("%s='%s'", name, value) << QByteArray(name) << QByteArray(value) << code;
        };
        for (const char *number :
             {"15 m", "", " 5", "5 ", "0x10", "1e3", "Infinity", "+5", "5.0", "five", "-", "5\n", "٥"})
            row("SIZE", number, u"wrong_type"_s);
        row("SIZE", "0", u"too_small"_s);
        row("SIZE", "-99999999999999999999", u"too_small"_s);
        row("SIZE", "9223372036854775808", u"too_large"_s);
        row("PORT", "65536", u"too_large"_s);
        row("PORT", "4294967297", u"too_large"_s);
        row("PORT", "-1", u"too_small"_s);
        row("SHARE", "1.01", u"too_large"_s);
        row("SHARE", "-0.1", u"too_small"_s);
        row("SHARE", "nan", u"wrong_type"_s);
        row("SHARE", "inf", u"wrong_type"_s);
        row("SHARE", "0.5x", u"wrong_type"_s);
        row("SHARE", "", u"wrong_type"_s);
        row("ENVIRONMENT", "staging", u"invalid"_s);
        row("ENVIRONMENT", "", u"invalid"_s);
        row("HOST", "123456789012345678901", u"too_long"_s);
        row("HOST", "\xFF", u"invalid"_s);
        row("KEY", "abc", u"too_short"_s);
        row("ORIGINS", "a,b,c,d", u"too_long"_s);
        row("ORIGINS", "[\"a\"", u"wrong_type"_s);
        row("ORIGINS", "[1]", u"wrong_type"_s);
        row("WORKERS", "0", u"too_small"_s);
        row("OTHER", "staging", u"invalid"_s);
    }
    void refusesValuesAgainstTheRules()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        QFETCH(QString, code);
        const auto loaded = fromEnvironment({{name, value}});
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().fields.size(), 1);
        QCOMPARE(loaded.error().fields.first().field, QString::fromLatin1(name));
        QCOMPARE(loaded.error().fields.first().code, code);
    }

    void emptyCountsAsNotSetForText()
    {
        const auto loaded =
            loadSettings<Settings>({.file = file("HOST=file\nWORKERS=\n"),
                                    .environment = {{"HOST", ""}, {"KEY", ""}, {"ORIGINS", ""}, {"OTHER", ""}}});
        QVERIFY(loaded);
        QCOMPARE(loaded->value.host, u"file"_s);
        QCOMPARE(loaded->value.origins, Settings{}.origins);
        QVERIFY(!loaded->value.workers);
        QVERIFY(!loaded->value.other);
        QCOMPARE(loaded->origins.value("KEY"), Origin::Default);
    }

    void listsAreJsonOrCommaSeparated_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("items");
        QTest::newRow("one") << QByteArray("a") << QStringList{u"a"_s};
        QTest::newRow("commas") << QByteArray("a,b , c") << QStringList{u"a"_s, u"b"_s, u"c"_s};
        QTest::newRow("JSON") << QByteArray(R"( ["a","b,c"] )") << QStringList{u"a"_s, u"b,c"_s};
        QTest::newRow("empty JSON") << QByteArray("[]") << QStringList();
    }
    void listsAreJsonOrCommaSeparated()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, items);
        const auto loaded = fromEnvironment({{"ORIGINS", text}});
        QVERIFY(loaded);
        QCOMPARE(loaded->value.origins, items);
    }

    void allFaultsAreListedAndNoValue()
    {
        const auto loaded = loadSettings<Settings>({.file = file("PORT=CANARY\n"),
                                                    .environment = {{"SIZE", "CANARY"}, {"KEY", "CAN"}},
                                                    .commandLine = {{"NOBODY", "CANARY"}}});
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().message, u"PORT must be an integer.\nSIZE must be an integer.\n"
                                         "KEY must have at least 4 characters.\nNOBODY is not a setting."_s);
        QVERIFY(!loaded.error().message.contains(u"CAN"));
    }

    void unknownNamesInTheFileAreWarnings()
    {
        const auto loaded = loadSettings<Settings>({.file = file("# x\nPORT=1\nPROT=2\n\nport=3\n")});
        QVERIFY(loaded);
        QCOMPARE(loaded->value.port, 1);
        const QString name = m_folder.filePath(u".env"_s);
        QCOMPARE(loaded->warnings, (QStringList{name + u", line 3: PROT is not a setting"_s,
                                                name + u", line 5: port is not a setting"_s}));
    }

    void aMissingFileIsAnErrorOnlyWhenAskedFor()
    {
        const QString name = m_folder.filePath(u"none"_s);
        QVERIFY(loadSettings<Settings>({.file = name}));
        QVERIFY(!loadSettings<Settings>({.file = name, .fileRequired = true}));
        QVERIFY(!loadSettings<Settings>({.file = m_folder.path()})); // a folder exists, and cannot be read
    }

    void aFileOverOneMebibyteIsRefused()
    {
        QVERIFY(loadSettings<Settings>({.file = file(QByteArray(1024 * 1024, '#'))}));
        QVERIFY(!loadSettings<Settings>({.file = file(QByteArray(1024 * 1024 + 1, '#'))}));
    }

    void dotenvValues_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char *line, const char *value) {
            QTest::newRow(line) << QByteArray(line) << QByteArray(value);
        };
        row("A=b", "b");
        row("A=", "");
        row("  A = b  ", "b");
        row("export A=b", "b");
        row("A=b c", "b c");
        row("A=b # c", "b");
        row("A=b\t# c", "b");
        row("A=b#c", "b#c");
        row("A=# c", "");
        row("A=b=c", "b=c");
        row("A=\"b # c\"", "b # c");
        row("A=\"b\" # c", "b");
        row("A='b \\n \"c\"'", "b \\n \"c\"");
        row("A=\"b\\n\\t\\r\\\"\\\\\\$\"", "b\n\t\r\"\\$");
        row("A=\"\"", "");
        row("A=$HOME", "$HOME");
        row("A=it's", "it's");
        row("A=b\r", "b");
    }
    void dotenvValues()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, value);
        const auto entries = parseDotenv("# first\n\n" + line + "\n", u"f"_s);
        QVERIFY2(entries, qPrintable(entries ? QString() : entries.error().message));
        QCOMPARE(entries->size(), 1);
        QCOMPARE(entries->first().name, QByteArray("A"));
        QCOMPARE(entries->first().value, value);
        QCOMPARE(entries->first().line, 3);
    }

    void malformedLinesAreNamedByNumber_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line :
             {"CANARY", "=CANARY", "A CANARY=b", "1A=CANARY", "A-B=CANARY", "A=\"CANARY", "A='CANARY", "A=\"CANARY\" x",
              "A='CANARY'x", "A=\"CANARY\\x\"", "A=\"CANARY\\", "export", "ä=CANARY"})
            QTest::newRow(line) << QByteArray(line);
    }
    void malformedLinesAreNamedByNumber()
    {
        QFETCH(QByteArray, line);
        const auto entries = parseDotenv("B=c\n" + line, u".env"_s);
        QVERIFY(!entries);
        QCOMPARE(entries.error().message, u".env, line 2: not NAME=VALUE"_s);
        QVERIFY(!loadSettings<Settings>({.file = file("PORT=1\n" + line)}));
    }

    void aNameTwiceIsAnError()
    {
        const auto entries = parseDotenv("A=1\n\nA=1", u".env"_s);
        QVERIFY(!entries);
        QCOMPARE(entries.error().message, u".env, line 3: A was set in line 1"_s);
    }

    void quotingComesBack()
    {
        for (const QByteArray value :
             {"", "a", "a b", " a ", "a#b", "a # b", "'a'", "\"a\"", "a\\b", "a\nb\tc\rd", "$a", "ü"}) {
            const auto entries = parseDotenv("A=" + dotenvQuoted(value), u"f"_s);
            QVERIFY(entries);
            QCOMPARE(entries->first().value, value);
        }
    }

    void printsEveryValueButSecrets()
    {
        const auto loaded = fromEnvironment({{"HOST", "a b\nc"}, {"KEY", "CANARY"}});
        QVERIFY(loaded);
        const QString text = printConfig(*loaded);
        QCOMPARE(text,
                 u"HOST=\"a b\\nc\" (environment)\nPORT=8000 (default)\nSIZE=5 (default)\nSHARE=0.5 (default)\n"
                 "ENABLED=true (default)\nENVIRONMENT=development (default)\nORIGINS=http://localhost (default)\n"
                 "KEY=••• (environment)\nWORKERS=(unset) (default)\nOTHER=(unset) (default)\nURL=••• (default)\n"_s);
        QVERIFY(!text.contains(u"CANARY") && !text.contains(u"sqlite"));
        QVERIFY(printConfig(*fromEnvironment({})).contains(u"KEY=(unset) (default)\n"_s));
    }

    void theExampleIsAFileOfDefaults()
    {
        const QString example = envExample<Settings>();
        QVERIFY(example.contains(u"# Port; 0 picks a free one. 0 to 65535.\n# PORT=8000\n"_s));
        QVERIFY(example.contains(u"# Signs tokens. At least 4 characters. Unset by default.\n# KEY=\n"_s));
        QVERIFY(
            example.contains(u"# What it is for. One of development or production.\n# ENVIRONMENT=development\n"_s));
        QVERIFY(example.contains(u"# URL=sqlite:///data.db\n"_s)); // what is built in is no secret
        QVERIFY(loadSettings<Settings>({.file = file(example.toUtf8())})->value == Settings{});

        QByteArray active;
        for (const QByteArray &line : example.toUtf8().split('\n')) {
            if (line.startsWith("# ") && line.contains('='))
                active += line.mid(2) + '\n';
        }
        const auto loaded = loadSettings<Settings>({.file = file(active)});
        QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().message));
        QVERIFY(loaded->value == Settings{});
        QCOMPARE(loaded->origins.value("PORT"), Origin::File);
    }

    void theProcessHasAnEnvironment()
    {
        qputenv("AUTH_TEST_VARIABLE", "a=b");
        QCOMPARE(processEnvironment().value("AUTH_TEST_VARIABLE"), QByteArray("a=b"));
    }
};

QTEST_APPLESS_MAIN(TestSettings)
#include "tst_settings.moc"
