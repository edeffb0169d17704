#pragma once

#include "core/error.h"
#include "core/field.h"
#include "model/permission.h"

#include <QtCore/QString>

#include <array>
#include <initializer_list>
#include <string_view>
#include <tuple>

namespace auth {

enum class Method { Get, Post, Patch, Put, Delete };

/// Who may call an endpoint. There is no default: forgetting it does not compile.
class Access {
public:
    enum class Kind { Anyone, WhenSignedIn, SignedIn, Permission };

    /// No token is looked at.
    static constexpr Access anyone() { return Access(Kind::Anyone); }
    /// With or without a token; one that is sent must be good.
    static constexpr Access whenSignedIn() { return Access(Kind::WhenSignedIn); }
    /// Any signed-in user, for their own account.
    static constexpr Access signedIn() { return Access(Kind::SignedIn); }
    /// Users one of whose roles has the permission.
    static constexpr Access permission(Permission needed) { return Access(Kind::Permission, needed); }

    constexpr Kind kind() const { return m_kind; }
    constexpr Permission needed() const { return m_needed; }

private:
    constexpr explicit Access(Kind kind, Permission needed = {}) : m_kind(kind), m_needed(needed) {}

    Kind m_kind;
    Permission m_needed;
};

/// Where a handler runs: a bulkhead with threads and a bounded queue of its own.
enum class Lane {
    Inline, ///< On the I/O thread: memory only.
    Store,  ///< May touch the database.
    Hash,   ///< Computes password hashes, and may touch the database.
};

/// What an attempt is charged to before any work is done for it.
enum class Limit {
    None,
    Register, ///< One address: RATE_LIMIT_REQUESTS per RATE_LIMIT_WINDOW.
    SignIn,   ///< One address with one account: the same number; the address as a whole twenty times as much.
    Refresh,  ///< Failures of one address as for SignIn; the address as a whole is not counted while it succeeds.
};

/// Error codes an endpoint may answer beyond those every endpoint may (for documents).
class ErrorCodes {
public:
    constexpr ErrorCodes(std::initializer_list<ErrorCode> codes) : m_size(codes.size())
    {
        std::size_t i = 0;
        for (const ErrorCode code : codes)
            m_codes.at(i++) = code;
    }
    constexpr const ErrorCode *begin() const { return m_codes.data(); }
    constexpr const ErrorCode *end() const { return m_codes.data() + m_size; }

private:
    std::array<ErrorCode, 8> m_codes{};
    std::size_t m_size;
};

struct EndpointFacts {
    Method method;
    const char *path; ///< Segments in braces are members of the request.
    Access access;
    Lane lane = Lane::Store;
    Limit limit = Limit::None;
    const char *group;
    const char *summary;
    ErrorCodes errors = {};
    int success = 200;
    const char *cacheControl = "no-store";
    const char *produces = "application/octet-stream"; ///< Of a Stream: its media types, with commas between them.
    bool polled = false; ///< Machines ask all the time: a success is logged at debug only.
};

/// One endpoint of the REST interface, said once: router, OpenAPI document, clients and tests use the same constant.
template<class RequestType, class ResponseType> struct Endpoint {
    using Request = RequestType;
    using Response = ResponseType;

    EndpointFacts facts;
    QString Request::*account = nullptr; ///< For Limit::SignIn: the member that names the account.
};

constexpr const char *name(Method method)
{
    switch (method) {
    case Method::Get:
        return "GET";
    case Method::Post:
        return "POST";
    case Method::Patch:
        return "PATCH";
    case Method::Put:
        return "PUT";
    case Method::Delete:
        return "DELETE";
    }
    return "";
}

/// True when no two endpoints of the list share method and path, so that none can hide another.
template<class... E> constexpr bool allDistinct(const std::tuple<E...> &endpoints)
{
    const std::array<EndpointFacts, sizeof...(E)> facts =
        std::apply([](const auto &...each) { return std::array{each.facts...}; }, endpoints);
    for (std::size_t i = 0; i < facts.size(); ++i) {
        for (std::size_t j = i + 1; j < facts.size(); ++j) {
            if (facts[i].method == facts[j].method && std::string_view(facts[i].path) == facts[j].path)
                return false;
        }
    }
    return true;
}

} // namespace auth
