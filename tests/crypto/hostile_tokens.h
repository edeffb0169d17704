#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>

namespace auth::samples {

/// A token that must be refused, and a part of the reason.
struct HostileToken {
    QByteArray name;
    QByteArray token;
    const char *cause;
};
QList<HostileToken> hostileTokens();

/// Good claims without one of them, or with one written as given.
QByteArray jsonWithout(const QByteArray &name);
QByteArray jsonWith(const QByteArray &name, const QByteArray &value);

/// Tokens with right signatures around the claims or the header given; KID in a header stands for the key's id.
QByteArray withClaims(const QByteArray &json);
QByteArray withHeader(QByteArray json);

/// A header of the Ed25519 key's id with whatever algorithm.
QByteArray algorithmHeader(const char *algorithm);

} // namespace auth::samples
