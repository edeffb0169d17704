#pragma once

#include "client/server_profile.h"

#include <QtWidgets/QWidget>

QT_FORWARD_DECLARE_CLASS(QCheckBox)
QT_FORWARD_DECLARE_CLASS(QComboBox)
QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QLineEdit)
QT_FORWARD_DECLARE_CLASS(QToolButton)

namespace auth::console {

/// The address of a server and, on demand, what else a profile has: name, colour, CA file, read-only, stay signed in.
class ProfileForm : public QWidget {
    Q_OBJECT

public:
    explicit ProfileForm(QWidget *parent = nullptr);

    void setProfile(const ServerProfile &profile);
    /// What stands in the form, over the profile it was given; nothing when the address is none, which is said.
    std::optional<ServerProfile> profile();
    /// The certificate that is trusted from now on.
    void pin(const QByteArray &sha256);
    void setBusy(bool busy) { setEnabled(!busy); }

Q_SIGNALS:
    void submitted();

private:
    QWidget *makeMore();
    void judgeAddress();
    void chooseCaFile();

    ServerProfile m_profile;
    QLineEdit *m_url;
    QLabel *m_warning;
    QToolButton *m_toggle;
    QWidget *m_more;
    QLineEdit *m_name;
    QComboBox *m_colour;
    QLineEdit *m_caFile;
    QCheckBox *m_readOnly;
    QCheckBox *m_stay;
};

} // namespace auth::console
