#include "shell/preferences.h"

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualLockMinutes = 15;

template<class E> E kept(const QSettings &settings, const QString &key, E otherwise)
{
    bool known = false;
    const int value = QMetaEnum::fromType<E>().keyToValue(settings.value(key).toByteArray().constData(), &known);
    return known ? static_cast<E>(value) : otherwise;
}

template<class E> QString nameOfValue(E value)
{
    return QString::fromLatin1(QMetaEnum::fromType<E>().valueToKey(static_cast<int>(value)));
}

} // namespace

Preferences::Preferences(QSettings &settings, Theme &theme, TimeText &times, QObject *parent)
    : QObject(parent), m_settings(settings), m_theme(theme), m_times(times)
{
    m_theme.choose(kept(settings, u"appearance/theme"_s, Theme::Choice::System));
    m_times.setMode(kept(settings, u"appearance/times"_s, TimeText::Mode::Local));
    connect(&times, &TimeText::modeChanged, this, [this] { keep(u"appearance/times"_s, nameOfValue(m_times.mode())); });
}

void Preferences::keep(const QString &key, const QVariant &value)
{
    m_settings.setValue(key, value);
    Q_EMIT changed();
}

void Preferences::setTheme(Theme::Choice choice)
{
    m_theme.choose(choice);
    keep(u"appearance/theme"_s, nameOfValue(choice));
}

void Preferences::setTimeMode(TimeText::Mode mode) { m_times.setMode(mode); }

int Preferences::lockMinutes() const
{
    return std::clamp(m_settings.value(u"lock_minutes"_s, usualLockMinutes).toInt(), 0, 24 * 60);
}

void Preferences::setLockMinutes(int minutes) { keep(u"lock_minutes"_s, minutes); }

QString Preferences::language() const { return m_settings.value(u"appearance/language"_s).toString(); }

void Preferences::setLanguage(const QString &language) { keep(u"appearance/language"_s, language); }

} // namespace auth::console
