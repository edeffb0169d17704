#include "core/secret.h"

#include <QtCore/QString>

#include <cstring>
#include <string.h>

namespace auth {

Secret::Secret(QByteArrayView bytes) : Secret(ofSize(bytes.size()))
{
    if (m_size)
        std::memcpy(m_bytes.get(), bytes.data(), static_cast<size_t>(m_size));
}

Secret::Secret(Secret &&other) noexcept : m_bytes(std::move(other.m_bytes)), m_size(std::exchange(other.m_size, 0)) {}

Secret &Secret::operator=(Secret other) noexcept
{
    std::swap(m_bytes, other.m_bytes);
    std::swap(m_size, other.m_size);
    return *this;
}

Secret::~Secret() { wipe(m_bytes.get(), m_size); }

Secret Secret::ofSize(qsizetype size)
{
    Secret secret;
    if (size > 0) {
        secret.m_bytes = std::make_unique<char[]>(static_cast<size_t>(size));
        secret.m_size = size;
    }
    return secret;
}

bool Secret::operator==(const Secret &other) const
{
    if (m_size != other.m_size)
        return false;
    unsigned difference = 0;
    const volatile char *mine = m_bytes.get();
    const volatile char *theirs = other.m_bytes.get();
    for (qsizetype i = 0; i < m_size; ++i)
        difference |= static_cast<unsigned char>(mine[i]) ^ static_cast<unsigned char>(theirs[i]);
    return difference == 0;
}

void wipe(void *data, qsizetype size)
{
    if (data && size > 0)
        ::explicit_bzero(data, static_cast<size_t>(size));
}

void wipe(QByteArray &bytes)
{
    if (bytes.isDetached()) // shared data is somebody else's too, and data() would only wipe a fresh copy
        wipe(bytes.data(), bytes.size());
    bytes.clear();
}

void wipe(QString &text)
{
    if (text.isDetached())
        wipe(text.data(), text.size() * static_cast<qsizetype>(sizeof(QChar)));
    text.clear();
}

} // namespace auth
