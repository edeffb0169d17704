#include "services/rate_limit_store.h"

#include "storage/database.h"

#include <QtCore/QCryptographicHash>

#include <algorithm>
#include <iterator>
#include <limits>

namespace auth {
namespace {

QByteArray digest(QStringView text) { return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Blake2b_160); }

constexpr qsizetype prefixSize = RateLimitRepository::keySize / 2;

QByteArray prefixOf(QStringView account) { return digest(account).first(prefixSize); }

QByteArray hashOf(const QString &key)
{
    if (!key.startsWith(u'p'))
        return digest(key);
    const qsizetype space = key.indexOf(u' ');
    return prefixOf(QStringView(key).mid(space + 1)) + digest(QStringView(key).first(space)).first(prefixSize);
}

} // namespace

Result<QList<RateCount>> SharedRateLimits::charge(const QStringList &keys, Time now)
{
    QList<QByteArray> hashes;
    std::ranges::transform(keys, std::back_inserter(hashes), hashOf);
    QList<QByteArray> sorted = hashes;
    std::ranges::sort(sorted);
    const auto charged = m_database.write([&](Connection &connection) {
        return RateLimitRepository::charge(connection, sorted.join(), now, now + m_limits.window);
    });
    if (!charged)
        return charged.error();
    QList<RateCount> counts;
    for (const QByteArray &hash : hashes)
        counts += charged->at(sorted.indexOf(hash));
    return counts;
}

Result<RateLimitStore::Failures> SharedRateLimits::chargeFailure(const QString &key, Time now)
{
    return m_database.write(
        [&, hash = hashOf(key)](Connection &connection) { return chargeSlowly(connection, hash, now); });
}

/// The row stays locked from the first statement on, so of many who have waited for the same pause one goes on.
Result<RateLimitStore::Failures> SharedRateLimits::chargeSlowly(Connection &connection, const QByteArray &key,
                                                                Time now) const
{
    const auto chargeBelow = [&](qint64 limit) {
        return RateLimitRepository::chargeBelow(connection, key, limit, now, now + RateLimits::failureMemory);
    };
    auto charged = chargeBelow(m_limits.perAccount());
    if (charged && !*charged) {
        const auto known = RateLimitRepository::find(connection, key);
        if (!known)
            return known.error();
        if (*known && now - (*known)->lastAt < m_limits.pauseAfter((*known)->hits))
            return Failures{.count = **known, .counted = false};
        charged = chargeBelow(std::numeric_limits<qint64>::max());
    }
    if (!charged)
        return charged.error();
    return Failures{.count = charged->value(), .counted = true};
}

Outcome SharedRateLimits::takeBack(const QString &key)
{
    const auto taken = m_database.write(
        [&](Connection &connection) { return RateLimitRepository::takeBack(connection, hashOf(key)); });
    return taken ? Outcome(Done{}) : taken.error();
}

Outcome SharedRateLimits::forget(const QString &account)
{
    return m_database.write([&, part = RateKey::accountPart(account)](Connection &connection) -> Outcome {
        const auto pairs = RateLimitRepository::removeAll(connection, prefixOf(part));
        if (!pairs)
            return pairs.error();
        const auto failures = RateLimitRepository::remove(connection, hashOf(RateKey::failures(account)));
        if (!failures)
            return failures.error();
        return RateLimitRepository::tellForgotten(connection, account);
    });
}

Result<int> SharedRateLimits::purge(Time now, int limit)
{
    return m_database.write([&](Connection &connection) { return RateLimitRepository::purge(connection, now, limit); });
}

} // namespace auth
