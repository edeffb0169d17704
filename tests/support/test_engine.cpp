#include "support/test_engine.h"

#include "support/postgres_server.h"

#include <cstdlib>

namespace auth::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int skipped = 77; // as CMake's SKIP_RETURN_CODE

/// Ends the program where there is no PostgreSQL: as skipped, or as failed where tests must be complete.
PostgresServer &server()
{
    static const auto started = [] {
        QString whyNot;
        auto server = PostgresServer::start(whyNot);
        if (!server && qEnvironmentVariableIsSet("CI"))
            qFatal("%s", qPrintable(whyNot));
        if (!server)
            std::exit(skipped);
        return server;
    }();
    return *started;
}

} // namespace

QMap<QString, QString> freshDatabase()
{
    if (qEnvironmentVariable("AUTH_TEST_ENGINE") != u"postgresql"_s)
        return {{u"DATABASE_URL"_s, u"sqlite:///auth.db"_s}};
    static int count = 0;
    const QString name = u"daemon%1"_s.arg(++count);
    server().makeDatabase(name);
    return {{u"DATABASE_URL"_s, server().url(name)},
            {u"JWT_SECRET_KEY"_s, u"q7Vd0zLxN2wRkT9eYb4mHs6uJf1cPg8A"_s},
            {u"JWT_KEY_FILE"_s, u"ed25519.key"_s}};
}

} // namespace auth::test
