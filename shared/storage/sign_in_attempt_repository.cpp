#include "storage/sign_in_attempt_repository.h"

#include "core/enum_name.h"

namespace auth {
namespace {

SignInAttempt attemptOf(const Row &row)
{
    return {.at = row.time(0),
            .outcome = enumFromName<AttemptOutcome>(row.text(1).toLatin1()).value_or(AttemptOutcome::WrongPassword),
            .network = row.text(2),
            .device = row.text(3),
            .requestId = row.text(4)};
}

} // namespace

Outcome SignInAttemptRepository::add(Connection &connection, UserId user, const SignInAttempt &attempt, int keep)
{
    const auto added =
        connection.execute("INSERT INTO sign_in_attempts (user_id, at, request_id, outcome, network, device)"
                           " SELECT id, ?, ?, ?, ?, ? FROM users WHERE public_id = ? ON CONFLICT DO NOTHING",
                           {attempt.at, attempt.requestId, QString::fromLatin1(enumName(attempt.outcome)),
                            attempt.network, attempt.device, user});
    if (!added)
        return added.error();
    const auto dropped = connection.execute(
        "DELETE FROM sign_in_attempts WHERE user_id = (SELECT id FROM users WHERE public_id = ?)"
        " AND (at, request_id) <= (SELECT a.at, a.request_id FROM sign_in_attempts a JOIN users u ON u.id = a.user_id"
        " WHERE u.public_id = ? ORDER BY a.at DESC, a.request_id DESC LIMIT 1 OFFSET ?)",
        {user, user, keep});
    return dropped ? Outcome(Done{}) : dropped.error();
}

Result<QList<SignInAttempt>> SignInAttemptRepository::latest(Connection &connection, UserId user)
{
    return connection.all("SELECT a.at, a.outcome, a.network, a.device, a.request_id FROM sign_in_attempts a"
                          " JOIN users u ON u.id = a.user_id WHERE u.public_id = ?"
                          " ORDER BY a.at DESC, a.request_id DESC",
                          {user}, attemptOf);
}

} // namespace auth
