#pragma once

#include <QtWidgets/QDialog>

namespace auth::console {

class SecretClipboard;

/// Shows a secret that can be seen only now: a temporary password, a token.
class SecretDialog : public QDialog {
    Q_OBJECT

public:
    /// `explanation` says what it is for and how long it is good. `clipboard` outlives the dialog, for it clears later.
    SecretDialog(const QString &title, const QString &explanation, const QString &secret, SecretClipboard &clipboard,
                 QWidget *parent = nullptr);
};

} // namespace auth::console
