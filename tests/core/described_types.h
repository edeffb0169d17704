#pragma once

#include "core/clock.h"
#include "core/field.h"
#include "core/ids.h"
#include "core/secret.h"

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>

namespace described {
Q_NAMESPACE

enum class Mode { Fast, VerySlow };
Q_ENUM_NS(Mode)

struct Filter {
    QString state;
    std::optional<qint64> age;

    bool operator==(const Filter &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{auth::field(&Filter::state, {.name = "state", .about = "In which state.", .max = 8}),
                          auth::field(&Filter::age, {.name = "age", .min = 0, .max = 200})};
    }
};

/// One member of each kind there is.
struct Everything {
    bool flag = false;
    int small = 0;
    qint64 large = 0;
    quint32 unsignedSmall = 0;
    double real = 0;
    QString text;
    QByteArray ascii;
    auth::Secret secret;
    auth::UserId id;
    auth::Time time{};
    Mode mode = Mode::Fast;
    std::optional<QString> note;
    QStringList roles;
    QList<qint64> numbers;
    Filter filter;
    std::optional<Filter> more;

    bool operator==(const Everything &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{auth::field(&Everything::flag, {.name = "flag"}),
                          auth::field(&Everything::small, {.name = "small", .min = -5, .max = 5}),
                          auth::field(&Everything::large, {.name = "large"}),
                          auth::field(&Everything::unsignedSmall, {.name = "unsigned_small"}),
                          auth::field(&Everything::real, {.name = "real"}),
                          auth::field(&Everything::text, {.name = "text", .about = "Some text.", .min = 2, .max = 6}),
                          auth::field(&Everything::ascii, {.name = "ascii"}),
                          auth::field(&Everything::secret, {.name = "secret", .max = 64, .secret = true}),
                          auth::field(&Everything::id, {.name = "id"}),
                          auth::field(&Everything::time, {.name = "time"}),
                          auth::field(&Everything::mode, {.name = "mode"}),
                          auth::field(&Everything::note, {.name = "note"}),
                          auth::field(&Everything::roles, {.name = "roles", .max = 3}),
                          auth::field(&Everything::numbers, {.name = "numbers"}),
                          auth::field(&Everything::filter, {.name = "filter"}),
                          auth::field(&Everything::more, {.name = "more"})};
    }
};

/// A request with the usual three places for its members.
struct Change {
    auth::UserId id;
    qint64 version = 0;
    QString name;
    std::optional<bool> active;

    bool operator==(const Change &) const = default;

    static constexpr auto fields()
    {
        return std::tuple{auth::field(&Change::id, {.name = "id"}),
                          auth::field(&Change::version, {.name = "version", .in = auth::In::IfMatch}),
                          auth::field(&Change::name, {.name = "name", .min = 1, .max = 10}),
                          auth::field(&Change::active, {.name = "active"})};
    }
};

struct Base {
    qint64 first = 1;

    bool operator==(const Base &) const = default;

    static constexpr auto fields() { return std::tuple{auth::field(&Base::first, {.name = "first"})}; }
};

struct Derived : Base {
    qint64 second = 2;

    bool operator==(const Derived &) const = default;

    static constexpr auto fields()
    {
        return std::tuple_cat(Base::fields(), std::tuple{auth::field(&Derived::second, {.name = "second"})});
    }
};

} // namespace described
