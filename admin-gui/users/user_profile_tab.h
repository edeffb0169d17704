#pragma once

#include "users/user_tab.h"

QT_FORWARD_DECLARE_CLASS(QLineEdit)

namespace auth::console {

class BusyButton;
class KeyValueView;

/// A user's name and address, which are edited here, and the facts beside them. Ctrl+S saves, Esc reverts.
class UserProfileTab : public UserTab {
    Q_OBJECT

public:
    explicit UserProfileTab(Workspace &workspace, QWidget *parent = nullptr);

    bool isDirty() const;
    bool isSaving() const;
    void save();
    void revert();
    void edit();

Q_SIGNALS:
    void dirtyChanged();
    /// There is nothing being saved any more, whatever came of it.
    void settled();
    /// `undo` puts it back.
    void saved(const auth::Account &now, const QString &text, const std::function<void()> &undo);

protected:
    void load() override;
    bool isEager() const override { return true; }
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Names {
        QString username;
        QString email;

        bool operator==(const Names &) const = default;
        QJsonObject json() const;
    };

    Names typed() const;
    void type(const Names &names);
    void showFacts();
    void judge();
    bool keyPressed(int key, Qt::KeyboardModifiers modifiers, bool really);
    void send(const Names &wanted, const Account &over, bool isUndo);
    void taken(const Account &before, const Account &now, bool isUndo);
    void refused(const ApiError &error, const Names &wanted);
    void merge(const Account &theirs, const Names &mine);
    void setProblems(const ApiError *error);

    QLineEdit *m_name;
    QLineEdit *m_email;
    QLabel *m_nameProblem;
    QLabel *m_emailProblem;
    QLabel *m_dirty;
    BusyButton *m_save;
    QPushButton *m_revert;
    KeyValueView *m_facts;
    Account m_base; ///< What the editing began with.
};

} // namespace auth::console
