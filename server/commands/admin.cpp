#include "commands/commands.h"

#include "core/json_write.h"
#include "hashing_settings.h"
#include "log/log.h"
#include "services/audit_trail.h"
#include "services/registration.h"
#include "storage/database.h"

#include <QtCore/QCommandLineParser>

#include <cstdio>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

QByteArray rolesOf(const User &user)
{
    QByteArray after;
    json::ObjectWriter(after).member("roles", user.roles);
    return after;
}

Result<User> create(const Settings &settings, const RegisterRequest &request)
{
    if (!request.password.reveal().isValidUtf8()) // as REST would refuse it: nobody could sign in with it
        return Error{.code = ErrorCode::WeakPassword, .message = u"The password is not valid UTF-8."_s};
    const SystemClock clock;
    const auto database = Database::open(databaseOptions(settings), clock);
    if (!database)
        return database.error();
    const auto hasher = PasswordHasher::create(commandHashingOptions(settings));
    if (!hasher)
        return hasher.error();
    const PasswordPolicy policy(settings.passwordMinLength);
    const auto row = newUser(request, {u"user"_s, u"admin"_s}, policy, **hasher, clock.now());
    if (!row)
        return row.error();
    Log log(clock, u"admin"_s); // which nobody reads
    const AuditTrail audit(clock, log);
    return (*database)->write([&](Connection &connection) -> Result<User> {
        auto user = UserRepository::insert(connection, *row);
        if (!user)
            return user;
        const auto recorded = audit.record(connection, {},
                                           {.action = AuditAction::UserCreated,
                                            .target = AuditTarget::User,
                                            .targetId = user->id.text(),
                                            .person = user->id,
                                            .after = rolesOf(*user),
                                            .reason = u"auth-serve admin create"_s});
        return recorded ? user : recorded.error();
    });
}

} // namespace

int admin(const Settings &settings, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addPositionalArgument(u"create"_s, {});
    parser.addOptions({{u"email"_s, {}, u"address"_s}, {u"username"_s, {}, u"name"_s}, {u"password-stdin"_s, {}}});
    const bool understood = parser.parse(QStringList{u"auth-serve"_s} + arguments)
                            && parser.positionalArguments() == QStringList{u"create"_s} && parser.isSet(u"email"_s)
                            && parser.isSet(u"username"_s) && parser.isSet(u"password-stdin"_s);
    if (!understood) {
        tell(u"usage: auth-serve admin create --email ADDRESS --username NAME --password-stdin\n"
             "The password is the first line of standard input."_s);
        return exitUsage;
    }
    const auto user = create(
        settings, {.email = parser.value(u"email"_s), .username = parser.value(u"username"_s), .password = readLine()});
    if (!user) {
        tell(user.error().message);
        return exitFailure;
    }
    std::printf("Administrator %s has the id %s.\n", qUtf8Printable(user->username), qUtf8Printable(user->id.text()));
    return exitOk;
}

} // namespace auth
