#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <memory>

namespace auth::bench {

/// UserRepository::byEmail's statement on the database's own C interface, prepared once, every value fetched.
class RawLookUp {
public:
    /// Of sqlite:///… or postgresql://…; throws std::runtime_error, as byEmail() does.
    static std::unique_ptr<RawLookUp> open(const QString &url);
    virtual ~RawLookUp() = default;

    /// `email` is in its normal form and belongs to a user.
    virtual void byEmail(const QByteArray &email) = 0;
};

} // namespace auth::bench
