#pragma once

#include "api/system_messages.h"
#include "widgets/key_value_view.h"
#include "widgets/time_text.h"

#include <QtNetwork/QSslCertificate>

namespace auth::console {

// What the server says of itself, in words.

std::vector<KeyValueRow> programFacts(const SystemState &state);
std::vector<KeyValueRow> processFacts(const ProcessFacts &process, const TimeText &times);
std::vector<KeyValueRow> databaseFacts(const DatabaseState &database);
std::vector<KeyValueRow> writeFacts(const WriteState &writes);
std::vector<KeyValueRow> hashingFacts(const HashingState &hashing);
/// A null certificate: the connection is not encrypted, or it has not been seen yet.
std::vector<KeyValueRow> certificateFacts(const QSslCertificate &certificate, bool isEncrypted);

} // namespace auth::console
