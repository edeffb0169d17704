#pragma once

#include <QtWidgets/QDialog>

QT_FORWARD_DECLARE_CLASS(QTableWidget)

namespace auth::console {

class Actions;
class Preferences;

/// Appearance, language, times, lock, and every key. What is changed holds at once; keys are kept when they are typed.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    SettingsDialog(Preferences &preferences, Actions &actions, QWidget *parent = nullptr);

private:
    QWidget *makeGeneral();
    QWidget *makeKeys();
    void fillKeys();

    Preferences &m_preferences;
    Actions &m_actions;
    QTableWidget *m_keys;
};

} // namespace auth::console
