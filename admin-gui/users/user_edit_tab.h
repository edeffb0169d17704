#pragma once

#include "users/user_tab.h"

#include <QtCore/QHash>
#include <QtCore/QJsonObject>

namespace auth::console {

class BusyButton;

/// A tab in which a part of an account is edited. Ctrl+S saves over the version that the editing began with, Esc
/// reverts; where somebody else has been faster, one chooses field by field.
class UserEditTab : public UserTab {
    Q_OBJECT

public:
    bool isDirty() const;
    bool isSaving() const;
    void save();
    void revert();

Q_SIGNALS:
    void dirtyChanged();
    /// There is nothing being saved any more, whatever came of it.
    void settled();
    /// `undo` puts it back.
    void saved(const auth::Account &now, const QString &text, const std::function<void()> &undo);

protected:
    using Done = std::function<void(const Answer<Account> &now)>;
    /// What is told of an account.
    struct Words {
        QString what; ///< "Save ada", which failed.
        QString saved;
        QString undone;
    };

    UserEditTab(Workspace &workspace, const QString &saveText, QWidget *parent);

    void load() override;
    bool isEager() const override { return true; }
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

    BusyButton *saveButton() const { return m_save; }
    /// To be called when something was typed.
    void judge();

    /// What is edited of an account, field by field.
    virtual QJsonObject fieldsOf(const Account &account) const = 0;
    virtual QJsonObject typed() const = 0;
    virtual void type(const QJsonObject &fields) = 0;
    virtual void send(const QJsonObject &fields, const Account &over, Done done) = 0;
    virtual Words words(const Account &account) const = 0;
    /// What fields are called where they differ.
    virtual QHash<QString, QString> labels() const { return {}; }
    /// Why nothing can be edited; empty: it can.
    virtual QString obstacle() const;
    virtual void setObstacle(const QString &obstacle) = 0;
    /// Beside the fields; null: there is none. True when it found its place.
    virtual bool showProblem(const ApiError *) { return false; }

private:
    bool keyPressed(int key, Qt::KeyboardModifiers modifiers, bool really);
    void submit(const QJsonObject &fields, const Account &over, bool isUndo);
    void take(const QJsonObject &sent, const Account &before, const Account &now, bool isUndo);
    void refuse(const ApiError &error, const QJsonObject &mine, const Account &over);
    void merge(const Account &theirs, const QJsonObject &mine);
    void settle(const Account &theirs, const QJsonObject &merged);

    BusyButton *m_save;
    Account m_base; ///< What the editing began with.
};

} // namespace auth::console
