#include "widgets/confirm_dialog.h"
#include "widgets/merge_dialog.h"
#include "widgets/secret_clipboard.h"
#include "widgets/secret_dialog.h"
#include "widgets/shortcut_sheet.h"

#include <QtCore/QMimeData>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QTreeWidget>

using namespace auth::console;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QPushButton *button(const QWidget &dialog, const QString &name) { return dialog.findChild<QPushButton *>(name); }

Confirmation deactivation() { return {.title = u"Deactivate 3 users"_s, .verb = u"Deactivate 3 users"_s}; }

QStringList manyNames(int count)
{
    QStringList names;
    for (int i = 0; i < count; ++i)
        names.append(u"person%1"_s.arg(i));
    return names;
}

} // namespace

class TestDialogs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void enterMeansCancel()
    {
        ConfirmDialog dialog(deactivation());
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QSignalSpy rejected(&dialog, &QDialog::rejected);
        QVERIFY(button(dialog, u"confirmCancel"_s)->isDefault());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(rejected.size(), 1);
    }

    void verbIsOnTheButtonAndAccepts()
    {
        ConfirmDialog dialog(deactivation());
        dialog.show();
        QSignalSpy accepted(&dialog, &QDialog::accepted);
        QCOMPARE(button(dialog, u"confirmGo"_s)->text(), u"Deactivate 3 users"_s);
        QTest::mouseClick(button(dialog, u"confirmGo"_s), Qt::LeftButton);
        QCOMPARE(accepted.size(), 1);
    }

    void tenNamesAreShownAndTheRestCounted()
    {
        Confirmation confirmation = deactivation();
        confirmation.names = manyNames(12);
        confirmation.count = 1204;
        ConfirmDialog dialog(confirmation);
        const QStringList lines = dialog.findChild<QLabel *>(u"confirmNames"_s)->text().split(u'\n');
        QCOMPARE(lines.size(), 11);
        QVERIFY(lines.last().contains(QLocale().toString(1194)));
    }

    void typedNumberEnables()
    {
        Confirmation confirmation = deactivation();
        confirmation.count = 1204;
        confirmation.typeCount = true;
        ConfirmDialog dialog(confirmation);
        auto *typed = dialog.findChild<QLineEdit *>(u"confirmTyped"_s);
        QVERIFY(!button(dialog, u"confirmGo"_s)->isEnabled());
        QTest::keyClicks(typed, u"120"_s);
        QVERIFY(!button(dialog, u"confirmGo"_s)->isEnabled());
        QTest::keyClicks(typed, u"4"_s);
        QVERIFY(button(dialog, u"confirmGo"_s)->isEnabled());
    }

    void requiredReasonEnables()
    {
        Confirmation confirmation = deactivation();
        confirmation.reason = Confirmation::Reason{.label = u"&Reason"_s, .required = true, .maximum = 10};
        ConfirmDialog dialog(confirmation);
        auto *reason = dialog.findChild<QPlainTextEdit *>(u"confirmReason"_s);
        QVERIFY(!button(dialog, u"confirmGo"_s)->isEnabled());
        QTest::keyClicks(reason, u"  left "_s);
        QVERIFY(button(dialog, u"confirmGo"_s)->isEnabled());
        QCOMPARE(dialog.reason(), u"left"_s);
        QTest::keyClicks(reason, u"the company"_s);
        QVERIFY(!button(dialog, u"confirmGo"_s)->isEnabled());
    }

    void optionalReasonMayBeEmpty()
    {
        Confirmation confirmation = deactivation();
        confirmation.reason = Confirmation::Reason{.label = u"&Reason"_s, .required = false};
        ConfirmDialog dialog(confirmation);
        QVERIFY(button(dialog, u"confirmGo"_s)->isEnabled());
    }

    void boxesAreRead()
    {
        Confirmation confirmation = deactivation();
        confirmation.boxes = {{u"sessions"_s, u"End &sessions"_s, true}, {u"mail"_s, u"&Mail"_s, false}};
        ConfirmDialog dialog(confirmation);
        QVERIFY(dialog.isChecked(u"sessions"_s));
        QTest::keyClick(dialog.findChild<QCheckBox *>(u"mail"_s), Qt::Key_Space);
        QVERIFY(dialog.isChecked(u"mail"_s));
    }

    void copiedSecretIsMarkedAndClearedAfterItsTime()
    {
        SecretClipboard clipboard(1ms);
        QSignalSpy cleared(&clipboard, &SecretClipboard::cleared);
        SecretDialog dialog(u"Password"_s, u"Once."_s, u"kestrel"_s, clipboard);
        QTest::mouseClick(button(dialog, u"secretCopy"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"kestrel"_s);
        const QMimeData *data = QGuiApplication::clipboard()->mimeData();
        QCOMPARE(data->data(u"x-kde-passwordManagerHint"_s), QByteArray("secret"));
        QTRY_COMPARE(cleared.size(), 1);
        QCOMPARE(QGuiApplication::clipboard()->text(), QString());
    }

    void laterCopyIsLeftAlone()
    {
        SecretClipboard clipboard(1ms);
        QSignalSpy cleared(&clipboard, &SecretClipboard::cleared);
        clipboard.copy(u"kestrel"_s);
        QGuiApplication::clipboard()->setText(u"mine"_s);
        QTRY_COMPARE(cleared.size(), 1);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"mine"_s);
    }

    void secretIsClearedWhenTheProgramEnds()
    {
        {
            SecretClipboard clipboard(1h);
            clipboard.copy(u"kestrel"_s);
        }
        QCOMPARE(QGuiApplication::clipboard()->text(), QString());
    }

    void mergeAsksOnlyForWhatBothHaveChanged()
    {
        const QJsonObject base{{u"name"_s, u"a"_s}, {u"email"_s, u"a"_s}, {u"active"_s, true}};
        const QJsonObject theirs{{u"name"_s, u"b"_s}, {u"email"_s, u"a"_s}, {u"active"_s, false}};
        const QJsonObject mine{{u"name"_s, u"c"_s}, {u"email"_s, u"d"_s}, {u"active"_s, true}};
        MergeDialog dialog(base, theirs, mine);
        QVERIFY(!button(dialog, u"mergeSave"_s)->isEnabled());
        dialog.findChild<QRadioButton *>(u"merge:name:Mine"_s)->click();
        QVERIFY(button(dialog, u"mergeSave"_s)->isEnabled());
        const QJsonObject expected{{u"name"_s, u"c"_s}, {u"email"_s, u"d"_s}, {u"active"_s, false}};
        QCOMPARE(dialog.merged(), expected);
        button(dialog, u"takeTheirs"_s)->click();
        QCOMPARE(dialog.merged(), theirs);
        button(dialog, u"keepMine"_s)->click();
        QCOMPARE(dialog.merged(), mine);
    }

    void shortcutsAreFoundByTextAndKey()
    {
        QAction create(u"&New user..."_s);
        create.setShortcut(QKeySequence(u"Ctrl+N"_s));
        QAction noKey(u"Something"_s);
        ShortcutSheet sheet({{u"Users"_s, {&create, &noKey}}});
        auto *tree = sheet.findChild<QTreeWidget *>();
        const QTreeWidgetItem *group = tree->topLevelItem(0);
        QCOMPARE(group->childCount(), 1);
        QCOMPARE(group->child(0)->text(0), u"New user"_s);
        auto *search = sheet.findChild<QLineEdit *>(u"shortcutSearch"_s);
        for (const QString &found : {u"new"_s, u"ctrl+n"_s}) {
            search->setText(found);
            QVERIFY(!group->child(0)->isHidden());
        }
        search->setText(u"delete"_s);
        QVERIFY(group->isHidden());
        QVERIFY(!sheet.findChild<QLabel *>(u"shortcutNothing"_s)->isHidden());
    }
};

QTEST_MAIN(TestDialogs)
#include "tst_dialogs.moc"
