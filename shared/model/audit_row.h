#pragma once

#include "core/clock.h"
#include "core/ids.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QString>

#include <optional>

namespace auth {

/// A row of the audit trail as it is stored. `content` is the hash of the members from `action` to `targetDigest`;
/// `hash` that of number, time, class, `content` and `previous`, the hash of the row before (crypto/audit_chain.h).
struct AuditRow {
    qint64 seq = 0;
    Time time{};
    QString category = {}; ///< The wire name of an AuditClass.
    QString action = {};   ///< Empty: a stub, whose content went when its time was over.
    UserId actor = {};     ///< Null: the service itself, or nobody who is known.
    QString targetKind = {};
    QString target = {};
    UserId person = {}; ///< Whose data `targetData` is; null: nobody's.
    QString requestId = {};
    QByteArray actorDigest = {};  ///< Empty: there never were any data.
    QByteArray targetDigest = {}; ///< The same.
    QByteArray content = {};
    QByteArray previous = {};
    QByteArray hash = {};

    std::optional<QString> actorData = {};  ///< A JSON object: name and address of whoever did it.
    std::optional<QString> targetData = {}; ///< A JSON object: name, before, after, reason.

    bool operator==(const AuditRow &) const = default;

    bool isStub() const { return action.isEmpty(); }
    /// Whose data `actorData` is: with an unknown actor, that of the person concerned.
    UserId actorDataOf() const { return actor.isNull() ? person : actor; }
};

/// A row with the salts its personal data are hashed with; empty where there are none, or none any more.
struct SaltedAuditRow {
    AuditRow row;
    QByteArray actorSalt = {};
    QByteArray targetSalt = {};

    bool operator==(const SaltedAuditRow &) const = default;
};

/// The end of the chain; before the first row `seq` is 0 and `hash` 32 zero bytes.
struct AuditHead {
    qint64 seq = 0;
    Time time{};
    QByteArray hash = QByteArray(32, '\0');

    bool operator==(const AuditHead &) const = default;
};

/// The trail up to a row, signed with a key that is not in the database.
struct AuditSignature {
    qint64 seq = 0;
    QByteArray hash = {};
    Time signedAt{};
    QString keyId = {};
    QByteArray signature = {}; ///< Ed25519, 64 bytes.

    bool operator==(const AuditSignature &) const = default;
};

} // namespace auth
