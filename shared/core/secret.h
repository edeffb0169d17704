#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QDebug>

#include <memory>

namespace auth {

/// Bytes that must not leak: wiped when dropped, compared in constant time, and without any conversion to text.
/// reveal() is the one way in, so that every use can be searched for.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArrayView bytes);
    Secret(const Secret &other) : Secret(other.reveal()) {}
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret other) noexcept;
    ~Secret();

    /// An empty secret of `size` zero bytes to be filled through data().
    static Secret ofSize(qsizetype size);

    QByteArrayView reveal() const { return {m_bytes.get(), m_size}; }
    char *data() { return m_bytes.get(); }
    qsizetype size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }

    /// Constant time for equal lengths.
    bool operator==(const Secret &other) const;

private:
    std::unique_ptr<char[]> m_bytes;
    qsizetype m_size = 0;
};

QDebug operator<<(QDebug, const Secret &) = delete;

/// Overwrites bytes that are about to be dropped; not optimised away.
void wipe(void *data, qsizetype size);
void wipe(QByteArray &bytes);
void wipe(QString &text);

} // namespace auth
