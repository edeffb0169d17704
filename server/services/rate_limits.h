#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

#include <algorithm>
#include <chrono>

namespace auth {

/// What attempts are counted under.
struct RateKey {
    enum class Kind { Address, Registration, Pair };

    Kind kind;
    QString text; ///< No two things counted apart have the same.

    /// An address as a whole.
    static RateKey address(const QString &network) { return {Kind::Address, u'a' + network}; }
    /// An address that asks for something that has no account yet.
    static RateKey registration(const QString &network) { return {Kind::Registration, u'r' + network}; }
    /// An address (or a session) with an account (or a session, or a token). No network has a space in it. Whatever
    /// is sent as an account, no key grows large.
    static RateKey pair(const QString &network, const QString &account)
    {
        return {Kind::Pair, u'p' + network + u' ' + accountPart(account)};
    }
    /// Whether the text is that of a pair with the account.
    static bool isPairOf(QStringView text, const QString &account)
    {
        return text.startsWith(u'p') && text.mid(text.indexOf(u' ') + 1) == accountPart(account);
    }
    /// What the failures of an account are counted under, from wherever they come.
    static QString failures(const QString &account) { return u'f' + accountPart(account); }
    static QString accountPart(const QString &account) { return account.left(254); }
};
using RateKeys = QList<RateKey>;

struct RateLimits {
    bool enabled = true;
    int requests = 5;                ///< Of one address with one account.
    std::chrono::seconds window{60}; ///< Starts with the first attempt.
    int keys = 200000;               ///< Upper bound of what is remembered.

    /// After so long without a failure an account's count starts anew.
    static constexpr std::chrono::minutes failureMemory{15};

    int perAddress() const { return requests * 20; }
    /// Failures of one account, from wherever, before strangers are slowed down.
    int perAccount() const { return requests * 4; }
    int of(RateKey::Kind kind) const { return kind == RateKey::Kind::Address ? perAddress() : requests; }

    /// How long after the last of so many failures of an account the next attempt may come: 0, then 1, 2, 4 ... 60 s.
    std::chrono::milliseconds pauseAfter(qint64 failures) const
    {
        const qint64 excess = failures - perAccount();
        return std::chrono::seconds(excess < 0 ? 0 : excess >= 6 ? 60 : 1 << excess);
    }
};

} // namespace auth
