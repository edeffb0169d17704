#include "system/log_levels.h"

#include "core/json.h"
#include "log/log_modules.h"
#include "services/audit_trail.h"
#include "tests/services/fixture.h"

#include <QtCore/QDirIterator>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>

using namespace auth;
using namespace auth::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

struct Levels : Rig {
    Log quiet{clock, u"one"_s, LogLevel::Info};
    Events lines{quiet};
    LogLevels levels{LogLevel::Info, 15min, *database, audit, clock, quiet};

    Result<LogLevelState> set(const QList<ModuleLevel> &list, std::optional<int> minutes = {})
    {
        return levels.change({.levels = list, .minutes = minutes}, stranger());
    }
    LogLevelState state() { return *levels.levels({}, stranger()); }
    QStringList told() const
    {
        QStringList names;
        for (const LogEvent &each : lines.all())
            names += each.event;
        return names;
    }
    void logAll()
    {
        quiet.debug(u"request.finished", u"a"_s);
        quiet.debug(u"sign_in.failed", u"b"_s);
        quiet.info(u"sign_in.failed", u"c"_s);
        quiet.warning(u"request.refused", u"d"_s);
    }
    qint64 auditRows()
    {
        return *database->read(
            [](Connection &connection) { return connection.each("SELECT seq FROM audit", {}, [](const Row &) {}); });
    }
};

} // namespace

class LogLevelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneModuleTellsMoreAndTheOthersAsMuchAsBefore()
    {
        Levels rig;
        VERIFY_RESULT(rig.set({{u"request"_s, u"debug"_s}}));
        rig.logAll();
        QCOMPARE(rig.told(), QStringList({u"log.levels_changed"_s, u"request.finished"_s, u"sign_in.failed"_s,
                                          u"request.refused"_s}));
        QCOMPARE(rig.lines.all().constLast().seq, 4); // those left out have no number
    }

    void oneModuleTellsLess()
    {
        Levels rig;
        VERIFY_RESULT(rig.set({{u"sign_in"_s, u"error"_s}}));
        rig.logAll();
        QCOMPARE(rig.told(), QStringList({u"log.levels_changed"_s, u"request.refused"_s}));
    }

    void aStarIsForAllOthers()
    {
        Levels rig;
        VERIFY_RESULT(rig.set({{u"*"_s, u"debug"_s}, {u"sign_in"_s, u"error"_s}}));
        rig.logAll();
        QCOMPARE(rig.told(), QStringList({u"log.levels_changed"_s, u"request.finished"_s, u"request.refused"_s}));
    }

    void levelsReturnByThemselves()
    {
        Levels rig;
        VERIFY_RESULT(rig.set({{u"request"_s, u"debug"_s}}));
        QCOMPARE(rig.state().until, std::optional(rig.clock.now() + 15min));
        rig.clock.advance(15min - 1ms);
        rig.levels.expire();
        QVERIFY(rig.quiet.accepts(LogLevel::Debug));
        rig.clock.advance(1ms);
        rig.levels.expire();
        QVERIFY(!rig.quiet.accepts(LogLevel::Debug));
        QVERIFY(rig.state().levels.isEmpty() && !rig.state().until);
        QCOMPARE(rig.told().constLast(), u"log.levels_returned"_s);
        rig.levels.expire();
        QCOMPARE(rig.told().count(u"log.levels_returned"_s), 1);
    }

    void theWallClockDoesNotBringThemBackSooner()
    {
        Levels rig;
        VERIFY_RESULT(rig.set({{u"request"_s, u"debug"_s}}, 1440));
        rig.clock.adjust(48h);
        rig.levels.expire();
        QVERIFY(rig.quiet.accepts(LogLevel::Debug));
        rig.clock.advance(24h);
        rig.levels.expire();
        QVERIFY(!rig.quiet.accepts(LogLevel::Debug));
    }

    void anEmptyListReturnsAtOnce()
    {
        Levels rig;
        VERIFY_RESULT(rig.set({{u"*"_s, u"debug"_s}}));
        VERIFY_RESULT(rig.set({}));
        QVERIFY(!rig.quiet.accepts(LogLevel::Debug));
        QVERIFY(!rig.state().until);
    }

    void aNewChangeReplacesTheOneBefore()
    {
        Levels rig;
        VERIFY_RESULT(rig.set({{u"request"_s, u"debug"_s}}, 1));
        VERIFY_RESULT(rig.set({{u"sign_in"_s, u"debug"_s}}, 30));
        rig.clock.advance(2min);
        rig.levels.expire();
        QCOMPARE(rig.state().levels, (QList<ModuleLevel>{{u"sign_in"_s, u"debug"_s}}));
    }

    void badChangesAreRefusedAndChangeNothing_data()
    {
        QTest::addColumn<QString>("module");
        QTest::addColumn<QString>("level");
        QTest::addColumn<QString>("field");
        QTest::newRow("unknown module") << u"requests"_s << u"debug"_s << u"levels[1].module"_s;
        QTest::newRow("no module") << QString() << u"debug"_s << u"levels[1].module"_s;
        QTest::newRow("twice") << u"request"_s << u"debug"_s << u"levels[1].module"_s;
        QTest::newRow("unknown level") << u"sign_in"_s << u"loud"_s << u"levels[1].level"_s;
    }
    void badChangesAreRefusedAndChangeNothing()
    {
        QFETCH(const QString, module);
        QFETCH(const QString, level);
        QFETCH(const QString, field);
        Levels rig;
        const auto refused = rig.set({{u"request"_s, u"debug"_s}, {module, level}});
        COMPARE_CODE(refused, ErrorCode::ValidationError);
        QCOMPARE(refused.error().fields.constFirst().field, field);
        QVERIFY(!rig.quiet.accepts(LogLevel::Debug));
        QCOMPARE(rig.auditRows(), 0);
    }

    void everyChangeIsOnRecordAndNothingChangesWithout()
    {
        Levels rig;
        VERIFY_RESULT(rig.set({{u"request"_s, u"debug"_s}}));
        QCOMPARE(rig.auditRows(), 1);
        rig.refuseChanges(u"INSERT ON audit"_s);
        QVERIFY(!rig.set({{u"*"_s, u"error"_s}}));
        QVERIFY(rig.quiet.accepts(LogLevel::Debug));
        QCOMPARE(rig.state().levels.constFirst().module, u"request"_s);
    }

    /// What can be set is what there is, so that a level for a module is no shot in the dark.
    void theListOfModulesIsThatOfTheSources()
    {
        static const QRegularExpression event(
            u"(?:EventName\\(|\\.event = |(?:info|debug|warning|error)\\(\\s*|LogLevel::\\w+, |write\\(\\w+(?:\\(\\w+\\))?, )u\"([a-z_]+)\\."_s);
        QSet<QString> used;
        for (const QString &folder : {u"/server"_s, u"/shared"_s}) {
            QDirIterator files(QStringLiteral(SOURCES) + folder, {u"*.cpp"_s, u"*.h"_s}, QDir::Files,
                               QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString text = QString::fromUtf8(file.readAll());
                for (auto match = event.globalMatch(text); match.hasNext();)
                    used.insert(match.next().captured(1));
            }
        }
        QSet<QString> listed;
        for (const std::u16string_view each : logModules)
            listed.insert(QStringView(each).toString());
        QVERIFY(used.size() > 5);
        QCOMPARE(listed - used, QSet<QString>());
        QCOMPARE(used - listed, QSet<QString>());
    }

    void aLineBelowTheLevelIsNotMadeWhenNoModuleHasOne()
    {
        Levels rig;
        QVERIFY(!rig.quiet.accepts(LogLevel::Debug));
        VERIFY_RESULT(rig.set({{u"request"_s, u"error"_s}}));
        QVERIFY(!rig.quiet.accepts(LogLevel::Debug));
        QVERIFY(rig.quiet.accepts(LogLevel::Info));
    }
};

QTEST_GUILESS_MAIN(LogLevelsTest)
#include "tst_log_levels.moc"
