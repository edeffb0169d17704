#include "crypto/audit_chain.h"

#include "crypto/sodium_init.h"

#include <QtCore/QtEndian>

#include <sodium.h>

namespace auth {
namespace {

constexpr std::size_t digestSize = 32;

const unsigned char *bytes(QByteArrayView view) { return reinterpret_cast<const unsigned char *>(view.data()); }

/// An unambiguous text of numbers and fields.
class Fields {
public:
    explicit Fields(QByteArrayView use)
    {
        m_bytes.reserve(512);
        *this << use;
    }

    Fields &operator<<(QByteArrayView field)
    {
        append(qToBigEndian(quint32(field.size())));
        m_bytes.append(field);
        return *this;
    }
    Fields &operator<<(const QString &text) { return *this << QByteArrayView(text.toUtf8()); }
    Fields &operator<<(UserId id) { return *this << QByteArrayView(id.isNull() ? QByteArray() : id.bytes()); }
    Fields &operator<<(qint64 number) { return append(qToBigEndian(number)); }

    const QByteArray &bytes() const { return m_bytes; }

private:
    template<class Number> Fields &append(Number number)
    {
        m_bytes.append(reinterpret_cast<const char *>(&number), sizeof number);
        return *this;
    }

    QByteArray m_bytes;
};

QByteArray blake2b(QByteArrayView data, QByteArrayView key = {})
{
    initSodium();
    QByteArray digest(qsizetype(digestSize), '\0');
    crypto_generichash(reinterpret_cast<unsigned char *>(digest.data()), digestSize, bytes(data),
                       static_cast<unsigned long long>(data.size()), bytes(key), static_cast<std::size_t>(key.size()));
    return digest;
}

} // namespace

QByteArray personalDigest(QByteArrayView salt, const std::optional<QString> &data)
{
    return data ? blake2b(data->toUtf8(), salt) : QByteArray();
}

QByteArray contentHash(const AuditRow &row)
{
    Fields fields("auth-serve audit content 1");
    fields << row.action << row.actor << row.targetKind << row.target << row.person << row.requestId
           << QByteArrayView(row.actorDigest) << QByteArrayView(row.targetDigest);
    return blake2b(fields.bytes());
}

QByteArray chainHash(const AuditRow &row)
{
    Fields fields("auth-serve audit row 1");
    fields << row.seq << toMillis(row.time) << row.category << QByteArrayView(row.content)
           << QByteArrayView(row.previous);
    return blake2b(fields.bytes());
}

QByteArray headMessage(const AuditSignature &head)
{
    Fields fields("auth-serve audit head 1");
    fields << head.seq << toMillis(head.signedAt) << QByteArrayView(head.hash);
    return fields.bytes();
}

} // namespace auth
