#include "shell/actions.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;

/// When something can be done, why not, and by which key.
class ActionsTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    Rights m_rights;

    static Profile userWith(const QStringList &permissions)
    {
        Profile user;
        user.roles = {u"support"_s};
        user.permissions = permissions;
        return user;
    }
    ActionFacts facts(const QString &id, const QKeySequence &keys = {}) const
    {
        return {.id = id,
                .text = u"&Do it"_s,
                .icon = Icon::Edit,
                .keys = keys,
                .place = Place::Users,
                .needs = Permission::UsersWrite,
                .changes = true};
    }

private Q_SLOTS:
    void init()
    {
        m_settings = std::make_unique<QSettings>(
            m_folder.filePath(QString::number(qHash(QTest::currentTestFunction())) + u".ini"_s), QSettings::IniFormat);
        m_rights.setUser(userWith({u"users.read"_s, u"users.write"_s}));
        m_rights.setReadOnly(false);
        m_rights.setOnline(true);
    }

    void pageActionsAreEnabledOnTheirPageOnly()
    {
        Actions actions(m_rights, *m_settings);
        Action *action = actions.add(facts(u"a"_s), [] {});
        QVERIFY(!action->isEnabled());
        actions.enter(Place::Users);
        QVERIFY(action->isEnabled());
        actions.enter(Place::Audit);
        QVERIFY(!action->isEnabled());
    }

    void whatARoleMayNotDoSaysWhichPermissionIsMissing()
    {
        Actions actions(m_rights, *m_settings);
        Action *action = actions.add(facts(u"a"_s), [] {});
        actions.enter(Place::Users);
        m_rights.setUser(userWith({u"users.read"_s}));
        QVERIFY(!action->isEnabled());
        QVERIFY2(action->obstacle().contains(u"users.write"_s), qPrintable(action->obstacle()));
        QVERIFY(action->obstacle().contains(u"support"_s));
        QVERIFY(action->toolTip().contains(action->obstacle()));
        m_rights.setUser(userWith({u"users.write"_s}));
        QVERIFY(action->isEnabled());
        QVERIFY(action->obstacle().isEmpty());
    }

    void changesNeedAServerThatAnswersAndAProfileThatMay()
    {
        Actions actions(m_rights, *m_settings);
        Action *action = actions.add(facts(u"a"_s), [] {});
        actions.enter(Place::Users);
        m_rights.setOnline(false);
        QVERIFY(!action->isEnabled());
        m_rights.setOnline(true);
        m_rights.setReadOnly(true);
        QVERIFY(!action->isEnabled());
        QVERIFY(action->obstacle().contains(u"read-only"_s));
    }

    void whatThePageSaysIsImpossibleSaysWhy()
    {
        Actions actions(m_rights, *m_settings);
        Action *action = actions.add(facts(u"a"_s), [] {});
        actions.enter(Place::Users);
        action->setPossible(false, u"Select one user."_s);
        QVERIFY(!action->isEnabled());
        QCOMPARE(action->obstacle(), u"Select one user."_s);
    }

    void chosenKeysAreKeptAndTakenFromWhoeverHadThem()
    {
        {
            Actions actions(m_rights, *m_settings);
            Action *one = actions.add(facts(u"one"_s, QKeySequence(u"Ctrl+1"_s)), [] {});
            Action *two = actions.add(facts(u"two"_s, QKeySequence(u"Ctrl+2"_s)), [] {});
            ActionFacts elsewhere = facts(u"elsewhere"_s, QKeySequence(u"Ctrl+1"_s));
            elsewhere.place = Place::Audit;
            Action *other = actions.add(elsewhere, [] {});
            actions.rebind(*two, QKeySequence(u"Ctrl+1"_s));
            QVERIFY(one->shortcut().isEmpty());
            QCOMPARE(two->shortcut(), QKeySequence(u"Ctrl+1"_s));
            QCOMPARE(other->shortcut(), QKeySequence(u"Ctrl+1"_s)); // they never meet
        }
        Actions actions(m_rights, *m_settings);
        QCOMPARE(actions.add(facts(u"two"_s, QKeySequence(u"Ctrl+2"_s)), [] {})->shortcut(), QKeySequence(u"Ctrl+1"_s));
        QVERIFY(actions.add(facts(u"one"_s, QKeySequence(u"Ctrl+1"_s)), [] {})->shortcut().isEmpty());
    }

    void toolTipsTellTheKey()
    {
        Actions actions(m_rights, *m_settings);
        Action *action = actions.add(facts(u"a"_s, QKeySequence(u"Ctrl+D"_s)), [] {});
        QCOMPARE(action->toolTip().section(u'\n', 0, 0), u"Do it (Ctrl+D)"_s);
        actions.rebind(*action, QKeySequence(u"Ctrl+E"_s));
        QCOMPARE(action->toolTip().section(u'\n', 0, 0), u"Do it (Ctrl+E)"_s);
    }
};

QTEST_MAIN(ActionsTest)
#include "tst_actions.moc"
