#include "echo_service.h"

#include <QtCore/QCoreApplication>

#include <cstdio>

// For load tools and raw probes from outside: bench_http PORT [THREADS]. See echo_service.h for the paths.

using namespace auth;

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const SystemClock clock;
    HttpLimits limits;
    limits.maxConnectionsPerAddress = limits.maxConnections;
    HttpServer server(limits, arguments.value(2, QStringLiteral("1")).toInt(), test::echoService(), clock);
    const auto port = server.listen(QStringLiteral("127.0.0.1"), arguments.value(1).toUShort());
    if (!port) {
        std::fprintf(stderr, "%s\n", qPrintable(port.error().message));
        return 1;
    }
    std::printf("listening on %d\n", *port);
    std::fflush(stdout);
    return QCoreApplication::exec();
}
