#pragma once

#include "core/secret.h"

#include <QtCore/QLockFile>
#include <QtCore/QObject>

#include <functional>
#include <memory>
#include <optional>

namespace auth::console {

/// The system's keychain for refresh tokens of profiles that stay signed in. Where there is none, or it is locked,
/// nothing is kept and that is no error of the program: the token stays in memory. GUI thread.
class TokenVault : public QObject {
    Q_OBJECT

public:
    /// What says that a window keeps the session of a profile; given back by its deletion.
    using Claim = std::unique_ptr<QLockFile>;

    /// Claims are files in `folder`, as other processes of the same user share the keychain.
    explicit TokenVault(const QString &folder, QObject *parent = nullptr) : QObject(parent), m_folder(folder) {}

    /// Whether this program was built with a keychain at all.
    static bool isBuiltIn();

    /// A refresh token is good for one use, so only one window at a time may keep and use that of a profile. Null when
    /// another has it.
    Claim claim(const QString &profileId) const;
    void load(const QString &profileId, QObject *context, std::function<void(std::optional<Secret>)> done);
    void save(const QString &profileId, const Secret &token);
    void remove(const QString &profileId);

Q_SIGNALS:
    /// The keychain said no, in its words.
    void notSaved(const QString &why);

private:
    QString m_folder;
};

} // namespace auth::console
