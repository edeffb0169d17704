#include "users/user_list_model.h"

#include "api/endpoints/user_actions.h"
#include "support/console_desk.h"
#include "support/console_server.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

/// More than are counted at once, and more pages than are kept.
constexpr int population = 10'600;
/// The first 1000 of them: user00001 to user00999.
const UserQuestion firstThousand{.filter = {.q = u"user00"_s}, .sort = UserSort::Email};
const UserQuestion everyUser{.filter = {.q = u"user"_s}, .sort = UserSort::Email};

QString nameAt(int row) { return u"user"_s + QString::number(row + 1).rightJustified(5, u'0'); }

} // namespace

class TestUserListModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void listHasAsManyRowsAsThereAreAccounts();
    void largeTotalIsCountedExactlyInTheEnd();
    void rowsNobodyLooksAtAreNotFetched();
    void jumpLeadsToTheRightRows_data();
    void jumpLeadsToTheRightRows();
    void scrollingDownAndUpMeetsEveryoneOnce();
    void manyPagesDropTheOldest();
    void lastQuestionWins();
    void sortedColumnAscendsOrDescends_data();
    void sortedColumnAscendsOrDescends();
    void searchByRelevanceGivesTheBest();
    void changedAccountIsShownInItsRow();
    void refreshShowsWhatHasChangedAndKeepsTheRest();
    void listGrowsAndShrinksWithTheAccounts();
    void failedRowsSaySoAndCanBeRetried();

private:
    bool isLoaded(int row) const { return m_model->account(row) != nullptr; }
    void look(int row) { m_model->show(row, row + 30); }
    QString nameOf(int row) const { return m_model->account(row)->username; }
    void askAndWait(const UserQuestion &question);

    ConsoleServer m_server;
    std::unique_ptr<ConsoleDesk> m_desk;
    std::unique_ptr<UserListModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestUserListModel::initTestCase()
{
    QVERIFY(m_server.start());
    QVERIFY(m_server.addUsers(population));
    m_desk = std::make_unique<ConsoleDesk>(m_server.client().port(), m_server.staff().admin);
}

void TestUserListModel::init()
{
    m_model = std::make_unique<UserListModel>(m_desk->client(), m_desk->workspace().times);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
}

void TestUserListModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

void TestUserListModel::askAndWait(const UserQuestion &question)
{
    m_model->ask(question);
    QTRY_VERIFY(m_model->total() && isLoaded(0));
}

void TestUserListModel::listHasAsManyRowsAsThereAreAccounts()
{
    askAndWait(firstThousand);
    QCOMPARE(m_model->rowCount(), 999);
    QVERIFY(m_model->total()->exact);
    QCOMPARE(m_model->index(0, UserListModel::Email).data().toString(), u"user00001@example.org"_s);
    QCOMPARE(m_model->index(0, UserListModel::State).data().toString(), u"Invited"_s);
    QCOMPARE(m_model->index(0, UserListModel::LastLogin).data().toString(), u"Never"_s);
}

void TestUserListModel::largeTotalIsCountedExactlyInTheEnd()
{
    askAndWait({});
    QTRY_VERIFY(m_model->total()->exact);
    QCOMPARE(m_model->rowCount(), population + 3);
}

void TestUserListModel::rowsNobodyLooksAtAreNotFetched()
{
    askAndWait(firstThousand);
    look(500);
    QTRY_VERIFY(isLoaded(500));
    QVERIFY(!isLoaded(300));
    QCOMPARE(m_model->index(300, 0).data(UserListModel::RowStateRole).value<UserListModel::RowState>(),
             UserListModel::RowState::Loading);
}

void TestUserListModel::jumpLeadsToTheRightRows_data()
{
    QTest::addColumn<int>("row");
    QTest::newRow("near") << 250;
    QTest::newRow("as far as the server skips") << 10'000;
    QTest::newRow("beyond, by an anchor") << 10'350;
    QTest::newRow("the end") << population - 31;
}

void TestUserListModel::jumpLeadsToTheRightRows()
{
    QFETCH(const int, row);
    askAndWait(everyUser);
    QTRY_COMPARE(m_model->rowCount(), population);
    look(row);
    QTRY_VERIFY(isLoaded(row) && isLoaded(row + 30));
    QCOMPARE(nameOf(row), nameAt(row));
    QCOMPARE(nameOf(row + 30), nameAt(row + 30));
}

void TestUserListModel::scrollingDownAndUpMeetsEveryoneOnce()
{
    askAndWait(firstThousand);
    QList<int> rows;
    for (int row = 0; row < 960; row += 60)
        rows += row;
    for (int row = 940; row >= 0; row -= 60)
        rows += row;
    for (const int row : std::as_const(rows)) {
        look(row);
        QTRY_VERIFY(isLoaded(row) && isLoaded(row + 30));
        for (int each = row; each <= row + 30; ++each)
            QCOMPARE(nameOf(each), nameAt(each));
    }
}

void TestUserListModel::manyPagesDropTheOldest()
{
    askAndWait(everyUser);
    QTRY_COMPARE(m_model->rowCount(), population);
    for (int row = 0; row < population; row += UserPages::pageSize) {
        look(row);
        QTRY_VERIFY(isLoaded(row));
    }
    QVERIFY(!isLoaded(150)); // the tester of the model looks at the first row all the time
    int loaded = 0;
    m_model->visit(0, population, [&](int, const auth::Account &) { ++loaded; });
    QVERIFY(loaded <= UserPages::mostPages * UserPages::pageSize);
    look(150);
    QTRY_VERIFY(isLoaded(150));
    QCOMPARE(nameOf(150), nameAt(150));
}

void TestUserListModel::lastQuestionWins()
{
    const QString typed = u"user00123"_s;
    for (qsizetype i = 1; i <= typed.size(); ++i)
        m_model->ask({.filter = {.q = typed.first(i)}, .sort = {}});
    QTRY_COMPARE(m_model->rowCount(), 1);
    QTRY_VERIFY(isLoaded(0));
    QCOMPARE(nameOf(0), typed);
}

void TestUserListModel::sortedColumnAscendsOrDescends_data()
{
    QTest::addColumn<int>("column");
    QTest::newRow("e-mail") << int{UserListModel::Email};
    QTest::newRow("name") << int{UserListModel::Name};
}

void TestUserListModel::sortedColumnAscendsOrDescends()
{
    QFETCH(const int, column);
    const auto sorts = *UserListModel::sortsOf(column);
    askAndWait({.filter = firstThousand.filter, .sort = sorts.first});
    QCOMPARE(nameOf(0), nameAt(0));
    askAndWait({.filter = firstThousand.filter, .sort = sorts.second});
    QCOMPARE(nameOf(0), nameAt(998));
}

void TestUserListModel::searchByRelevanceGivesTheBest()
{
    askAndWait({.filter = {.q = u"user"_s}, .sort = {}});
    QVERIFY(m_model->question().isByRelevance());
    QVERIFY(!m_model->total()->exact);
    QCOMPARE(m_model->rowCount(), 1000);
    look(960);
    QTRY_VERIFY(isLoaded(999));
}

void TestUserListModel::changedAccountIsShownInItsRow()
{
    askAndWait(firstThousand);
    auth::Account changed = *m_model->account(7);
    changed.state = AccountState::Deactivated;
    const QSignalSpy repainted(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->put(changed);
    QCOMPARE(m_model->index(7, UserListModel::State).data().toString(), u"Deactivated"_s);
    QCOMPARE(repainted.size(), 1);
    QCOMPARE(repainted.first().first().toModelIndex().row(), 7);
}

void TestUserListModel::refreshShowsWhatHasChangedAndKeepsTheRest()
{
    askAndWait(firstThousand);
    const UserId id = m_model->account(3)->id;
    bool done = false;
    m_desk->client().send(api::deactivateUser, {.id = id, .reason = {}}, this,
                          [&](const console::Answer<auth::Account> &answer) { done = bool(answer); });
    QTRY_VERIFY(done);
    m_model->refresh();
    QVERIFY(isLoaded(3));
    QTRY_COMPARE(m_model->account(3)->state, AccountState::Deactivated);
    QCOMPARE(m_model->rowOf(id), 3);
}

void TestUserListModel::listGrowsAndShrinksWithTheAccounts()
{
    const UserQuestion newcomers{.filter = {.q = u"newcomer"_s}, .sort = UserSort::Email};
    askAndWait(firstThousand);
    m_model->ask(newcomers);
    QTRY_VERIFY(m_model->total());
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(m_server.addUsers(150, u"newcomer"_s));
    m_model->refresh();
    QTRY_COMPARE(m_model->rowCount(), 150);
    m_model->show(0, 30);
    QTRY_VERIFY(isLoaded(30));
    const auth::Account gone = *m_model->account(0);
    Headers headers = HttpClient::bearer(m_server.staff().admin.access);
    headers.emplaceBack("If-Match", '"' + QByteArray::number(gone.version) + '"');
    m_server.client().send("DELETE", "/api/users/" + gone.id.text().toLatin1(), headers);
    m_model->refresh();
    QTRY_COMPARE(m_model->rowCount(), 149);
    QTRY_COMPARE(nameOf(0), u"newcomer00002"_s);
}

void TestUserListModel::failedRowsSaySoAndCanBeRetried()
{
    askAndWait(firstThousand);
    m_server.daemon().set(u"PORT"_s, QString::number(m_server.client().port()));
    m_server.daemon().kill();
    look(500);
    QTRY_VERIFY(m_model->failure(500));
    QVERIFY(m_model->index(500, 0).data().toString().contains(u"Could not be loaded"_s));
    QVERIFY(isLoaded(0));
    QVERIFY(m_server.daemon().start());
    m_model->retry();
    QTRY_VERIFY_WITH_TIMEOUT(isLoaded(500), 20000);
    QVERIFY(!m_model->failure(500));
}

QTEST_MAIN(TestUserListModel)
#include "tst_user_list_model.moc"
