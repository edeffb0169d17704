#pragma once

#include "api/messages.h"
#include "core/error.h"
#include "http/message.h"

#include <QtCore/QStringList>

namespace auth {

/// What every answer carries, and how errors look. Thread-safe.
class Answers {
public:
    /// `corsOrigins`: pages that may read answers, matched exactly.
    explicit Answers(const QStringList &corsOrigins);

    HttpResponse json(int status, QByteArray body) const;
    HttpResponse document(QByteArray mediaType, QByteArray body) const;
    /// The head of an answer whose body is made while it is sent.
    HttpResponse streamed(const Stream &stream) const;
    HttpResponse streamed(const EventStream &stream) const;
    HttpResponse noContent() const;
    /// `accept` is the request's Accept: application/problem+json is sent where it asks for it.
    HttpResponse error(const Error &error, const QByteArray &path, const QByteArray &requestId,
                       QByteArrayView accept) const;

    /// Answers a CORS preflight (Fetch standard): 204, with the Access-Control headers for a configured origin only.
    HttpResponse preflight(const HttpRequest &request, const QByteArray &allowedMethods) const;

    /// The headers all answers share; to be called once, last.
    void finish(HttpResponse &response, const HttpRequest &request, const char *cacheControl) const;

private:
    void allowOrigin(HttpResponse &response, const QByteArray &origin) const;

    QList<QByteArray> m_origins;
};

} // namespace auth
