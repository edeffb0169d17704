#include "model/log_level.h"

#include <QtCore/QMetaEnum>

#include <array>

namespace auth {

namespace {

QString lowerCaseKey(LogLevel level)
{
    return QString::fromLatin1(QMetaEnum::fromType<LogLevel>().valueToKey(static_cast<int>(level))).toLower();
}

} // namespace

QString wireName(LogLevel level)
{
    static const std::array names{lowerCaseKey(LogLevel::Debug), lowerCaseKey(LogLevel::Info),
                                  lowerCaseKey(LogLevel::Warning), lowerCaseKey(LogLevel::Error)};
    return names.at(static_cast<size_t>(level));
}

std::optional<LogLevel> parseLogLevel(QStringView text)
{
    for (const LogLevel level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error}) {
        if (text.compare(wireName(level), Qt::CaseInsensitive) == 0)
            return level;
    }
    if (text.compare(u"critical", Qt::CaseInsensitive) == 0)
        return LogLevel::Error;
    return std::nullopt;
}

} // namespace auth
