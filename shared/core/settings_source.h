#pragma once

#include "core/field_text.h"
#include "core/result.h"

#include <QtCore/QHash>
#include <QtCore/QStringList>

namespace auth {

/// Where a setting's value came from, weakest first.
enum class Origin { Default, File, Environment, CommandLine };

/// "default", "file", "environment", "command_line".
QString wireName(Origin origin);

using Variables = QHash<QByteArray, QByteArray>;

/// Where settings are looked for. A member's name in upper case is its name here.
struct SettingSources {
    QString file = {};         ///< A .env file (see dotenv.h); empty for none.
    bool fileRequired = false; ///< A missing file is an error.
    Variables environment = {};
    Variables commandLine = {};
};

/// The environment this process was started with.
Variables processEnvironment();

template<class T> struct Loaded {
    T value;
    QHash<QByteArray, Origin> origins; ///< By name in upper case.
    QStringList warnings;              ///< Names in the file that are no settings.
};

/// "jwt_secret_key" -> "JWT_SECRET_KEY".
QByteArray settingName(const char *fieldName);

/// Finds values in the sources and gathers what is wrong with them.
class SettingsReader {
public:
    explicit SettingsReader(const SettingSources &sources);

    struct Given {
        QByteArray text;
        Origin origin = Origin::Default;
    };
    /// The value from the strongest source that has the name. Notes the name as one that exists.
    Given find(const QByteArray &name, bool emptyIsUnset);
    void refuse(const QByteArray &name, const Violation &violation);

    /// After all names were looked for: those nobody asked for.
    QStringList unknownInFile() const;
    void refuseUnknownOptions();
    bool hasFailed() const { return !m_errors.isEmpty(); }
    /// ValidationError whose message has a line for each setting that is wrong. Names and rules, never values.
    Error error() const;

private:
    void readFile(const SettingSources &sources);

    const SettingSources &m_sources;
    Variables m_file;
    QHash<QByteArray, int> m_lines;
    QStringList m_known;
    QList<FieldError> m_errors;
};

namespace detail {

template<class T>
inline constexpr bool emptyMeansUnset =
    isOptional<
        T> || std::is_same_v<T, QString> || std::is_same_v<T, QByteArray> || std::is_same_v<T, Secret> || std::is_same_v<T, QStringList>;

template<class T> Verdict settingFromText(QByteArrayView text, const FieldFacts &facts, T &out)
{
    if constexpr (std::is_enum_v<T>)
        return fromText(text, facts, out, Qt::CaseInsensitive);
    else
        return fromText(text, facts, out);
}

template<class T> Verdict settingFromText(QByteArrayView text, const FieldFacts &facts, std::optional<T> &out)
{
    return settingFromText(text, facts, out.emplace());
}

/// A value as a setting shows it: an absent one is empty, a secret is masked.
template<class T> QString shownSetting(const T &value, const FieldFacts &facts)
{
    if constexpr (std::is_same_v<T, Secret>)
        return value.isEmpty() ? QString() : facts.shown ? facts.shown(value.reveal()) : QStringLiteral("•••");
    else
        return facts.secret && !toText(value).isEmpty() ? QStringLiteral("•••") : toText(value);
}

template<class T> QString shownSetting(const std::optional<T> &value, const FieldFacts &facts)
{
    return value ? shownSetting(*value, facts) : QString();
}

/// "One of a, b or c." for enumerations.
template<class T> QString choices()
{
    if constexpr (isOptional<T>)
        return choices<typename T::value_type>();
    else if constexpr (std::is_enum_v<T>)
        return alternatives(enumNames<T>());
    else
        return {};
}

} // namespace detail

/// A described struct from its defaults < the file < the environment < the command line; see fromText() for the
/// spelling of values. Enumerations in any case. An empty value counts as not set for text, lists, secrets and
/// optionals, and is an error for everything else. The error lists all settings that are wrong.
template<Described T> Result<Loaded<T>> loadSettings(const SettingSources &sources)
{
    Loaded<T> loaded{};
    SettingsReader reader(sources);
    forEachField<T>([&]<class Owner, class V>(const Field<Owner, V> &field) {
        const QByteArray name = settingName(field.facts.name);
        const auto given = reader.find(name, detail::emptyMeansUnset<V>);
        loaded.origins[name] = given.origin;
        if (given.origin == Origin::Default)
            return;
        if (auto violation = detail::settingFromText(given.text, field.facts, loaded.value.*field.member))
            reader.refuse(name, *violation);
    });
    reader.refuseUnknownOptions();
    if (reader.hasFailed())
        return reader.error();
    loaded.warnings = reader.unknownInFile();
    return loaded;
}

/// A setting as it may be shown: secrets are masked.
struct ShownSetting {
    QByteArray name;
    QString value; ///< Empty: not set.
    Origin origin = Origin::Default;
    QString about;
    bool isPlain = false; ///< A number, a switch or one of a few words: nothing that somebody made up.

    bool operator==(const ShownSetting &) const = default;
};

/// Every setting in the order of its description.
template<Described T> QList<ShownSetting> shownSettings(const Loaded<T> &loaded)
{
    QList<ShownSetting> all;
    forEachField<T>([&]<class Owner, class V>(const Field<Owner, V> &field) {
        const QByteArray name = settingName(field.facts.name);
        all.append({.name = name,
                    .value = detail::shownSetting(loaded.value.*field.member, field.facts),
                    .origin = loaded.origins.value(name),
                    .about = QString::fromUtf8(field.facts.about),
                    .isPlain = std::is_arithmetic_v<V> || std::is_enum_v<V>});
    });
    return all;
}

/// "NAME=value (origin)" and a line end; a value that is not set is (unset).
QString configLine(const ShownSetting &setting);

/// Every setting in a line of its own, with where it came from.
template<Described T> QString printConfig(const Loaded<T> &loaded)
{
    QString text;
    for (const ShownSetting &setting : shownSettings(loaded))
        text += configLine(setting);
    return text;
}

/// What the example says of one setting: what it is, its limits, and its default behind a comment sign.
QString exampleEntry(const FieldFacts &facts, const QString &choices, const QString &defaultValue,
                     bool countsCharacters);

/// A .env file of T with everything at its default and commented out.
template<Described T> QString envExample()
{
    const T defaults{};
    QString text;
    forEachField<T>([&]<class Owner, class V>(const Field<Owner, V> &field) {
        constexpr bool isText =
            std::is_same_v<
                V,
                QString> || std::is_same_v<V, Secret> || std::is_same_v<V, std::optional<QString>> || std::is_same_v<V, std::optional<Secret>>;
        const FieldFacts open{.name = field.facts.name, .shown = field.facts.shown}; // what is built in is no secret
        text +=
            exampleEntry(field.facts, detail::choices<V>(), detail::shownSetting(defaults.*field.member, open), isText);
    });
    return text;
}

} // namespace auth
