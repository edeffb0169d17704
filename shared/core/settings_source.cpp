#include "core/settings_source.h"

#include "core/dotenv.h"

#include <QtCore/QFile>

#include <algorithm>

#include <unistd.h>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestFile = 1024 * 1024;

/// All limits a setting has, as in "8 to 256 characters".
QString limitsOf(const FieldFacts &facts, bool countsCharacters)
{
    const QString unit = countsCharacters ? u" characters"_s : QString();
    if (facts.min && facts.max)
        return u"%1 to %2%3."_s.arg(*facts.min).arg(*facts.max).arg(unit);
    if (facts.min)
        return u"At least %1%2."_s.arg(*facts.min).arg(unit);
    return facts.max ? u"At most %1%2."_s.arg(*facts.max).arg(unit) : QString();
}

QString wordOf(Origin origin)
{
    switch (origin) {
    case Origin::Default:
        return u"default"_s;
    case Origin::File:
        return u".env file"_s;
    case Origin::Environment:
        return u"environment"_s;
    case Origin::CommandLine:
        return u"command line"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

Variables processEnvironment()
{
    Variables variables;
    for (char **each = environ; *each; ++each) {
        const QByteArrayView entry(*each);
        if (const qsizetype equals = entry.indexOf('='); equals > 0)
            variables[entry.first(equals).toByteArray()] = entry.sliced(equals + 1).toByteArray();
    }
    return variables;
}

QByteArray settingName(const char *fieldName) { return QByteArray(fieldName).toUpper(); }

SettingsReader::SettingsReader(const SettingSources &sources) : m_sources(sources)
{
    if (!sources.file.isEmpty())
        readFile(sources);
}

void SettingsReader::readFile(const SettingSources &sources)
{
    QFile file(sources.file);
    const auto fail = [this](const QString &why) { m_errors.append({QString(), u"file"_s, why}); };
    if (!file.exists() && !sources.fileRequired)
        return;
    if (!file.open(QIODevice::ReadOnly))
        return fail(u"%1 cannot be read: %2"_s.arg(sources.file, file.errorString()));
    QByteArray text = file.read(longestFile + 1);
    if (text.size() > longestFile)
        return fail(u"%1 is larger than %2 bytes"_s.arg(sources.file).arg(longestFile));
    const auto entries = parseDotenv(text, sources.file);
    wipe(text);
    if (!entries)
        return fail(entries.error().message);
    for (const DotenvEntry &entry : *entries) {
        m_file[entry.name] = entry.value;
        m_lines[entry.name] = entry.line;
    }
}

SettingsReader::Given SettingsReader::find(const QByteArray &name, bool emptyIsUnset)
{
    m_known += QString::fromLatin1(name);
    const std::pair<const Variables &, Origin> sources[] = {{m_sources.commandLine, Origin::CommandLine},
                                                            {m_sources.environment, Origin::Environment},
                                                            {m_file, Origin::File}};
    for (const auto &[variables, origin] : sources) {
        const auto found = variables.constFind(name);
        if (found == variables.constEnd() || (emptyIsUnset && found->isEmpty()))
            continue;
        if (found->isValidUtf8())
            return {*found, origin};
        refuse(name, invalid(u"valid UTF-8"_s));
        break;
    }
    return {};
}

void SettingsReader::refuse(const QByteArray &name, const Violation &violation)
{
    const QString setting = QString::fromLatin1(name);
    m_errors.append({setting, violation.code, violation.sentence(setting)});
}

QStringList SettingsReader::unknownInFile() const
{
    QList<std::pair<int, QString>> unknown;
    for (auto each = m_lines.cbegin(); each != m_lines.cend(); ++each) {
        if (const QString name = QString::fromLatin1(each.key()); !m_known.contains(name))
            unknown.append({each.value(), name});
    }
    std::sort(unknown.begin(), unknown.end());
    QStringList warnings;
    for (const auto &[line, name] : unknown)
        warnings += u"%1, line %2: %3 is not a setting"_s.arg(m_sources.file).arg(line).arg(name);
    return warnings;
}

void SettingsReader::refuseUnknownOptions()
{
    QList<QByteArray> names = m_sources.commandLine.keys();
    std::sort(names.begin(), names.end());
    for (const QByteArray &name : names) {
        if (!m_known.contains(QString::fromUtf8(name)))
            refuse(name, {u"unknown"_s, u"is not a setting"_s});
    }
}

Error SettingsReader::error() const
{
    QStringList lines;
    for (const FieldError &each : m_errors)
        lines += each.detail;
    return {.code = ErrorCode::ValidationError, .message = lines.join(u'\n'), .fields = m_errors};
}

QString wireName(Origin origin)
{
    switch (origin) {
    case Origin::Default:
        return u"default"_s;
    case Origin::File:
        return u"file"_s;
    case Origin::Environment:
        return u"environment"_s;
    case Origin::CommandLine:
        return u"command_line"_s;
    }
    Q_UNREACHABLE();
}

QString configLine(const ShownSetting &setting)
{
    const QString shown =
        setting.value.isEmpty() ? u"(unset)"_s : QString::fromUtf8(dotenvQuoted(setting.value.toUtf8()));
    return u"%1=%2 (%3)\n"_s.arg(QString::fromLatin1(setting.name), shown, wordOf(setting.origin));
}

QString exampleEntry(const FieldFacts &facts, const QString &choices, const QString &defaultValue,
                     bool countsCharacters)
{
    QStringList about{QString::fromUtf8(facts.about)};
    about += limitsOf(facts, countsCharacters);
    about += choices.isEmpty() ? QString() : u"One of %1."_s.arg(choices);
    about += defaultValue.isEmpty() ? u"Unset by default."_s : QString();
    about.removeAll(QString());
    return u"# %1\n# %2=%3\n\n"_s.arg(about.join(u' '), QString::fromLatin1(settingName(facts.name)),
                                      QString::fromUtf8(dotenvQuoted(defaultValue.toUtf8())));
}

} // namespace auth
