#include "live_logs/log_delegate.h"
#include "log/log_model.h"
#include "tests/console/log/log_lines.h"
#include "widgets/table_view.h"
#include "widgets/theme_colors.h"

#include <QtTest/QTest>

using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

/// What the cells of the log look like.
class TestLogDelegate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void hitsAreShownWhereTheyStand();
    void marksAreShown();
    void gapsLookUnlikeLines();
    void otherColoursInTheDark();

private:
    QImage drawn() { return m_view->viewport()->grab().toImage(); }
    QRect cell(int row, int column) const { return m_view->visualRect(m_model->index(row, column)); }

    std::unique_ptr<LogModel> m_model;
    std::unique_ptr<LogDelegate> m_delegate;
    std::unique_ptr<TableView> m_view;
};

void TestLogDelegate::init()
{
    m_view = std::make_unique<TableView>();
    m_model = std::make_unique<LogModel>();
    m_delegate = std::make_unique<LogDelegate>();
    m_model->setTimeMode(TimeMode::Utc);
    LogBatch batch = logLines(0, 8);
    batch.addMark(RowKind::Gap, {1, 8}, 1'204);
    batch.append(logLines(95, 102));
    batch.addMark(RowKind::Restart, {2, 0});
    batch.append(logLines(102, 106));
    m_model->append(batch);
    m_model->setNow(m_model->row(0).record().time);
    m_view->setItemDelegate(m_delegate.get());
    m_view->setModel(m_model.get());
    m_view->resize(1200, 480);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestLogDelegate::hitsAreShownWhereTheyStand()
{
    const QImage before = drawn();
    m_delegate->setSoughtTexts({u"NEEDLE"_s});
    m_view->viewport()->update();
    const QImage after = drawn();
    QVERIFY(before.copy(cell(7, LogModel::MessageColumn)) != after.copy(cell(7, LogModel::MessageColumn)));
    QCOMPARE(before.copy(cell(6, LogModel::MessageColumn)), after.copy(cell(6, LogModel::MessageColumn)));
}

void TestLogDelegate::marksAreShown()
{
    const QImage before = drawn();
    m_model->mark(2, 3);
    const QImage after = drawn();
    QVERIFY(before.copy(cell(2, LogModel::TimeColumn)) != after.copy(cell(2, LogModel::TimeColumn)));
    QCOMPARE(before.copy(cell(2, LogModel::MessageColumn)), after.copy(cell(2, LogModel::MessageColumn)));
}

void TestLogDelegate::gapsLookUnlikeLines()
{
    const QImage image = drawn();
    const auto background = [&](int row) { return image.pixelColor(cell(row, LogModel::UserColumn).topRight()); };
    QCOMPARE(background(0), background(1));
    QVERIFY(background(8) != background(0));
    QVERIFY(background(16) != background(8));
}

void TestLogDelegate::otherColoursInTheDark()
{
    const QImage light = drawn();
    m_view->setPalette(darkColors().palette());
    const QImage dark = drawn();
    QVERIFY(dark.pixelColor(2, 40).lightness() < light.pixelColor(2, 40).lightness());
}

QTEST_MAIN(TestLogDelegate)
#include "tst_log_delegate.moc"
