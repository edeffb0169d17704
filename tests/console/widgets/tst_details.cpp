#include "widgets/diff_view.h"
#include "widgets/elided_label.h"
#include "widgets/json_text.h"
#include "widgets/json_tree.h"
#include "widgets/key_value_view.h"

#include <QtCore/QJsonArray>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QToolButton>

using namespace auth::console;
using namespace Qt::StringLiterals;

class TestDetails : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void differencesNameAddedRemovedAndChanged()
    {
        const auto found =
            differences({{u"a"_s, 1}, {u"b"_s, 2}, {u"same"_s, 0}}, {{u"b"_s, 3}, {u"c"_s, 4}, {u"same"_s, 0}});
        QCOMPARE(found.size(), size_t{3});
        QCOMPARE(found[0].field, u"a"_s);
        QVERIFY(found[0].after.isUndefined());
        QCOMPARE(found[1].before.toInt(), 2);
        QVERIFY(found[2].before.isUndefined());
    }

    void valuesAreShownOnOneLine_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("text") << QJsonValue(u"a"_s) << u"a"_s;
        QTest::newRow("number") << QJsonValue(3) << u"3"_s;
        QTest::newRow("flag") << QJsonValue(true) << u"true"_s;
        QTest::newRow("null") << QJsonValue() << u"null"_s;
        QTest::newRow("list") << QJsonValue(QJsonArray{1, u"b"_s}) << u"[1,\"b\"]"_s;
        QTest::newRow("absent") << QJsonValue(QJsonValue::Undefined) << u"–"_s;
    }

    void valuesAreShownOnOneLine()
    {
        QFETCH(const QJsonValue, value);
        QTEST(displayText(value), "text");
    }

    void diffShowsOneRowPerField()
    {
        DiffView view;
        view.setObjects({{u"name"_s, u"a"_s}}, {{u"name"_s, u"b"_s}}, {{u"name"_s, u"Name"_s}});
        QCOMPARE(view.topLevelItemCount(), 1);
        QCOMPARE(view.topLevelItem(0)->text(0), u"Name"_s);
        QCOMPARE(view.topLevelItem(0)->text(2), u"b"_s);
        view.setObjects({}, {});
        QCOMPARE(view.topLevelItemCount(), 0);
    }

    void treeReportsThePathOfAClickedValue()
    {
        JsonTree json;
        json.resize(400, 300);
        json.show();
        json.setObject({{u"extra"_s, QJsonObject{{u"status"_s, 401}}}});
        auto *tree = json.findChild<QTreeWidget *>();
        QSignalSpy clicked(&json, &JsonTree::valueClicked);
        QTreeWidgetItem *status = tree->topLevelItem(0)->child(0);
        const QRect cell = tree->visualRect(tree->indexFromItem(status, 1));
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, cell.center());
        QCOMPARE(clicked.size(), 1);
        QCOMPARE(clicked.front().at(0).toString(), u"extra.status"_s);
        QCOMPARE(clicked.front().at(1).toString(), u"401"_s);
    }

    void treeCopiesTheValueAndTheWhole()
    {
        JsonTree json;
        json.setObject({{u"a"_s, u"b"_s}});
        json.show();
        QVERIFY(QTest::qWaitForWindowActive(&json));
        auto *tree = json.findChild<QTreeWidget *>();
        tree->setCurrentItem(tree->topLevelItem(0));
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"b"_s);
        json.findChild<QToolButton *>(u"jsonCopy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), indentedJson({{u"a"_s, u"b"_s}}));
        QCOMPARE(json.findChild<QPlainTextEdit *>()->toPlainText(), indentedJson({{u"a"_s, u"b"_s}}));
    }

    void linksCarryKindAndTarget()
    {
        KeyValueView view;
        view.setRows({{.label = u"User"_s, .value = u"Maria"_s, .linkKind = u"user"_s, .linkTarget = u"42"_s}});
        QSignalSpy activated(&view, &KeyValueView::linkActivated);
        auto *value = view.findChild<QLabel *>(u"value:User"_s);
        Q_EMIT value->linkActivated(u"#"_s);
        QCOMPARE(activated.front().at(0).toString(), u"user"_s);
        QCOMPARE(activated.front().at(1).toString(), u"42"_s);
    }

    void valueIsCopiedFromItsMenu()
    {
        KeyValueView view;
        view.setRows({{.label = u"Name"_s, .value = u"<b>Maria</b>"_s}});
        auto *value = view.findChild<QLabel *>(u"value:Name"_s);
        QCOMPARE(value->textFormat(), Qt::PlainText);
        value->actions().front()->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"<b>Maria</b>"_s);
    }

    void emptyValueIsADash()
    {
        KeyValueView view;
        view.setRows({{.label = u"Reason"_s}});
        QCOMPARE(view.findChild<QLabel *>(u"value:Reason"_s)->text(), u"–"_s);
    }

    void linkTextIsNoMarkup()
    {
        KeyValueView view;
        view.setRows({{.label = u"User"_s, .value = u"<img src=x>"_s, .linkKind = u"user"_s}});
        QVERIFY(!view.findChild<QLabel *>(u"value:User"_s)->text().contains(u"<img"_s));
    }

    void longLabelCanBecomeNarrow()
    {
        ElidedLabel label(QString(400, u'x'));
        QVERIFY(label.minimumSizeHint().width() < 100);
    }
};

QTEST_MAIN(TestDetails)
#include "tst_details.moc"
