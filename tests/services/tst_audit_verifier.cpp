#include "services/audit_export.h"
#include "services/audit_retention.h"
#include "services/audit_signer.h"
#include "services/audit_source.h"

#include "tests/services/audit_fixture.h"

#include <QtCore/QBuffer>
#include <QtCore/QRandomGenerator>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

using Faults = QList<AuditFault>;

AuditFact changed(UserId person)
{
    return {.action = AuditAction::UserChanged,
            .target = AuditTarget::User,
            .targetId = person.text(),
            .person = person,
            .before = R"({"email":"old@example.org"})",
            .after = R"({"email":"new@example.org"})"};
}

/// A service with ten rows on record, of which the first seven are signed.
struct Recorded {
    explicit Recorded(std::unique_ptr<Rig> from) : rig(std::move(from))
    {
        for (int i = 0; i < 10; ++i) {
            rig->clock.advance(std::chrono::minutes(10));
            record(changed(userId(quint64(i % 3) + 1)), userId(quint64(i % 2) + 1));
            if (i == 3 || i == 6)
                sign();
        }
    }

    void record(const AuditFact &fact, UserId actor)
    {
        Caller caller = Rig::stranger();
        caller.user = actor;
        caller.requestId = u"a request"_s;
        const auto done =
            rig->database->write([&](Connection &connection) { return rig->audit.record(connection, caller, fact); });
        if (!done)
            qFatal("%s", trouble(done).constData());
    }
    void sign()
    {
        if (const auto done = signer.sign(); !done)
            qFatal("%s", trouble(done).constData());
    }
    AuditVerdict verdict() { return *verifyTrail(*rig->database, signer.keys()); }
    std::optional<AuditFinding> finding() { return verdict().finding; }
    /// As somebody with the rights of the owner of the tables.
    void tamper(const QString &statement)
    {
        if (QByteArray(rig->setup.databaseUrl.toUtf8()).isEmpty()) {
            for (const QString &trigger : {u"audit_stays"_s, u"audit_is_kept"_s, u"audit_signatures_stay"_s})
                rig->sql(u"DROP TRIGGER IF EXISTS "_s + trigger);
        } else {
            rig->sql(u"ALTER TABLE audit DISABLE TRIGGER USER"_s);
            rig->sql(u"ALTER TABLE audit_signatures DISABLE TRIGGER USER"_s);
        }
        rig->sql(statement);
    }
    /// All rows anew with other content, each with the right hash, as somebody without the key would.
    void recompute()
    {
        const auto rows = trailOf(*rig->database);
        AuditHead head;
        for (SaltedAuditRow each : rows) {
            AuditRow &row = each.row;
            if (row.seq == 2)
                row.target = u"somebody else"_s;
            row.content = contentHash(row);
            row.previous = head.hash;
            row.hash = chainHash(row);
            head = {.seq = row.seq, .time = row.time, .hash = row.hash};
            tamper(u"UPDATE audit SET target = '%1', content = %2, previous = %3, hash = %4 WHERE seq = %5"_s
                       .arg(row.target, blob(row.content), blob(row.previous), blob(row.hash))
                       .arg(row.seq));
        }
        tamper(u"UPDATE audit_head SET hash = "_s + blob(head.hash));
    }
    QString blob(const QByteArray &bytes) const
    {
        const QString hex = QString::fromLatin1(bytes.toHex());
        return rig->setup.databaseUrl.isEmpty() ? u"x'%1'"_s.arg(hex) : u"decode('%1', 'hex')"_s.arg(hex);
    }
    QByteArray exported(AuditFormat format = AuditFormat::Ndjson)
    {
        sign();
        AuditExportHead head{.last = headOf(*rig->database).seq};
        head.pruned = *rig->database->read(&checkpointOf);
        AuditExport source(*rig->database, format, head);
        QByteArray all;
        for (;;) {
            const auto piece = source.next();
            if (!piece || piece->isEmpty())
                return piece ? all : QByteArray();
            all += *piece;
        }
    }

    std::unique_ptr<Rig> rig;
    AuditKey key{rig->keys};
    AuditSigner signer{*rig->database, key, std::chrono::minutes(5), rig->clock, rig->log};
};

Result<AuditVerdict> verifyBytes(QByteArray bytes, const AuditVerifier::Keys &keys)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    return verifyExport(buffer, keys);
}

QByteArray joined(const QList<QByteArray> &lines) { return lines.join('\n') + '\n'; }

} // namespace

class TestAuditVerifier : public QObject {
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
        return rigOn(engine, m_server.get(), u"verify%1"_s.arg(++m_databases));
    }
    static Recorded onSqlite() { return Recorded(std::make_unique<Rig>()); }

private Q_SLOTS:
    void whatWasPutOnRecordIsGood_data() { engines(); }
    void whatWasPutOnRecordIsGood()
    {
        auto rig = this->rig();
        REQUIRE_POSTGRES(rig, m_whyNot);
        Recorded trail(std::move(rig));
        const AuditVerdict verdict = trail.verdict();
        QVERIFY(!verdict.finding);
        QCOMPARE(verdict.rows, 10);
        QCOMPARE(verdict.signedUpTo.seq, 7);
        QCOMPARE(verdict.unsignedSince, trailOf(*trail.rig->database)[7].row.time);
    }

    void tamperingIsNamed_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("statement");
        QTest::addColumn<qint64>("seq");
        QTest::addColumn<int>("fault");
        const auto add = [](const char *statement, qint64 seq, AuditFault fault) {
            QTest::newRow(statement) << u"sqlite"_s << QString::fromLatin1(statement) << seq << int(fault);
        };
        add("UPDATE audit SET action = 'user.created' WHERE seq = 5", 5, AuditFault::ContentChanged);
        add("UPDATE audit SET actor = person WHERE seq = 5", 5, AuditFault::ContentChanged);
        add("UPDATE audit SET actor = NULL WHERE seq = 5", 5, AuditFault::ContentChanged);
        add("UPDATE audit SET target_kind = 'role' WHERE seq = 5", 5, AuditFault::ContentChanged);
        add("UPDATE audit SET target = 'x' WHERE seq = 5", 5, AuditFault::ContentChanged);
        add("UPDATE audit SET person = NULL WHERE seq = 5", 5, AuditFault::ContentChanged);
        add("UPDATE audit SET request_id = '' WHERE seq = 5", 5, AuditFault::ContentChanged);
        add("UPDATE audit SET actor_digest = target_digest WHERE seq = 5", 5, AuditFault::ContentChanged);
        add("UPDATE audit SET target_digest = actor_digest WHERE seq = 5", 5, AuditFault::ContentChanged);
        add("UPDATE audit SET target_kind = '', target = target_kind || target WHERE seq = 5", 5,
            AuditFault::ContentChanged);
        add("UPDATE audit SET class = 'system' WHERE seq = 5", 5, AuditFault::ContentChanged);
        add("UPDATE audit SET time = time + 1 WHERE seq = 5", 5, AuditFault::ContentChanged);
        add("UPDATE audit SET time = time - 3600000 WHERE seq = 5", 5, AuditFault::OutOfOrder);
        add("UPDATE audit SET content = hash WHERE seq = 5", 5, AuditFault::ContentChanged);
        add("UPDATE audit SET hash = content WHERE seq = 5", 5, AuditFault::ContentChanged);
        add("UPDATE audit SET previous = hash WHERE seq = 5", 5, AuditFault::PreviousChanged);
        add("UPDATE audit SET actor_data = '{\"name\":\"Eve\"}' WHERE seq = 5", 5, AuditFault::PersonalDataChanged);
        add("UPDATE audit SET target_data = replace(target_data, 'new@', 'eve@') WHERE seq = 5", 5,
            AuditFault::PersonalDataChanged);
        add("UPDATE audit SET actor_data = NULL WHERE seq = 5", 5, AuditFault::PersonalDataGone);
        add("UPDATE audit SET target_data = NULL WHERE seq = 5", 5, AuditFault::PersonalDataGone);
        add("DELETE FROM audit_salts", 1, AuditFault::PersonalDataChanged);
        add("UPDATE audit_salts SET salt = zeroblob(32)", 1, AuditFault::PersonalDataChanged);
        add("UPDATE audit SET action = NULL, target = NULL, actor_data = NULL, target_data = NULL WHERE seq = 5", 5,
            AuditFault::ContentGone);
        add("DELETE FROM audit WHERE seq = 5", 5, AuditFault::RowMissing);
        add("DELETE FROM audit WHERE seq = 1", 1, AuditFault::RowMissing);
        add("DELETE FROM audit WHERE seq < 3", 1, AuditFault::RowMissing);
        add("DELETE FROM audit WHERE seq > 8", 9, AuditFault::Truncated);
        add("DELETE FROM audit", 1, AuditFault::Truncated);
        add("UPDATE audit SET seq = CASE seq WHEN 5 THEN -6 ELSE -5 END WHERE seq IN (5, 6);"
            " UPDATE audit SET seq = -seq WHERE seq < 0",
            5, AuditFault::PreviousChanged);
        add("UPDATE audit SET seq = 11 WHERE seq = 5", 5, AuditFault::RowMissing);
        add("UPDATE audit_head SET hash = zeroblob(32)", 10, AuditFault::ContentChanged);
        add("UPDATE audit_head SET seq = 12", 11, AuditFault::Truncated);
        add("DELETE FROM audit WHERE seq > 5; UPDATE audit_head SET seq = 5, hash = (SELECT hash FROM audit WHERE seq "
            "= 5)",
            6, AuditFault::Truncated);
        add("UPDATE audit_signatures SET signature = zeroblob(64) WHERE seq = 7", 7, AuditFault::SignatureWrong);
        add("UPDATE audit_signatures SET signed_at = signed_at + 1 WHERE seq = 7", 7, AuditFault::SignatureWrong);
        add("UPDATE audit_signatures SET hash = zeroblob(32) WHERE seq = 7", 7, AuditFault::SignatureWrong);
        add("UPDATE audit_signatures SET key_id = 'x' WHERE seq = 7", 7, AuditFault::KeyUnknown);
        add("UPDATE audit_signatures SET seq = 8 WHERE seq = 7", 8, AuditFault::SignatureWrong);
    }
    void tamperingIsNamed()
    {
        QFETCH(QString, statement);
        QFETCH(qint64, seq);
        QFETCH(int, fault);
        Recorded trail = onSqlite();
        for (const QString &each : statement.split(u';'))
            trail.tamper(each);
        const auto found = trail.finding();
        QVERIFY(found);
        QCOMPARE(found->seq, seq);
        QCOMPARE(int(found->fault), fault);
    }

    void recomputingTheChainTakesTheKey_data() { engines(); }
    void recomputingTheChainTakesTheKey()
    {
        auto rig = this->rig();
        REQUIRE_POSTGRES(rig, m_whyNot);
        Recorded trail(std::move(rig));
        trail.recompute();
        QCOMPARE(trail.finding(), (AuditFinding{4, AuditFault::SignedOtherwise}));
        trail.tamper(u"DELETE FROM audit_signatures"_s);
        const AuditVerdict verdict = trail.verdict();
        QVERIFY(!verdict.finding);           // nothing contradicts it
        QCOMPARE(verdict.signedUpTo.seq, 0); // and nothing proves it
        QVERIFY(verdict.unsignedSince);
    }

    void whatIsNotGoodIsNotSigned()
    {
        Recorded trail = onSqlite();
        trail.recompute();
        trail.tamper(u"DELETE FROM audit_signatures"_s); // this process remembers
        QVERIFY(!trail.signer.sign());
        QCOMPARE(trail.signer.refused(), 1u);
        QVERIFY(trail.rig->events.last(u"audit.broken"_s));
        QCOMPARE(trail.verdict().signedUpTo.seq, 0);
    }

    void erasureKeepsTheChain_data() { engines(); }
    void erasureKeepsTheChain()
    {
        auto rig = this->rig();
        REQUIRE_POSTGRES(rig, m_whyNot);
        Recorded trail(std::move(rig));
        VERIFY_RESULT(trail.rig->database->write(
            [](Connection &connection) { return AuditRepository::erase(connection, userId(1)); }));
        QCOMPARE(trail.finding(), (AuditFinding{1, AuditFault::PersonalDataGone})); // until it is on record
        trail.record({.action = AuditAction::UserErased, .target = AuditTarget::User, .targetId = userId(1).text()},
                     userId(2));
        const AuditVerdict verdict = trail.verdict();
        QVERIFY(!verdict.finding);
        QVERIFY(verdict.withoutPersonalData > 0);
        for (const SaltedAuditRow &each : trailOf(*trail.rig->database)) {
            QCOMPARE(each.row.actorData.has_value(), each.row.actor != userId(1));
            QCOMPARE(each.row.targetData.has_value(), !each.row.person.isNull() && each.row.person != userId(1));
        }
        const auto offline = verifyBytes(trail.exported(), trail.signer.keys());
        QVERIFY(offline && !offline->finding);
    }

    void exportIsVerifiedOffline_data() { engines(); }
    void exportIsVerifiedOffline()
    {
        auto rig = this->rig();
        REQUIRE_POSTGRES(rig, m_whyNot);
        Recorded trail(std::move(rig));
        const auto verdict = verifyBytes(trail.exported(), trail.signer.keys());
        VERIFY_RESULT(verdict);
        QVERIFY(!verdict->finding);
        QCOMPARE(verdict->rows, 10);
        QCOMPARE(verdict->signedUpTo.seq, 10);
    }

    void exportWithoutTheKeyProvesNothing()
    {
        Recorded trail = onSqlite();
        const Rig other;
        const QByteArray stranger = AuditKey(*KeyRing::create(secret("another key of 32 bytes and more"))).publicKey();
        const auto verdict = verifyBytes(trail.exported(), {{auditKeyId(stranger), stranger}});
        QCOMPARE(verdict->finding, std::optional(AuditFinding{4, AuditFault::KeyUnknown}));
    }

    /// Of every line each byte in turn, of long runs of digits some.
    void flippedBytesAreFound()
    {
        Recorded trail = onSqlite();
        const QByteArray good = trail.exported();
        QRandomGenerator random(4711);
        for (qsizetype at = 0; at < good.size(); at += 1 + random.bounded(7)) {
            QByteArray bad = good;
            bad[at] = char(bad[at] ^ (1 << random.bounded(8)));
            const auto verdict = verifyBytes(bad, trail.signer.keys());
            const bool isProven = verdict && !verdict->finding && verdict->signedUpTo.seq == verdict->head.seq;
            QVERIFY2(!isProven, qPrintable(u"byte %1"_s.arg(at)));
        }
    }

    void changedLinesAreFound()
    {
        Recorded trail = onSqlite();
        const QList<QByteArray> good = trail.exported().chopped(1).split('\n');
        QCOMPARE(good.size(), 14); // what it is, ten rows, three signatures
        const auto isProven = [&](const QList<QByteArray> &lines) {
            const auto verdict = verifyBytes(joined(lines), trail.signer.keys());
            return verdict && !verdict->finding && verdict->signedUpTo.seq == 10;
        };
        QVERIFY(isProven(good));
        for (qsizetype i = 1; i < good.size(); ++i) {
            QList<QByteArray> without = good, twice = good, swapped = good;
            without.removeAt(i);
            twice.insert(i, good[i]);
            swapped.swapItemsAt(i - 1, i);
            const bool isRow = good[i].startsWith("{\"row\"");
            const bool isNeeded = isRow || i + 1 == good.size(); // the last signature is for all
            QVERIFY2(isProven(without) != isNeeded, qPrintable(u"line %1"_s.arg(i)));
            QVERIFY2(!isProven(swapped), qPrintable(u"line %1"_s.arg(i)));
            QVERIFY2(isProven(twice) != isRow, qPrintable(u"line %1"_s.arg(i)));
            QVERIFY2(!isProven(good.first(i)), qPrintable(u"line %1"_s.arg(i)));
        }
        QVERIFY(verifyBytes(good.join('\n').chopped(20), trail.signer.keys())->finding);
        QVERIFY(!verifyBytes("nonsense\n", trail.signer.keys()));
    }

    void rowsGoWhenTheirTimeIsOver_data() { engines(); }
    void rowsGoWhenTheirTimeIsOver()
    {
        auto rig = this->rig();
        REQUIRE_POSTGRES(rig, m_whyNot);
        Recorded trail(std::move(rig));
        Rig &service = *trail.rig;
        trail.record({.action = AuditAction::RoleCreated, .target = AuditTarget::Role, .targetId = u"auditor"_s},
                     userId(1));
        trail.record(changed(userId(3)), userId(1));
        AuditRetention retention(*service.database, service.audit, {.security = 0, .accounts = 30, .system = 7}, 4,
                                 service.clock, service.log);
        QCOMPARE(*retention.run(), 0);
        QCOMPARE(headOf(*service.database).seq, 12); // nothing to put on record
        service.clock.advance(std::chrono::days(31));
        QCOMPARE(*retention.run(), 11);
        QVERIFY(!trail.finding());
        const auto rows = trailOf(*service.database);
        QCOMPARE(rows.first().row.seq, 11); // the role is kept for ever
        QCOMPARE(rows.first().row.action, u"role.created"_s);
        QVERIFY(rows[1].row.isStub());
        trail.sign();
        QVERIFY(!trail.finding());
        const auto offline = verifyBytes(trail.exported(), trail.signer.keys());
        QVERIFY(offline && !offline->finding);
        QCOMPARE(*retention.run(), 0); // the rest is younger

        service.clock.advance(std::chrono::days(31)); // the rows about it go too, all but the newest
        QVERIFY(*retention.run() > 0);
        QVERIFY(!trail.finding());
    }

    void whatGoesTooEarlyIsNamed()
    {
        Recorded trail = onSqlite();
        Rig &service = *trail.rig;
        AuditRetention retention(*service.database, service.audit, {.security = 30, .accounts = 30, .system = 30}, 100,
                                 service.clock, service.log);
        service.clock.advance(std::chrono::days(31));
        trail.record(changed(userId(1)), userId(2));
        VERIFY_RESULT(retention.run());
        QVERIFY(!trail.finding());
        const qint64 young = headOf(*service.database).seq - 1;
        trail.tamper(u"UPDATE audit SET action = NULL, target = NULL WHERE seq = %1"_s.arg(young));
        QCOMPARE(trail.finding(), (AuditFinding{young, AuditFault::ContentGone}));
    }

    void erasuresStayAsLongAsTheyExplainSomething()
    {
        Recorded trail = onSqlite();
        Rig &service = *trail.rig;
        trail.record({.action = AuditAction::SessionRevoked,
                      .target = AuditTarget::User,
                      .targetId = userId(1).text(),
                      .person = userId(1),
                      .reason = u"lost phone"_s},
                     userId(2)); // kept for ever
        VERIFY_RESULT(service.database->write(
            [](Connection &connection) { return AuditRepository::erase(connection, userId(1)); }));
        trail.record({.action = AuditAction::UserErased, .target = AuditTarget::User, .targetId = userId(1).text()},
                     userId(2));
        AuditRetention retention(*service.database, service.audit, {.security = 0, .accounts = 1, .system = 1}, 100,
                                 service.clock, service.log);
        service.clock.advance(std::chrono::days(3));
        QVERIFY(*retention.run() > 0);
        QVERIFY(!trail.finding());
    }

    void severalInstancesSignOnce()
    {
        Recorded trail = onSqlite();
        AuditSigner second(*trail.rig->database, trail.key, std::chrono::minutes(5), trail.rig->clock, trail.rig->log);
        const quint64 before = trail.signer.made();
        trail.rig->clock.advance(std::chrono::minutes(6));
        VERIFY_RESULT(trail.signer.signWhenDue());
        trail.record(changed(userId(1)), userId(2));
        VERIFY_RESULT(second.signWhenDue()); // too soon after the other
        QCOMPARE(trail.signer.made() - before, 1u);
        QCOMPARE(second.made(), 0u);
        trail.rig->clock.advance(std::chrono::minutes(5));
        VERIFY_RESULT(second.signWhenDue());
        VERIFY_RESULT(trail.signer.signWhenDue());
        QCOMPARE(second.made(), 1u);
        QCOMPARE(trail.signer.made() - before, 1u);
        trail.rig->clock.advance(std::chrono::minutes(60));
        VERIFY_RESULT(second.signWhenDue()); // nothing has happened
        QCOMPARE(second.made(), 1u);
        QVERIFY(!trail.finding());
    }

    void spreadsheetsGetNoFormulas()
    {
        Recorded trail = onSqlite();
        trail.record({.action = AuditAction::UserLocked,
                      .target = AuditTarget::User,
                      .targetId = userId(1).text(),
                      .person = userId(1),
                      .reason = u"=HYPERLINK(\"https://example.org\"), \"said\" she"_s},
                     userId(2));
        const QList<QByteArray> lines = trail.exported(AuditFormat::Csv).split('\n');
        QVERIFY(lines.first().startsWith("seq,time,class,action,"));
        QVERIFY2(lines[11].contains(",\"'=HYPERLINK(\"\"https://example.org\"\"), \"\"said\"\" she\","), lines[11]);
        QCOMPARE(lines.size(), 13); // head, eleven rows, the end
    }

    /// Whatever is done to a row, a trail is good only when nothing was done.
    void anyChangeOfAnyRowIsFound()
    {
        Recorded trail = onSqlite();
        const auto rows = trailOf(*trail.rig->database);
        QRandomGenerator random(42);
        for (int run = 0; run < 400; ++run) {
            const qint64 at = random.bounded(10);
            AuditVerifier verifier(trail.signer.keys(), {});
            std::optional<AuditFinding> found;
            for (qint64 i = 0; i < rows.size() && !found; ++i) {
                SaltedAuditRow each = rows[i];
                if (i == at) {
                    QByteArray *const bytes[] = {&each.row.actorDigest, &each.row.targetDigest, &each.row.content,
                                                 &each.row.previous,    &each.row.hash,         &each.actorSalt,
                                                 &each.targetSalt};
                    QByteArray &target = *bytes[random.bounded(7)];
                    target[random.bounded(int(target.size()))] ^= char(1 << random.bounded(8));
                }
                found = verifier.add(each);
            }
            QVERIFY(found);
            QCOMPARE(found->seq, at + 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestAuditVerifier)
#include "tst_audit_verifier.moc"
