#pragma once

#include "model/audit_row.h"

#include <QtCore/QByteArrayView>

/// What binds the audit trail together: BLAKE2b-256 over fields that each begin with their length, under a name of
/// their own for each use, so that no two different rows can look the same to the hash. Thread-safe.
namespace auth {

inline constexpr qsizetype auditSaltSize = 32; ///< Bytes.

/// Keyed with the person's salt, so that it tells nothing once that is gone; without a salt for data that are nobody's.
/// Empty for no data.
QByteArray personalDigest(QByteArrayView salt, const std::optional<QString> &data);
/// Of everything the row tells but the clear data of persons, which their digests stand for.
QByteArray contentHash(const AuditRow &row);
/// Of the row with its place in the chain.
QByteArray chainHash(const AuditRow &row);

/// What is signed: the hash of row `seq`, and when.
QByteArray headMessage(const AuditSignature &head);

} // namespace auth
