#include "commands/commands.h"

#include <cstdio>

namespace auth {

void tell(const QString &line) { (void)std::fprintf(stderr, "%s\n", line.toUtf8().constData()); }

int failure(const Error &error)
{
    tell(error.message);
    if (!error.cause.isEmpty())
        tell(error.cause);
    return error.code == ErrorCode::ValidationError ? exitConfiguration : exitFailure;
}

} // namespace auth
