#include "translations/translations.h"

#include <QtCore/QFileInfo>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtCore/QXmlStreamReader>
#include <QtGui/QKeySequence>
#include <QtTest/QTest>

#include <algorithm>
#include <functional>
#include <map>

using namespace Qt::StringLiterals;
using auth::console::Translations;

namespace {

const QString sources = QStringLiteral(AUTH_CONSOLE_SOURCES);

struct Entry {
    QString name; // context and source
    QString source;
    QStringList forms; // one, or those of a plural
    bool plural = false;
    bool finished = true;
};

using Entries = std::map<QString, Entry>;

void readTranslation(QXmlStreamReader &xml, Entry &entry)
{
    entry.finished = !xml.attributes().hasAttribute(u"type"_s);
    if (!entry.plural) {
        entry.forms = {xml.readElementText()};
        return;
    }
    while (xml.readNextStartElement())
        entry.forms.push_back(xml.readElementText());
}

Entry readMessage(QXmlStreamReader &xml, const QString &context)
{
    Entry entry;
    entry.plural = xml.attributes().value(u"numerus"_s) == u"yes"_s;
    while (xml.readNextStartElement()) {
        if (xml.name() == u"source"_s)
            entry.source = xml.readElementText();
        else if (xml.name() == u"translation"_s)
            readTranslation(xml, entry);
        else
            xml.skipCurrentElement();
    }
    entry.name = context + u": "_s + entry.source;
    return entry;
}

Entries readEntries(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    Entries entries;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name"_s) {
            context = xml.readElementText();
        } else if (xml.name() == u"message"_s) {
            const Entry entry = readMessage(xml, context);
            entries.emplace(entry.name, entry);
        }
    }
    return xml.hasError() ? Entries{} : entries;
}

QString fileOf(const QString &language) { return sources + u"/translations/console_"_s + language + u".ts"_s; }

bool isComplete(const Entry &entry)
{
    return entry.finished && entry.forms.size() == (entry.plural ? 2 : 1)
           && std::ranges::none_of(entry.forms, &QString::isEmpty);
}

QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(u"%L?(?:\\d|n)"_s);
    QStringList found;
    for (auto match = pattern.globalMatch(text); match.hasNext();)
        found.push_back(match.next().captured());
    found.sort();
    return found;
}

/// One '&' before a letter, as a menu or a form shows it underlined.
bool hasMnemonic(const QString &text)
{
    static const QRegularExpression pattern(u"&\\w"_s, QRegularExpression::UseUnicodePropertiesOption);
    return text.contains(pattern);
}

QStringList namesOf(const Entries &entries, auto &&wanted)
{
    QStringList names;
    for (const auto &[name, entry] : entries) {
        if (std::invoke(wanted, entry))
            names.push_back(name);
    }
    return names;
}

bool everyForm(const Entry &entry, auto &&holds) { return std::ranges::all_of(entry.forms, holds); }

bool hasSamePlaceholders(const Entry &entry)
{
    return everyForm(entry, [&](const QString &form) { return placeholders(form) == placeholders(entry.source); });
}

bool hasSameMnemonic(const Entry &entry)
{
    return everyForm(entry, [&](const QString &form) { return hasMnemonic(form) == hasMnemonic(entry.source); });
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyEntryIsComplete_data() { addLanguages(); }
    void everyEntryIsComplete();
    void placeholdersAreThoseOfTheSource_data() { addLanguages(); }
    void placeholdersAreThoseOfTheSource();
    void mnemonicsAreWhereTheSourceHasThem_data() { addLanguages(); }
    void mnemonicsAreWhereTheSourceHasThem();
    void filesHoldWhatTheCodeSays_data() { addLanguages(); }
    void filesHoldWhatTheCodeSays();
    void englishHoldsEveryPluralAndNothingElse();
    void textsAreShownInTheLanguageOfTheLocale();
    void countsAreRightInEnglishWhateverTheLocale();

private:
    static void addLanguages();
    static void compare(const QStringList &names) { QCOMPARE(names.join(u'\n'), QString()); }
};

void TestTranslations::addLanguages()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("German") << u"de"_s;
    QTest::newRow("English") << u"en"_s;
}

void TestTranslations::everyEntryIsComplete()
{
    QFETCH(const QString, language);
    const Entries entries = readEntries(fileOf(language));
    QVERIFY(!entries.empty());
    compare(namesOf(entries, [](const Entry &entry) { return !isComplete(entry); }));
}

void TestTranslations::placeholdersAreThoseOfTheSource()
{
    QFETCH(const QString, language);
    compare(namesOf(readEntries(fileOf(language)), [](const Entry &entry) { return !hasSamePlaceholders(entry); }));
}

void TestTranslations::mnemonicsAreWhereTheSourceHasThem()
{
    QFETCH(const QString, language);
    compare(namesOf(readEntries(fileOf(language)), [](const Entry &entry) { return !hasSameMnemonic(entry); }));
}

void TestTranslations::filesHoldWhatTheCodeSays()
{
    QFETCH(const QString, language);
    const QString lupdate = QStringLiteral(AUTH_LUPDATE);
    if (!QFileInfo(lupdate).isExecutable())
        QSKIP("lupdate is not installed (Debian: qt6-l10n-tools)");
    QTemporaryDir folder;
    const QString fresh = folder.filePath(u"fresh.ts"_s);
    QVERIFY(QFile::copy(fileOf(language), fresh));
    QStringList arguments{u"-silent"_s, u"-locations"_s,       u"none"_s, u"-no-obsolete"_s, u"-source-language"_s,
                          u"en"_s,      u"-target-language"_s, language,  sources,           u"-ts"_s,
                          fresh};
    if (language == u"en"_s)
        arguments.prepend(u"-pluralonly"_s);
    QCOMPARE(QProcess::execute(lupdate, arguments), 0);

    const Entries known = readEntries(fileOf(language));
    const Entries wanted = readEntries(fresh);
    compare(namesOf(wanted, [&](const Entry &entry) { return !known.contains(entry.name); }));
    compare(namesOf(known, [&](const Entry &entry) { return !wanted.contains(entry.name); }));
}

void TestTranslations::englishHoldsEveryPluralAndNothingElse()
{
    const QStringList plurals = namesOf(readEntries(fileOf(u"de"_s)), &Entry::plural);
    QVERIFY(!plurals.isEmpty());
    QCOMPARE(namesOf(readEntries(fileOf(u"en"_s)), [](const Entry &) { return true; }), plurals);
}

void TestTranslations::textsAreShownInTheLanguageOfTheLocale()
{
    const auto file = [] { return QCoreApplication::translate("WindowActions", "&File"); };
    {
        const Translations german(QLocale(u"de_CH"_s));
        QCOMPARE(file(), u"&Datei"_s);
        QCOMPARE(QCoreApplication::translate("auth::console::BulkWords", "%Ln users are locked.", nullptr, 1200),
                 u"1’200 Benutzer sind gesperrt."_s);
        QCOMPARE(QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText), u"Strg+K"_s);
    }
    QCOMPARE(file(), u"&File"_s);
}

void TestTranslations::countsAreRightInEnglishWhateverTheLocale()
{
    for (const QString &language : {u"en_GB"_s, u"C"_s, u"fr_FR"_s}) {
        const Translations translations{QLocale(language)};
        const auto locked = [](int count) {
            return QCoreApplication::translate("auth::console::BulkWords", "%Ln users are locked.", nullptr, count);
        };
        QCOMPARE(locked(1), u"1 user is locked."_s);
        QCOMPARE(locked(2), u"2 users are locked."_s);
    }
}

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
