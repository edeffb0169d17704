#include "overview/tile_facts.h"

#include "widgets/time_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

#include <cmath>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

using Kind = TileFacts::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::OverviewTiles)
};

template<class T> double known(const std::optional<T> &value)
{
    return value ? static_cast<double>(*value) : std::nan("");
}

template<class T> Sample counted(T MinuteCounts::*member)
{
    return [member](const MinuteCounts &minute) { return static_cast<double>(minute.*member); };
}

template<class T> Sample measured(std::optional<T> MinuteCounts::*member)
{
    return [member](const MinuteCounts &minute) { return known(minute.*member); };
}

double failureShare(const MinuteCounts &minute)
{
    const qint64 attempts = minute.loginsOk + minute.loginsFailed;
    return attempts ? 100.0 * static_cast<double>(minute.loginsFailed) / static_cast<double>(attempts) : std::nan("");
}

double waiting(const MinuteCounts &minute) { return std::max(minute.storeQueue, minute.hashQueue); }

Target logs(const QString &filter) { return {.place = Place::Logs, .filter = filter, .id = {}}; }

QList<TileFacts> signIns()
{
    const QString failures = u"event:sign_in.failed"_s;
    return {{u"signIns"_s, Words::tr("Sign-ins per minute"), Kind::Count, Tone::Success,
             counted(&MinuteCounts::loginsOk), logs(u"route:/api/auth/login status:2xx"_s),
             Words::tr("Show their log lines")},
            {u"failedSignIns"_s, Words::tr("Failed sign-ins per minute"), Kind::Count, Tone::Error,
             counted(&MinuteCounts::loginsFailed), logs(failures), Words::tr("Show their log lines")},
            {u"failureShare"_s, Words::tr("Sign-ins that fail"), Kind::Share, Tone::Error, failureShare, logs(failures),
             Words::tr("Show their log lines")},
            {u"refreshes"_s, Words::tr("Token refreshes per minute"), Kind::Count, Tone::Accent,
             counted(&MinuteCounts::refreshes), logs(u"route:/api/auth/refresh"_s), Words::tr("Show their log lines")}};
}

QList<TileFacts> people()
{
    return {{u"activeSessions"_s,
             Words::tr("Active sessions"),
             Kind::Level,
             Tone::Accent,
             measured(&MinuteCounts::activeSessions),
             {.place = Place::Sessions},
             Words::tr("Show the sessions")},
            {u"activeUsers"_s,
             Words::tr("Active users, 15 min"),
             Kind::Level,
             Tone::Accent,
             measured(&MinuteCounts::activeUsers),
             {.place = Place::Users},
             Words::tr("Show the users")}};
}

QList<TileFacts> requests()
{
    return {{u"requests"_s, Words::tr("Requests per minute"), Kind::Count, Tone::Accent,
             counted(&MinuteCounts::requests), logs(u"event:request.finished"_s), Words::tr("Show their log lines")},
            {u"p50"_s, Words::tr("Half answered within"), Kind::Duration, Tone::Accent, measured(&MinuteCounts::p50Ms),
             logs(u"event:request.finished"_s), Words::tr("Show the requests")},
            {u"p95"_s, Words::tr("95 % answered within"), Kind::Duration, Tone::Accent, measured(&MinuteCounts::p95Ms),
             logs(u"dur:>250ms"_s), Words::tr("Show slow requests")},
            {u"p99"_s, Words::tr("99 % answered within"), Kind::Duration, Tone::Accent, measured(&MinuteCounts::p99Ms),
             logs(u"dur:>250ms"_s), Words::tr("Show slow requests")},
            {u"serverErrors"_s, Words::tr("Server errors per minute"), Kind::Count, Tone::Error,
             counted(&MinuteCounts::serverErrors), logs(u"status:5xx"_s), Words::tr("Show their log lines")},
            {u"rateLimited"_s, Words::tr("Rate limit hits per minute"), Kind::Count, Tone::Warning,
             counted(&MinuteCounts::rateLimited), logs(u"status:429"_s), Words::tr("Show their log lines")}};
}

QList<TileFacts> inside()
{
    const Target health{.place = Place::Server, .filter = u"health"_s, .id = {}};
    return {{u"waiting"_s, Words::tr("Requests waiting"), Kind::Level, Tone::Warning, waiting, health,
             Words::tr("Show the queues")},
            {u"pool"_s, Words::tr("Database connections"), Kind::Pool, Tone::Accent, counted(&MinuteCounts::poolUsed),
             health, Words::tr("Show the database")}};
}

} // namespace

const QList<TileFacts> &tileFacts()
{
    static const QList<TileFacts> all = signIns() + people() + requests() + inside();
    return all;
}

QString tileText(TileFacts::Kind kind, double value)
{
    if (std::isnan(value))
        return u"–"_s;
    switch (kind) {
    case Kind::Duration:
        return durationText(std::chrono::duration<double, std::milli>(value));
    case Kind::Share:
        return Words::tr("%1 %").arg(QLocale().toString(value, 'f', value > 0 && value < 10 ? 1 : 0));
    case Kind::Count:
    case Kind::Level:
    case Kind::Pool:
        return shortNumberText(value);
    }
    return {};
}

} // namespace auth::console
