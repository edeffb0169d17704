#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QMetaEnum>
#include <QtCore/QString>

#include <optional>
#include <type_traits>

namespace auth {

struct EnumName {
    QByteArray name;
    int value;
};

/// "TooMany" -> "too_many".
QByteArray snakeCase(QByteArrayView camelCase);
/// "a, b or c", for messages.
QString alternatives(const QList<EnumName> &names);

/// The names of a Q_ENUM_NS enumeration outside the program: what its wireName() says where it has one, else the
/// enumerator in snake_case. In order of declaration.
template<class E>
requires std::is_enum_v<E>
const QList<EnumName> &enumNames()
{
    static const QList<EnumName> all = [] {
        QList<EnumName> names;
        const QMetaEnum meta = QMetaEnum::fromType<E>();
        for (int i = 0; i < meta.keyCount(); ++i) {
            if constexpr (requires(E e) { wireName(e); })
                names.append({wireName(static_cast<E>(meta.value(i))).toLatin1(), meta.value(i)});
            else
                names.append({snakeCase(meta.key(i)), meta.value(i)});
        }
        return names;
    }();
    return all;
}

/// Empty for a number that is no enumerator.
template<class E> QByteArrayView enumName(E value)
{
    for (const EnumName &each : enumNames<E>()) {
        if (each.value == static_cast<int>(value))
            return each.name;
    }
    return {};
}

template<class E>
std::optional<E> enumFromName(QByteArrayView name, Qt::CaseSensitivity sensitivity = Qt::CaseSensitive)
{
    for (const EnumName &each : enumNames<E>()) {
        if (name.size() == each.name.size() && each.name.compare(name, sensitivity) == 0)
            return static_cast<E>(each.value);
    }
    return std::nullopt;
}

} // namespace auth
