#include "hashing_settings.h"

namespace auth {

PasswordHasher::Options hashingOptions(const Settings &settings)
{
    return {.memoryKiB = static_cast<quint32>(settings.hashMemoryKib),
            .passes = static_cast<quint32>(settings.hashIterations),
            .slots = settings.hashSlots,
            .memoryLimitMiB = static_cast<quint32>(settings.hashMemoryLimitMib),
            .foreignMemoryMiB = static_cast<quint32>(settings.importedHashMemoryMib),
            .foreignMs = static_cast<quint32>(settings.importedHashMs)};
}

PasswordHasher::Options commandHashingOptions(const Settings &settings)
{
    PasswordHasher::Options options = hashingOptions(settings);
    options.keepMemory = false;
    return options;
}

} // namespace auth
