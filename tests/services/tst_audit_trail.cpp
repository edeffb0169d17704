#include "services/audit_trail.h"

#include "tests/services/audit_fixture.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

AuditFact deactivated(UserId person)
{
    return {.action = AuditAction::UserDeactivated,
            .target = AuditTarget::User,
            .targetId = person.text(),
            .person = person,
            .before = R"({"is_active":true})",
            .after = R"({"is_active":false})",
            .reason = u"left"_s};
}

QJsonObject json(const std::optional<QString> &text) { return QJsonDocument::fromJson(text->toUtf8()).object(); }

bool isRefused(Database &database, const QString &statement)
{
    const auto changed = database.write([&](Connection &connection) { return connection.run(statement); });
    return !changed && changed.error().cause.contains(u"append-only"_s);
}

Error refusal() { return {.code = ErrorCode::Conflict, .message = u"not now"_s}; }

} // namespace

class TestAuditTrail : public QObject {
    Q_OBJECT

    QString m_whyNot;
    std::unique_ptr<PostgresServer> m_server = PostgresServer::start(m_whyNot);
    int m_databases = 0;

    static void engines()
    {
        QTest::addColumn<QString>("engine");
        QTest::newRow("SQLite") << u"sqlite"_s;
        QTest::newRow("PostgreSQL") << u"postgresql"_s;
    }
    std::unique_ptr<Rig> rig()
    {
        QFETCH(QString, engine);
        if (engine == u"postgresql"_s && !m_server)
            return nullptr;
        return rigOn(engine, m_server.get(), u"trail%1"_s.arg(++m_databases));
    }

private Q_SLOTS:
    void rowTellsWhoDidWhatToWhom_data() { engines(); }
    void rowTellsWhoDidWhatToWhom()
    {
        const auto rig = this->rig();
        REQUIRE_POSTGRES(rig, m_whyNot);
        const auto alice = rig->signUp(u"alice"_s), bob = rig->signUp(u"bob"_s);
        Caller caller = rig->callerOf(*alice);
        caller.requestId = u"the-request"_s;
        VERIFY_RESULT(rig->database->write(
            [&](Connection &connection) { return rig->audit.record(connection, caller, deactivated(bob->user.id)); }));

        const auto rows = *rig->database->read(
            [&](Connection &connection) { return AuditRepository::byRequest(connection, u"the-request"_s); });
        QCOMPARE(rows.size(), 1);
        const AuditRow &row = rows.first();
        QCOMPARE(row.seq, 3); // behind two registrations
        QCOMPARE(row.time, rig->clock.now());
        QCOMPARE(row.category, u"accounts"_s);
        QCOMPARE(row.action, u"user.deactivated"_s);
        QCOMPARE(row.actor, alice->user.id);
        QCOMPARE(row.targetKind, u"user"_s);
        QCOMPARE(row.target, bob->user.id.text());
        QCOMPARE(json(row.actorData), (QJsonObject{{u"name"_s, u"alice"_s}, {u"ip"_s, u"192.0.2.7"_s}}));
        QCOMPARE(json(row.targetData), (QJsonObject{{u"name"_s, u"bob"_s},
                                                    {u"before"_s, QJsonObject{{u"is_active"_s, true}}},
                                                    {u"after"_s, QJsonObject{{u"is_active"_s, false}}},
                                                    {u"reason"_s, u"left"_s}}));
    }

    void rowsAreAChain_data() { engines(); }
    void rowsAreAChain()
    {
        const auto rig = this->rig();
        REQUIRE_POSTGRES(rig, m_whyNot);
        const auto alice = rig->signUp();
        QList<AuditFact> facts;
        for (quint64 i = 0; i < 1500; ++i) // more than are inserted at once
            facts += deactivated(userId(i % 7 + 1));
        VERIFY_RESULT(rig->database->write(
            [&](Connection &connection) { return rig->audit.record(connection, rig->callerOf(*alice), facts); }));
        const auto rows = trailOf(*rig->database);
        QCOMPARE(rows.size(), 1501);
        QVERIFY(isChain(rows));
        QCOMPARE(headOf(*rig->database).hash, rows.last().row.hash);
    }

    void timeNeverGoesBack_data() { engines(); }
    void timeNeverGoesBack()
    {
        const auto rig = this->rig();
        REQUIRE_POSTGRES(rig, m_whyNot);
        VERIFY_RESULT(rig->signUp(u"alice"_s));
        rig->clock.adjust(std::chrono::hours(-1));
        VERIFY_RESULT(rig->signUp(u"bob"_s));
        QVERIFY(isChain(trailOf(*rig->database)));
    }

    void whatIsUndoneIsNeitherOnRecordNorInTheLog_data() { engines(); }
    void whatIsUndoneIsNeitherOnRecordNorInTheLog()
    {
        const auto rig = this->rig();
        REQUIRE_POSTGRES(rig, m_whyNot);
        const auto undone = rig->database->write([&](Connection &connection) -> Outcome {
            const auto recorded = rig->audit.record(connection, {}, deactivated(userId(1)));
            return recorded ? Outcome(refusal()) : recorded;
        });
        COMPARE_CODE(undone, ErrorCode::Conflict);
        QVERIFY(trailOf(*rig->database).isEmpty());
        QVERIFY(!rig->events.last(u"audit.recorded"_s));
    }

    void everyRowIsALineInTheLogWithoutNames_data() { engines(); }
    void everyRowIsALineInTheLogWithoutNames()
    {
        const auto rig = this->rig();
        REQUIRE_POSTGRES(rig, m_whyNot);
        const auto alice = rig->signUp();
        const auto line = rig->events.last(u"audit.recorded"_s);
        QVERIFY(line);
        QCOMPARE(line->userId, alice->user.id);
        LogFields expected{{u"audit_seq", 1},
                           {u"action", u"user.registered"_s},
                           {u"target_kind", u"user"_s},
                           {u"target", alice->user.id.text()}};
        QCOMPARE(line->extra, expected);
    }

    /// Many operations share a transaction on SQLite: undoing one must not silence the others.
    void undoneOperationsBesideOthersAreSilent_data() { engines(); }
    void undoneOperationsBesideOthersAreSilent()
    {
        const auto rig = this->rig();
        REQUIRE_POSTGRES(rig, m_whyNot);
        constexpr int threads = 8, each = 10;
        onThreads(threads, [&](int thread) {
            for (int i = 0; i < each; ++i)
                (void)rig->database->write([&](Connection &connection) -> Outcome {
                    const auto recorded = rig->audit.record(connection, {}, deactivated(userId(quint64(thread) + 1)));
                    return recorded && i % 2 ? Outcome(refusal()) : recorded;
                });
        });
        const auto rows = trailOf(*rig->database);
        QCOMPARE(rows.size(), threads * each / 2);
        QVERIFY(isChain(rows));
        QSet<qint64> told;
        for (const LogEvent &event : rig->events.all()) {
            if (event.event == u"audit.recorded"_s)
                told.insert(std::get<qint64>(event.extra.begin()->value.variant()));
        }
        QCOMPARE(told.size(), rows.size());
        QVERIFY(told.contains(1) && told.contains(rows.size()));
    }

    void instancesAppendToOneChain()
    {
        REQUIRE_POSTGRES(m_server, m_whyNot);
        const auto first = rigOn(u"postgresql"_s, m_server.get(), u"shared"_s);
        const Rig second({.databaseUrl = m_server->url(u"shared"_s)});
        constexpr int threads = 8, each = 25;
        std::atomic<int> failed = 0;
        onThreads(threads, [&](int thread) {
            const Rig &rig = thread % 2 ? *first : second;
            for (int i = 0; i < each; ++i) { // each about the other's person, in both orders
                Caller caller;
                caller.user = userId(quint64(thread % 3) + 1);
                const AuditFact facts[] = {deactivated(userId(quint64(i % 4) + 1)),
                                           deactivated(userId(quint64(thread) + 1))};
                failed += !rig.database->write(
                    [&](Connection &connection) { return rig.audit.record(connection, caller, facts); });
            }
        });
        QCOMPARE(failed, 0);
        const auto rows = trailOf(*first->database);
        QCOMPARE(rows.size(), threads * each * 2);
        QVERIFY(isChain(rows));
        QCOMPARE(first->database->writeCounters().retried + second.database->writeCounters().retried, 0u);
    }

    void nobodyChangesARow_data() { engines(); }
    void nobodyChangesARow()
    {
        const auto rig = this->rig();
        REQUIRE_POSTGRES(rig, m_whyNot);
        Caller caller = Rig::stranger();
        caller.user = userId(2);
        VERIFY_RESULT(rig->database->write(
            [&](Connection &connection) { return rig->audit.record(connection, caller, deactivated(userId(1))); }));
        const auto before = trailOf(*rig->database);
        for (const QString &change :
             {u"seq = 9"_s, u"time = 0"_s, u"class = 'x'"_s, u"action = 'x'"_s, u"target = 'x'"_s,
              u"actor = person, person = actor"_s, u"request_id = 'x'"_s, u"actor_data = '{}'"_s,
              u"target_data = '{}'"_s, u"target_kind = 'x'"_s, u"actor_digest = target_digest"_s,
              u"target_digest = actor_digest"_s, u"content = hash"_s, u"previous = hash"_s, u"hash = content"_s})
            QVERIFY2(isRefused(*rig->database, u"UPDATE audit SET "_s + change), qPrintable(change));
        QVERIFY(isRefused(*rig->database, u"DELETE FROM audit"_s));
        QCOMPARE(trailOf(*rig->database), before);
    }

    void selfServiceIsOnRecord_data() { engines(); }
    void selfServiceIsOnRecord()
    {
        const auto rig = this->rig();
        REQUIRE_POSTGRES(rig, m_whyNot);
        const auto pair = rig->signUp();
        const Caller caller = rig->callerOf(*pair);
        VERIFY_RESULT(
            rig->accounts.change({.version = 1, .username = u"alicia"_s, .email = {}, .currentPassword = {}}, caller));
        VERIFY_RESULT(rig->accounts.changePassword(
            {.currentPassword = secret("fluffy walrus paints"), .newPassword = secret("purple tractors sing loudly")},
            caller));
        const auto next = rig->refresh(pair->refreshToken);
        VERIFY_RESULT(rig->refresh(next->refreshToken));
        COMPARE_CODE(rig->refresh(pair->refreshToken), ErrorCode::TokenInvalid);
        COMPARE_CODE(rig->refresh(pair->refreshToken), ErrorCode::TokenInvalid); // on record once

        const auto rows = trailOf(*rig->database);
        QStringList actions;
        for (const SaltedAuditRow &each : rows)
            actions += each.row.action;
        QCOMPARE(actions, (QStringList{u"user.registered"_s, u"user.changed"_s, u"user.password_changed"_s,
                                       u"session.reused"_s}));
        QCOMPARE(json(rows[1].row.targetData).value(u"before"_s), (QJsonObject{{u"username"_s, u"alice"_s}}));
        QCOMPARE(json(rows[1].row.targetData).value(u"after"_s), (QJsonObject{{u"username"_s, u"alicia"_s}}));
        QVERIFY(rows[3].row.actor.isNull()); // whoever it was
        QCOMPARE(rows[3].row.person, pair->user.id);
        QCOMPARE(rows[3].row.target, caller.session.text());
        QVERIFY(isChain(rows));
    }

    void refusedChangesAreNot_data() { engines(); }
    void refusedChangesAreNot()
    {
        const auto rig = this->rig();
        REQUIRE_POSTGRES(rig, m_whyNot);
        const auto pair = rig->signUp();
        COMPARE_CODE(rig->accounts.change({.version = 9, .username = u"alicia"_s, .email = {}, .currentPassword = {}},
                                          rig->callerOf(*pair)),
                     ErrorCode::PreconditionFailed);
        COMPARE_CODE(rig->signUp(u"alice"_s), ErrorCode::DuplicateEmail);
        QCOMPARE(trailOf(*rig->database).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestAuditTrail)
#include "tst_audit_trail.moc"
