#include "log_lines.h"

#include "log/log_model.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <random>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

/// The same as a LogModel, in the simplest way.
struct NaiveModel {
    std::vector<qint64> all;
    qint64 divisor = 1; ///< What a filter lets through.
    qint64 rest = 0;

    std::vector<qint64> shown() const
    {
        std::vector<qint64> rows;
        std::copy_if(all.begin(), all.end(), std::back_inserter(rows),
                     [this](qint64 id) { return id % divisor == rest; });
        return rows;
    }
};

struct Filter {
    QString text;
    qint64 divisor;
    qint64 rest;
};

const std::array filters{Filter{u""_s, 1, 0}, Filter{u"level:error"_s, 100, 99}, Filter{u"needle"_s, 50, 7},
                         Filter{u"status:503"_s, 20, 0}, Filter{u"event:sign_in.*"_s, 4, 1}};

} // namespace

/// Ten thousand operations in random order, compared with a vector.
class TestLogModelOperations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void modelAgreesWithAVector_data();
    void modelAgreesWithAVector();

private:
    LogBatch take(int count);
    void settle();

    LogBatch m_lines;
    std::unique_ptr<LogModel> m_model;
    NaiveModel m_naive;
    qint64 m_next = 0;
};

/// Operations take slices of the same lines, as making them is dear. Their number repeats with the filters' period.
void TestLogModelOperations::initTestCase() { m_lines = logLines(0, 2'000); }

LogBatch TestLogModelOperations::take(int count)
{
    LogBatch batch;
    for (int i = 0; i < count; ++i) {
        batch.appendRow(m_lines.row(static_cast<std::size_t>(m_next % 2'000)));
        m_naive.all.push_back(m_next++);
    }
    return batch;
}

void TestLogModelOperations::settle() { QTRY_VERIFY(!m_model->isSearching()); }

void TestLogModelOperations::modelAgreesWithAVector_data()
{
    QTest::addColumn<unsigned>("seed");
    QTest::addColumn<int>("steps");
    QTest::addColumn<bool>("tested"); // by Qt's tester too, which looks at all cells after each change
    QTest::newRow("tester") << 1U << 400 << true;
    for (const unsigned seed : {2U, 3U, 4U})
        QTest::addRow("seed %u", seed) << seed << 3'200 << false;
}

void TestLogModelOperations::modelAgreesWithAVector()
{
    QFETCH(unsigned, seed);
    QFETCH(int, steps);
    QFETCH(bool, tested);
    std::mt19937 random(seed);
    m_model = std::make_unique<LogModel>(LogLimits{.rows = 9'000, .bytes = 1LL << 30});
    if (tested)
        new QAbstractItemModelTester(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_model.get());
    m_naive = {};
    m_next = 0;
    int evicted = 0;
    int filtered = 0;
    for (int step = 0; step < steps; ++step) {
        const auto dice = random() % 100;
        if (dice < 90) {
            m_model->append(take(static_cast<int>(random() % 80)));
        } else if (dice < 98) {
            const Filter &filter = filters.at(random() % filters.size());
            m_model->setFilter(std::get<FilterExpression>(FilterExpression::parse(filter.text)));
            m_model->append(take(static_cast<int>(random() % 300)));
            settle();
            m_naive.divisor = filter.divisor;
            m_naive.rest = filter.rest;
            ++filtered;
        } else if (dice == 98) {
            m_model->setLimits({.rows = 5'000 + static_cast<qint64>(random() % 9'000), .bytes = 1LL << 30});
        } else if (random() % 5 == 0) {
            m_model->clear();
            m_naive.all.clear();
        }
        const qint64 first = m_model->buffer().firstRow();
        const auto gone = std::lower_bound(m_naive.all.begin(), m_naive.all.end(), first);
        evicted += gone != m_naive.all.begin();
        m_naive.all.erase(m_naive.all.begin(), gone);
        QVERIFY(m_model->buffer().count() <= m_model->buffer().limits().rows);
        QVERIFY(m_model->shownRows() == m_naive.shown());
        if (m_model->rowCount() > 0) {
            const int row = static_cast<int>(random() % static_cast<unsigned>(m_model->rowCount()));
            QCOMPARE(m_model->row(row).record().place.seq, m_model->rowId(row) % 2'000 + 1);
            QCOMPARE(m_model->rowOf(m_model->rowId(row)), row);
        }
    }
    QVERIFY(evicted > 0 && filtered > 10);
}

QTEST_GUILESS_MAIN(TestLogModelOperations)
#include "tst_log_model_operations.moc"
