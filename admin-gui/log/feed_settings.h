#pragma once

#include "log/log_record.h"
#include "model/log_filter.h"

#include <QtCore/QUrl>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslError>

#include <chrono>
#include <functional>

namespace auth::console {

struct FeedTimes {
    std::chrono::milliseconds silence{30'000}; ///< The service gives a sign of life each 15 s.
    std::chrono::milliseconds firstRetry{500};
    std::chrono::milliseconds lastRetry{30'000};
    std::chrono::milliseconds good{60'000}; ///< After so long a connection counts as good: retries start over.
    std::chrono::milliseconds frame{33};    ///< Between two batches for the GUI.
};

/// Whose log is followed, and how.
struct FeedSettings {
    /// Whether a server that showed these certificates, to which Qt objects with these errors, is the right one. Called
    /// in the feed's thread, for good certificates too. Without it every error is one.
    using Trust = std::function<bool(const QList<QSslCertificate> &chain, const QList<QSslError> &errors)>;

    QUrl server;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    Trust trust = {};
    /// The feed begins behind this line; without one with what is written from now on.
    std::optional<LinePlace> after = {};
    LogFilter filter = {};        ///< What the service sends at all. With one the console cannot count what it lacks.
    qint64 mostQueued = 200'000;  ///< Rows that wait for the GUI; further ones are counted and dropped.
    qint64 mostFetched = 100'000; ///< Rows that are fetched from the service's store to fill a gap.
    FeedTimes times = {};
};

/// How a feed is doing.
struct FeedState {
    enum class Kind {
        Stopped,
        Connecting, ///< Also while it waits for a token.
        Live,
        Reconnecting, ///< In `retryIn`.
        Forbidden,    ///< This user may not read the log; it does not try again.
        Distrusted,   ///< The server is another one than it should be; it does not try again.
    };

    Kind kind = Kind::Stopped;
    std::chrono::milliseconds retryIn{0};
    QString problem = {}; ///< Why it is not live, in a sentence; empty when nothing went wrong.

    bool operator==(const FeedState &) const = default;
};

} // namespace auth::console
