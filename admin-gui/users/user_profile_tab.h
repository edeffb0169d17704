#pragma once

#include "users/user_edit_tab.h"

QT_FORWARD_DECLARE_CLASS(QFormLayout)
QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QLineEdit)
QT_FORWARD_DECLARE_CLASS(QPushButton)

namespace auth::console {

class KeyValueView;

/// A user's name and address, which are edited here, and the facts beside them.
class UserProfileTab : public UserEditTab {
    Q_OBJECT

public:
    explicit UserProfileTab(Workspace &workspace, QWidget *parent = nullptr);

    void edit();

protected:
    void load() override;
    QJsonObject fieldsOf(const Account &account) const override;
    QJsonObject typed() const override;
    void type(const QJsonObject &fields) override;
    void send(const QJsonObject &fields, const Account &over, Done done) override;
    Words words(const Account &account) const override;
    QHash<QString, QString> labels() const override;
    void setObstacle(const QString &obstacle) override;
    bool showProblem(const ApiError *error) override;

private:
    QFormLayout *makeForm();
    QLayout *makeButtons();
    void showFacts();

    QLineEdit *m_name;
    QLineEdit *m_email;
    QLabel *m_nameProblem;
    QLabel *m_emailProblem;
    QLabel *m_dirty;
    QPushButton *m_revert;
    KeyValueView *m_facts;
};

} // namespace auth::console
