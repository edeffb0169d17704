#pragma once

#include <QtWidgets/QFrame>

QT_FORWARD_DECLARE_CLASS(QLabel)
QT_FORWARD_DECLARE_CLASS(QPushButton)

namespace auth::console {

class UserListModel;
class UserSelection;

/// Says how many are selected, and offers those who are not loaded as well.
class SelectionBar : public QFrame {
    Q_OBJECT

public:
    SelectionBar(UserSelection &selection, UserListModel &model, QWidget *parent = nullptr);

private:
    void tell();

    UserSelection &m_selection;
    UserListModel &m_model;
    QLabel *m_text;
    QPushButton *m_everybody;
    QPushButton *m_clear;
};

} // namespace auth::console
