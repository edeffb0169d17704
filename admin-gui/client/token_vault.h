#pragma once

#include "core/secret.h"

#include <QtCore/QObject>

#include <functional>
#include <optional>

namespace auth::console {

/// The system's keychain for refresh tokens of profiles that stay signed in. Where there is none, or it is locked,
/// nothing is kept and that is no error of the program: the token stays in memory. GUI thread.
class TokenVault : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Whether this program was built with a keychain at all.
    static bool isBuiltIn();

    void load(const QString &profileId, QObject *context, std::function<void(std::optional<Secret>)> done);
    void save(const QString &profileId, const Secret &token);
    void remove(const QString &profileId);

Q_SIGNALS:
    /// The keychain said no, in its words.
    void notSaved(const QString &why);
};

} // namespace auth::console
