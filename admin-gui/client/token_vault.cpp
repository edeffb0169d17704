#include "client/token_vault.h"

#include <QtCore/QDir>

#ifdef AUTH_HAS_KEYCHAIN
#include <qt6keychain/keychain.h>
#endif

namespace auth::console {

using namespace Qt::StringLiterals;

TokenVault::Claim TokenVault::claim(const QString &profileId) const
{
    QDir().mkpath(m_folder);
    auto lock = std::make_unique<QLockFile>(m_folder + u"/session-"_s + profileId + u".lock"_s);
    lock->setStaleLockTime(0); // of a process that has ended it is given up all the same
    return lock->tryLock(0) ? std::move(lock) : nullptr;
}

#ifdef AUTH_HAS_KEYCHAIN

namespace {

const QString service = u"auth-serve-console"_s;

} // namespace

bool TokenVault::isBuiltIn() { return true; }

void TokenVault::load(const QString &profileId, QObject *context, std::function<void(std::optional<Secret>)> done)
{
    auto *job = new QKeychain::ReadPasswordJob(service, this);
    job->setKey(profileId);
    connect(job, &QKeychain::Job::finished, context, [job, done = std::move(done)] {
        const QByteArray found = job->binaryData();
        done(job->error() || found.isEmpty() ? std::nullopt : std::optional<Secret>(found));
    });
    job->start();
}

void TokenVault::save(const QString &profileId, const Secret &token)
{
    auto *job = new QKeychain::WritePasswordJob(service, this);
    job->setKey(profileId);
    job->setBinaryData(token.reveal().toByteArray());
    connect(job, &QKeychain::Job::finished, this, [this, job] {
        if (job->error())
            Q_EMIT notSaved(job->errorString());
    });
    job->start();
}

void TokenVault::remove(const QString &profileId)
{
    auto *job = new QKeychain::DeletePasswordJob(service, this);
    job->setKey(profileId);
    job->start();
}

#else

bool TokenVault::isBuiltIn() { return false; }

void TokenVault::load(const QString &, QObject *, std::function<void(std::optional<Secret>)> done)
{
    done(std::nullopt);
}

void TokenVault::save(const QString &, const Secret &) { Q_EMIT notSaved(tr("This build has no keychain.")); }

void TokenVault::remove(const QString &) {}

#endif

} // namespace auth::console
