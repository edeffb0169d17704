#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <chrono>

namespace auth::console {

/// Puts a secret on the clipboard in a way that clipboard histories leave alone, and takes it off again after a while,
/// or when this ends, unless something else has been copied since.
class SecretClipboard : public QObject {
    Q_OBJECT

public:
    explicit SecretClipboard(std::chrono::milliseconds lifetime = std::chrono::seconds{60}, QObject *parent = nullptr);
    ~SecretClipboard() override;

    void copy(const QString &secret);
    std::chrono::milliseconds lifetime() const { return m_timer.intervalAsDuration(); }

Q_SIGNALS:
    /// The clipboard holds the secret no more.
    void cleared();

private:
    void clear();

    QTimer m_timer;
    QByteArray m_digest; ///< Of what was copied: the secret itself is not kept.
};

} // namespace auth::console
