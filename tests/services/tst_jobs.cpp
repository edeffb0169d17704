#include "fixture.h"

#include "services/jobs.h"
#include "storage/account_repository.h"
#include "support/postgres_server.h"

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

/// Accounts, and a runner that goes through a job in small steps.
struct Works : Rig {
    explicit Works(const QString &url) : Rig({.databaseUrl = url})
    {
        admin = make(1, {u"user"_s, u"admin"_s});
        for (quint64 i = 2; i <= 9; ++i)
            make(i, {u"user"_s});
    }

    JobRunner runner{*database,
                     audit,
                     cache,
                     limiter,
                     idOf<struct InstanceKind>(1),
                     [] { return QList<Instance>(); },
                     {.batch = 3, .share = 1},
                     clock,
                     log};
    UserDirectory directory{*database, keys, clock};
    Jobs jobs{*database, directory, runner, audit, {.accounts = 100}, clock};
    UserId admin;

    UserId make(quint64 number, const QStringList &roles)
    {
        const NewUser user = newUser(number, roles);
        const auto made =
            database->write([&](Connection &connection) { return UserRepository::insert(connection, user); });
        return made ? made->id : UserId();
    }
    Caller caller(UserId user) const
    {
        Caller caller = stranger();
        caller.user = user;
        caller.permissions = *const_cast<Works *>(this)->database->read(
            [&](Connection &connection) { return AccountRepository::permissions(connection, user); });
        caller.requestId = u"of-this-job"_s;
        return caller;
    }
    Account account(quint64 number)
    {
        return (*database->read([&](Connection &connection) {
                   return AccountRepository::byId(connection, userId(number), clock.now());
               }))
            .value_or(Account());
    }
    /// As it is when it has come to rest.
    Job settled(JobId id)
    {
        Job job;
        (void)QTest::qWaitFor([&] {
            job = *jobs.get({.id = id}, {});
            return job.state == JobState::Planned || job.state >= JobState::Finished;
        });
        return job;
    }
    Job run(const BulkChange &change, const QList<UserId> &users)
    {
        const auto job = jobs.begin(change, users, false, caller(admin));
        return job ? settled(job->id) : Job();
    }
    qint64 auditRows(const QString &action)
    {
        return (*database->read([&](Connection &connection) {
                   return connection.one("SELECT count(*) FROM audit WHERE action = ? AND request_id = 'of-this-job'",
                                         {action}, [](const Row &row) { return row.integer(0); });
               }))
            .value_or(-1);
    }
};

QList<UserId> users(std::initializer_list<quint64> numbers)
{
    QList<UserId> ids;
    for (const quint64 number : numbers)
        ids += userId(number);
    return ids;
}

qint64 countOf(const Job &job, const QString &outcome)
{
    for (const JobOutcome &each : job.outcomes.value_or(QList<JobOutcome>())) {
        if (each.outcome == outcome)
            return each.count;
    }
    return 0;
}

BulkChange change(JobAction action)
{
    BulkChange change;
    change.action = action;
    return change;
}

} // namespace

class TestJobs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_server = PostgresServer::start(m_noServer); }
    void init();
    void cleanup() { m_works.reset(); }

    void everyAccountIsGoneThrough_data() { engines(); }
    void everyAccountIsGoneThrough();
    void undoPutsBackWhatNobodyElseChanged_data() { engines(); }
    void undoPutsBackWhatNobodyElseChanged();
    void dryRunTellsWhatTheStartDoes_data() { engines(); }
    void dryRunTellsWhatTheStartDoes();
    void rolesAreGivenAndTaken_data() { engines(); }
    void rolesAreGivenAndTaken();
    void lastAdministratorStays_data() { engines(); }
    void lastAdministratorStays();
    void nobodyActsAboveThemselves_data() { engines(); }
    void nobodyActsAboveThemselves();
    void plannedJobHasTheRightsOfWhoStartsIt_data() { engines(); }
    void plannedJobHasTheRightsOfWhoStartsIt();
    void undoneUnlockEndsSessions_data() { engines(); }
    void undoneUnlockEndsSessions();
    void sessionsEndWithTheAccount_data() { engines(); }
    void sessionsEndWithTheAccount();
    void whoeverLosesTheRightStopsTheJob_data() { engines(); }
    void whoeverLosesTheRightStopsTheJob();
    void jobOfADeadInstanceIsContinued_data() { engines(); }
    void jobOfADeadInstanceIsContinued();
    void nothingIsWrittenOfACancelledJob_data() { engines(); }
    void nothingIsWrittenOfACancelledJob();
    void cancelledJobLeavesTheRest_data() { engines(); }
    void cancelledJobLeavesTheRest();
    void badRequestsAreRefused();
    void oldJobsArePurged();

private:
    static void engines()
    {
        QTest::addColumn<QString>("engine");
        QTest::newRow("sqlite") << u"sqlite"_s;
        QTest::newRow("postgres") << u"postgres"_s;
    }

    std::unique_ptr<PostgresServer> m_server;
    QString m_noServer;
    std::unique_ptr<Works> m_works;
};

void TestJobs::init()
{
    QString url;
    if (QString::fromLatin1(QTest::currentDataTag()) == u"postgres"_s) {
        REQUIRE_POSTGRES(m_server, m_noServer);
        m_server->makeDatabase(u"jobs"_s);
        url = m_server->url(u"jobs"_s);
    }
    m_works = std::make_unique<Works>(url);
    QVERIFY(!m_works->admin.isNull());
}

void TestJobs::everyAccountIsGoneThrough()
{
    m_works->runner.start();
    const Job job = m_works->run(change(JobAction::Deactivate), users({2, 3, 4, 5, 77}));
    QCOMPARE(job.state, JobState::Finished);
    QCOMPARE(job.total, 5);
    QCOMPARE(job.done, 5);
    QCOMPARE(job.changed, 4);
    QCOMPARE(countOf(job, u"changed"_s), 4);
    QCOMPARE(countOf(job, u"not_found"_s), 1);
    for (const quint64 number : {2, 3, 4, 5}) {
        QCOMPARE(m_works->account(number).state, AccountState::Deactivated);
        QCOMPARE(m_works->account(number).version, 2);
    }
    QCOMPARE(m_works->account(6).state, AccountState::Active);
    QCOMPARE(m_works->auditRows(u"user.deactivated"_s), 4);
    QCOMPARE(m_works->auditRows(u"job.started"_s), 1);
    QCOMPARE(m_works->auditRows(u"job.finished"_s), 1);
    const auto items = m_works->jobs.items({.id = job.id, .outcome = u"not_found"_s, .after = {}, .limit = {}}, {});
    VERIFY_RESULT(items);
    QCOMPARE(items->items.size(), 1);
    QCOMPARE(items->items[0].position, 5);
    QCOMPARE(items->items[0].userId, userId(77));
}

void TestJobs::undoPutsBackWhatNobodyElseChanged()
{
    m_works->runner.start();
    const Job job = m_works->run(change(JobAction::Delete), users({2, 3, 4, 5}));
    QCOMPARE(job.changed, 4);
    QCOMPARE(m_works->account(2).state, AccountState::Deleted);
    QVERIFY(job.canUndo);
    VERIFY_RESULT(m_works->database->write([](Connection &connection) {
        return connection.execute("UPDATE users SET version = version + 1 WHERE public_id = ?", {userId(4)});
    }));
    const auto undo = m_works->jobs.undo({.id = job.id}, m_works->caller(m_works->admin));
    VERIFY_RESULT(undo);
    const Job undone = m_works->settled(undo->id);
    QCOMPARE(undone.state, JobState::Finished);
    QCOMPARE(undone.undoOf, std::optional(job.id));
    QCOMPARE(undone.changed, 3);
    QCOMPARE(countOf(undone, u"changed_since"_s), 1);
    QCOMPARE(m_works->account(2).state, AccountState::Active);
    QCOMPARE(m_works->account(4).state, AccountState::Deleted);
    QCOMPARE(m_works->auditRows(u"user.restored"_s), 3);
    QVERIFY(!undone.canUndo);
}

void TestJobs::dryRunTellsWhatTheStartDoes()
{
    m_works->runner.start();
    const auto begun = m_works->jobs.begin(change(JobAction::Deactivate), users({1, 2, 3, 4, 5, 77}), true,
                                           m_works->caller(m_works->admin));
    VERIFY_RESULT(begun);
    const Job planned = m_works->settled(begun->id);
    QCOMPARE(planned.state, JobState::Planned);
    QCOMPARE(planned.planned, 6);
    QCOMPARE(planned.changed, 0);
    QCOMPARE(countOf(planned, u"changed"_s), 4);
    QCOMPARE(countOf(planned, u"own_account"_s), 1);
    QCOMPARE(m_works->account(2).state, AccountState::Active);
    QCOMPARE(m_works->auditRows(u"user.deactivated"_s), 0);

    VERIFY_RESULT(m_works->jobs.start({.id = begun->id}, m_works->caller(m_works->admin)));
    Job done;
    QVERIFY(QTest::qWaitFor(
        [&] { return (done = *m_works->jobs.get({.id = begun->id}, {})).state == JobState::Finished; }));
    QCOMPARE(done.outcomes, planned.outcomes);
    QCOMPARE(m_works->account(2).state, AccountState::Deactivated);
    COMPARE_CODE(m_works->jobs.start({.id = begun->id}, m_works->caller(m_works->admin)), ErrorCode::Conflict);
}

void TestJobs::rolesAreGivenAndTaken()
{
    m_works->runner.start();
    BulkChange give = change(JobAction::AddRole);
    give.role = u"support"_s;
    const Job given = m_works->run(give, users({2, 3, 4, 5}));
    QCOMPARE(given.changed, 4);
    QCOMPARE(m_works->account(3).roles, QStringList({u"support"_s, u"user"_s}));
    const Job again = m_works->run(give, users({2, 3}));
    QCOMPARE(countOf(again, u"unchanged"_s), 2);
    const auto undo = m_works->jobs.undo({.id = given.id}, m_works->caller(m_works->admin));
    VERIFY_RESULT(undo);
    QCOMPARE(m_works->settled(undo->id).changed, 4);
    QCOMPARE(m_works->account(3).roles, QStringList({u"user"_s}));
    give.role = u"wizard"_s;
    QCOMPARE(countOf(m_works->run(give, users({2})), u"unknown_role"_s), 1);
}

void TestJobs::lastAdministratorStays()
{
    const UserId second = m_works->make(20, {u"admin"_s}), third = m_works->make(21, {u"admin"_s});
    m_works->runner.start();
    BulkChange take = change(JobAction::RemoveRole);
    take.role = u"admin"_s;
    // Not the caller, who is the third administrator; with them gone two are left, of whom one must stay.
    m_works->sql(u"UPDATE users SET locked_until = 9000000000000000 WHERE username = 'User_21'"_s);
    QCOMPARE(m_works->run(take, {second}).changed, 1);
    QCOMPARE(m_works->run(take, {third}).changed, 1); // locked: none that counts
    QCOMPARE(countOf(m_works->run(take, {m_works->admin}), u"own_account"_s), 1);
    const UserId fourth = m_works->make(22, {u"admin"_s});
    const auto begun =
        m_works->jobs.begin(change(JobAction::Deactivate), {m_works->admin}, false, m_works->caller(fourth));
    VERIFY_RESULT(begun);
    QCOMPARE(m_works->settled(begun->id).changed, 1);
    const auto last = m_works->jobs.begin(change(JobAction::Deactivate), {fourth}, true, m_works->caller(fourth));
    QCOMPARE(countOf(m_works->settled(last->id), u"own_account"_s), 1);
}

void TestJobs::nobodyActsAboveThemselves()
{
    m_works->sql(u"INSERT INTO roles (id, public_id, name, permissions, created_at) SELECT 50, public_id, 'clerk', 3, 0"
                 " FROM users WHERE username = 'User_9'"_s); // users.read and users.write
    const UserId clerk = m_works->make(30, {u"clerk"_s}), helper = m_works->make(31, {u"support"_s});
    m_works->runner.start();
    const auto job = m_works->jobs.begin(change(JobAction::Deactivate), {m_works->admin, helper, userId(2)}, false,
                                         m_works->caller(clerk));
    VERIFY_RESULT(job);
    const Job done = m_works->settled(job->id);
    QCOMPARE(countOf(done, u"forbidden"_s), 2);
    QCOMPARE(done.changed, 1);
    BulkChange lift = change(JobAction::AddRole);
    lift.role = u"support"_s;
    const auto lifted = m_works->jobs.begin(lift, {userId(3)}, false, m_works->caller(clerk));
    VERIFY_RESULT(lifted);
    QCOMPARE(countOf(m_works->settled(lifted->id), u"forbidden"_s), 1);
    COMPARE_CODE(m_works->jobs.begin(change(JobAction::EndSessions), {userId(3)}, false, m_works->caller(clerk)),
                 ErrorCode::Forbidden);
}

void TestJobs::plannedJobHasTheRightsOfWhoStartsIt()
{
    m_works->sql(u"INSERT INTO roles (id, public_id, name, permissions, created_at) SELECT 50, public_id, 'clerk', 3, 0"
                 " FROM users WHERE username = 'User_9'"_s);
    const UserId clerk = m_works->make(30, {u"clerk"_s}), helper = m_works->make(31, {u"support"_s});
    m_works->runner.start();
    const auto begun =
        m_works->jobs.begin(change(JobAction::Deactivate), {helper, userId(2)}, true, m_works->caller(m_works->admin));
    VERIFY_RESULT(begun);
    QCOMPARE(countOf(m_works->settled(begun->id), u"changed"_s), 2);
    VERIFY_RESULT(m_works->jobs.start({.id = begun->id}, m_works->caller(clerk)));
    Job done;
    QVERIFY(QTest::qWaitFor(
        [&] { return (done = *m_works->jobs.get({.id = begun->id}, {})).state == JobState::Finished; }));
    QCOMPARE(countOf(done, u"forbidden"_s), 1);
    QCOMPARE(done.createdBy, clerk);
    QCOMPARE(m_works->account(31).state, AccountState::Active);
}

void TestJobs::undoneUnlockEndsSessions()
{
    const auto alice = m_works->signUp(u"alice"_s);
    VERIFY_RESULT(alice);
    m_works->sql(u"UPDATE users SET locked_until = 9000000000000000 WHERE username = 'alice'"_s);
    m_works->runner.start();
    const Job unlocked = m_works->run(change(JobAction::Unlock), {alice->user.id});
    QCOMPARE(unlocked.changed, 1);
    const auto again = m_works->login();
    VERIFY_RESULT(again);
    const auto undo = m_works->jobs.undo({.id = unlocked.id}, m_works->caller(m_works->admin));
    VERIFY_RESULT(undo);
    QCOMPARE(m_works->settled(undo->id).changed, 1);
    QVERIFY(m_works->stored(m_works->sessionOf(*again)).revokedAt);
}

void TestJobs::sessionsEndWithTheAccount()
{
    const auto alice = m_works->signUp(u"alice"_s);
    VERIFY_RESULT(alice);
    m_works->remember(*alice);
    m_works->runner.start();
    QCOMPARE(m_works->run(change(JobAction::EndSessions), {alice->user.id}).changed, 1);
    QVERIFY(m_works->stored(m_works->sessionOf(*alice)).revokedAt);
    QVERIFY(!m_works->cache.find(m_works->sessionOf(*alice)));
    VERIFY_RESULT(m_works->login());
    const Job locked = [&] {
        BulkChange lock = change(JobAction::Lock);
        lock.until = m_works->clock.now() + std::chrono::hours(1);
        return m_works->run(lock, {alice->user.id});
    }();
    QCOMPARE(locked.changed, 1);
    QCOMPARE(m_works->account(2).state, AccountState::Active);
    const auto live = m_works->database->read([&](Connection &connection) {
        return SessionRepository::active(connection, alice->user.id, m_works->clock.now());
    });
    VERIFY_RESULT(live);
    QVERIFY(live->isEmpty());
}

void TestJobs::whoeverLosesTheRightStopsTheJob()
{
    const auto job =
        m_works->jobs.begin(change(JobAction::Deactivate), users({2, 3}), false, m_works->caller(m_works->admin));
    VERIFY_RESULT(job);
    m_works->sql(u"DELETE FROM user_roles WHERE role_id = 1"_s);
    m_works->runner.start();
    const Job stopped = m_works->settled(job->id);
    QCOMPARE(stopped.state, JobState::Failed);
    QVERIFY(stopped.problem && stopped.problem->contains(u"no longer"_s));
    QCOMPARE(m_works->account(2).state, AccountState::Active);
}

void TestJobs::jobOfADeadInstanceIsContinued()
{
    const auto job =
        m_works->jobs.begin(change(JobAction::Deactivate), users({2, 3, 4, 5}), false, m_works->caller(m_works->admin));
    VERIFY_RESULT(job);
    VERIFY_RESULT(m_works->database->write([&](Connection &connection) {
        return connection.execute("UPDATE jobs SET state = 'running', instance = ?, done = 2, changed = 2",
                                  {idOf<struct InstanceKind>(99)});
    }));
    m_works->runner.start();
    const Job done = m_works->settled(job->id);
    QCOMPARE(done.state, JobState::Finished);
    QCOMPARE(done.changed, 4);
    QCOMPARE(m_works->account(2).state, AccountState::Active); // was said to be done
    QCOMPARE(m_works->account(5).state, AccountState::Deactivated);
}

void TestJobs::nothingIsWrittenOfACancelledJob()
{
    const auto job =
        m_works->jobs.begin(change(JobAction::Deactivate), users({2, 3}), false, m_works->caller(m_works->admin));
    VERIFY_RESULT(job);
    const auto running = m_works->database->write([&](Connection &connection) {
        return JobRepository::claim(connection, idOf<struct InstanceKind>(1), {}, m_works->clock.now());
    });
    VERIFY_RESULT(running);
    VERIFY_RESULT(m_works->jobs.cancel({.id = job->id}, m_works->caller(m_works->admin)));
    JobBatch batch(*m_works->database, m_works->audit, m_works->cache, m_works->limiter, m_works->clock);
    ChangeContext context{
        .change = change(JobAction::Deactivate), .actor = m_works->admin, .allowed = {}, .rolePermissions = {}};
    const auto changed = batch.change(**running, {.job = job->id, .after = 0, .last = 2}, context);
    VERIFY_RESULT(changed);
    QVERIFY(!*changed);
    const auto items = m_works->jobs.items({.id = job->id, .outcome = {}, .after = {}, .limit = {}}, {});
    QCOMPARE(items->items.size(), 2);
    QVERIFY(!items->items[0].outcome);
    QCOMPARE(m_works->account(2).state, AccountState::Active);
}

void TestJobs::cancelledJobLeavesTheRest()
{
    const auto job =
        m_works->jobs.begin(change(JobAction::Deactivate), users({2, 3}), false, m_works->caller(m_works->admin));
    VERIFY_RESULT(job);
    const auto cancelled = m_works->jobs.cancel({.id = job->id}, m_works->caller(m_works->admin));
    VERIFY_RESULT(cancelled);
    QCOMPARE(cancelled->state, JobState::Cancelled);
    COMPARE_CODE(m_works->jobs.cancel({.id = job->id}, m_works->caller(m_works->admin)), ErrorCode::Conflict);
    m_works->runner.start();
    QVERIFY(QTest::qWaitFor([&] { return !m_works->runner.counters().isWorking; }));
    QCOMPARE(m_works->account(2).state, AccountState::Active);
    COMPARE_CODE(m_works->jobs.undo({.id = job->id}, m_works->caller(m_works->admin)), ErrorCode::Conflict);
}

void TestJobs::badRequestsAreRefused()
{
    const Caller admin = m_works->caller(m_works->admin);
    BulkChange lock = change(JobAction::Lock);
    COMPARE_CODE(m_works->jobs.begin(lock, {}, false, admin), ErrorCode::ValidationError);
    lock.until = m_works->clock.now();
    COMPARE_CODE(m_works->jobs.begin(lock, {}, false, admin), ErrorCode::ValidationError);
    COMPARE_CODE(m_works->jobs.begin(change(JobAction::AddRole), {}, false, admin), ErrorCode::ValidationError);
    COMPARE_CODE(m_works->jobs.begin(change(JobAction::Undo), {}, false, admin), ErrorCode::ValidationError);
    COMPARE_CODE(m_works->jobs.begin(change(JobAction::Activate), QList<UserId>(101, userId(2)), false, admin),
                 ErrorCode::Conflict);
    VERIFY_RESULT(m_works->jobs.begin(change(JobAction::Activate), QList<UserId>(100, userId(2)), false, admin));
    COMPARE_CODE(m_works->jobs.get({.id = idOf<struct JobKind>(5)}, admin), ErrorCode::NotFound);
    COMPARE_CODE(m_works->jobs.cancel({.id = idOf<struct JobKind>(5)}, admin), ErrorCode::NotFound);
}

void TestJobs::oldJobsArePurged()
{
    m_works->runner.start();
    const Job job = m_works->run(change(JobAction::Deactivate), users({2}));
    QVERIFY(!m_works->jobs.purge(1));
    m_works->clock.advance(std::chrono::days(31));
    QVERIFY(m_works->jobs.purge(1));
    COMPARE_CODE(m_works->jobs.get({.id = job.id}, {}), ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestJobs)
#include "tst_jobs.moc"
