#include "commands/commands.h"

#include <cstdio>
#include <unistd.h>

namespace auth {

namespace {

/// Of a password or a token.
constexpr qsizetype longestLine = 8192;

} // namespace

Secret readLine()
{
    Secret buffer = Secret::ofSize(longestLine);
    qsizetype length = 0;
    while (length < longestLine && ::read(STDIN_FILENO, buffer.data() + length, 1) == 1
           && buffer.data()[length] != '\n')
        ++length;
    if (length > 0 && buffer.data()[length - 1] == '\r')
        --length;
    return Secret(buffer.reveal().first(length));
}

void tell(const QString &line) { (void)std::fprintf(stderr, "%s\n", line.toUtf8().constData()); }

int failure(const Error &error)
{
    tell(error.message);
    if (!error.cause.isEmpty())
        tell(error.cause);
    return error.code == ErrorCode::ValidationError ? exitConfiguration : exitFailure;
}

} // namespace auth
