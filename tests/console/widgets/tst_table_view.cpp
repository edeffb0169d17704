#include "widgets/table_view.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QStandardItemModel>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>

using namespace auth::console;
using namespace Qt::StringLiterals;

namespace {

/// Counts how often the text of a cell is asked for.
class CountingModel final : public QStandardItemModel {
public:
    using QStandardItemModel::QStandardItemModel;

    QVariant data(const QModelIndex &index, int role) const override
    {
        asked += role == Qt::DisplayRole;
        return QStandardItemModel::data(index, role);
    }

    mutable int asked = 0;
};

} // namespace

class TestTableView : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<TableView> m_table;
    CountingModel *m_model = nullptr;

private Q_SLOTS:
    void init()
    {
        m_table = std::make_unique<TableView>();
        m_model = new CountingModel(3, 3, m_table.get());
        for (int row = 0; row < 3; ++row) {
            for (int column = 0; column < 3; ++column)
                m_model->setItem(row, column, new QStandardItem(u"%1%2"_s.arg(QChar(u'a' + row)).arg(column)));
        }
        m_table->setModel(m_model);
        m_table->resize(600, 300);
        m_table->show();
        QVERIFY(QTest::qWaitForWindowActive(m_table.get()));
        m_table->setFocus();
    }

    void copiesSelectedCellsInTheOrderSeen()
    {
        m_table->horizontalHeader()->moveSection(2, 0);
        m_table->setColumnHidden(1, true);
        m_table->selectRow(0);
        m_table->selectionModel()->select(m_model->index(2, 0),
                                          QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QTest::keyClick(m_table.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"a2\ta0\nc2\tc0"_s);
    }

    void enterAndDoubleClickActivate()
    {
        QSignalSpy activated(m_table.get(), &TableView::rowActivated);
        m_table->setCurrentIndex(m_model->index(1, 0));
        QTest::keyClick(m_table.get(), Qt::Key_Return);
        QCOMPARE(activated.front().front().toModelIndex().row(), 1);
        const QPoint center = m_table->visualRect(m_model->index(2, 0)).center();
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, center);
        QTest::mouseDClick(m_table->viewport(), Qt::LeftButton, {}, center);
        QCOMPARE(activated.size(), 2);
    }

    void lettersDoNotSearch()
    {
        m_table->setCurrentIndex(m_model->index(0, 0));
        m_model->asked = 0;
        QTest::keyClick(m_table.get(), Qt::Key_C);
        QCOMPARE(m_table->currentIndex().row(), 0);
        QCOMPARE(m_model->asked, 0);
    }

    void tabLeavesTheTable() { QVERIFY(!m_table->tabKeyNavigation()); }

    void columnMenuHidesAllButTheLast()
    {
        const auto openMenu = [this] {
            Q_EMIT m_table->horizontalHeader()->customContextMenuRequested(QPoint(5, 5));
            return m_table->findChildren<QMenu *>(u"columnMenu"_s).last();
        };
        QMenu *menu = openMenu();
        QCOMPARE(menu->actions().size(), 3);
        menu->actions().at(0)->trigger();
        menu->actions().at(1)->trigger();
        QVERIFY(m_table->isColumnHidden(0));
        menu->close();
        menu = openMenu();
        QVERIFY(!menu->actions().at(2)->isEnabled());
        menu->actions().at(0)->trigger();
        QVERIFY(!m_table->isColumnHidden(0));
        menu->close();
    }

    void columnsAreRestored()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"console.ini"_s), QSettings::IniFormat);
        QVERIFY(!m_table->restoreState(settings, u"users"_s));
        m_table->setColumnHidden(1, true);
        m_table->setColumnWidth(0, 123);
        m_table->saveState(settings, u"users"_s);
        m_table->setColumnHidden(1, false);
        m_table->setColumnWidth(0, 77);
        QVERIFY(m_table->restoreState(settings, u"users"_s));
        QVERIFY(m_table->isColumnHidden(1));
        QCOMPARE(m_table->columnWidth(0), 123);
    }

    void rowsFollowTheFont()
    {
        const int before = m_table->rowHeight(0);
        QFont larger = m_table->font();
        larger.setPointSizeF(larger.pointSizeF() * 2);
        m_table->setFont(larger);
        QVERIFY(m_table->rowHeight(0) > before);
    }
};

QTEST_MAIN(TestTableView)
#include "tst_table_view.moc"
