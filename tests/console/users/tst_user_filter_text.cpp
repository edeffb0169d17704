#include "users/user_filter_text.h"

#include <QtTest/QTest>

using namespace auth;
using namespace auth::console;
using namespace Qt::StringLiterals;

namespace {

const QString someId = u"0197a5b2-0000-7000-8000-000000000001"_s;

Time at(const char *text) { return *parseRfc3339(text); }

} // namespace

class TestUserFilterText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textMeansAFilter_data();
    void textMeansAFilter();
    void filterIsWrittenSoThatItIsReadBack_data();
    void filterIsWrittenSoThatItIsReadBack();
    void mistakeIsNamedAtItsPlace_data();
    void mistakeIsNamedAtItsPlace();
    void problemSaysWhatIsPossible();
    void everyKeyCanBeRead();
};

void TestUserFilterText::textMeansAFilter_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<UserFilter>("filter");
    UserFilter filter;
    QTest::newRow("nothing") << u"   "_s << filter;
    QTest::newRow("words") << u" anna  berg "_s << UserFilter{.q = u"anna berg"_s};
    QTest::newRow("quoted words") << u"\"role:x y\""_s << UserFilter{.q = u"role:x y"_s};
    QTest::newRow("role") << u"role:admin"_s << UserFilter{.role = u"admin"_s};
    QTest::newRow("state") << u"state:LOCKED"_s << UserFilter{.state = AccountState::Locked};
    QTest::newRow("key in capitals") << u"State:active"_s << UserFilter{.state = AccountState::Active};
    QTest::newRow("created since") << u"created:>2026-01-01"_s << UserFilter{.createdFrom = at("2026-01-01T00:00:00Z")};
    QTest::newRow("created at or after") << u"created:>=2026-01-01"_s
                                         << UserFilter{.createdFrom = at("2026-01-01T00:00:00Z")};
    QTest::newRow("created on a day") << u"created:2026-01-31"_s
                                      << UserFilter{.createdFrom = at("2026-01-31T00:00:00Z"),
                                                    .createdTo = at("2026-02-01T00:00:00Z")};
    QTest::newRow("range") << u"last_login:>2026-01-01 last_login:<2026-02-01T10:00:00Z"_s
                           << UserFilter{.lastLoginFrom = at("2026-01-01T00:00:00Z"),
                                         .lastLoginTo = at("2026-02-01T10:00:00Z")};
    QTest::newRow("dormant") << u"dormant:90"_s << UserFilter{.dormantDays = 90};
    QTest::newRow("id") << u"id:"_s + someId.toUpper() << UserFilter{.q = someId};
    QTest::newRow("bare id") << someId << UserFilter{.q = someId};
    QTest::newRow("everything") << u"an role:user state:active created:<2026-01-01 dormant:7 na"_s
                                << UserFilter{.q = u"an na"_s,
                                              .state = AccountState::Active,
                                              .role = u"user"_s,
                                              .createdTo = at("2026-01-01T00:00:00Z"),
                                              .dormantDays = 7};
}

void TestUserFilterText::textMeansAFilter()
{
    QFETCH(const QString, text);
    QFETCH(const UserFilter, filter);
    const auto parsed = parseUserFilter(text);
    QVERIFY2(parsed, qPrintable(parsed ? QString() : parsed.error().sentence));
    QVERIFY(*parsed == filter);
}

void TestUserFilterText::filterIsWrittenSoThatItIsReadBack_data() { textMeansAFilter_data(); }

void TestUserFilterText::filterIsWrittenSoThatItIsReadBack()
{
    QFETCH(const UserFilter, filter);
    const auto parsed = parseUserFilter(userFilterText(filter));
    QVERIFY2(parsed, qPrintable(userFilterText(filter)));
    QVERIFY2(*parsed == filter, qPrintable(userFilterText(filter)));
}

void TestUserFilterText::mistakeIsNamedAtItsPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("culprit");
    QTest::newRow("unknown key") << u"anna colour:red"_s << u"colour:red"_s;
    QTest::newRow("unknown state") << u"state:asleep anna"_s << u"state:asleep"_s;
    QTest::newRow("no role") << u"anna role: berta"_s << u"role:"_s;
    QTest::newRow("two roles") << u"role:admin role:user"_s << u"role:user"_s;
    QTest::newRow("two states") << u"state:active state:locked"_s << u"state:locked"_s;
    QTest::newRow("no date") << u"created:>yesterday"_s << u"created:>yesterday"_s;
    QTest::newRow("no such day") << u"created:2026-02-30"_s << u"created:2026-02-30"_s;
    QTest::newRow("moment without direction") << u"created:2026-01-01T10:00:00Z"_s << u"created:2026-01-01T10:00:00Z"_s;
    QTest::newRow("beginning twice") << u"created:>2026-01-01 created:2026-02-01"_s << u"created:2026-02-01"_s;
    QTest::newRow("dormant for no time") << u"dormant:0"_s << u"dormant:0"_s;
    QTest::newRow("dormant for ever") << u"dormant:36501"_s << u"dormant:36501"_s;
    QTest::newRow("dormant for words") << u"dormant:long"_s << u"dormant:long"_s;
    QTest::newRow("broken id") << u"id:0197a5b2"_s << u"id:0197a5b2"_s;
    QTest::newRow("id behind words") << u"anna id:"_s + someId << u"id:"_s + someId;
    QTest::newRow("words behind an id") << u"id:"_s + someId + u" anna"_s << u"anna"_s;
    QTest::newRow("novel") << QString(255, u'x') << QString(255, u'x');
}

void TestUserFilterText::mistakeIsNamedAtItsPlace()
{
    QFETCH(const QString, text);
    QFETCH(const QString, culprit);
    const auto parsed = parseUserFilter(text);
    QVERIFY(!parsed);
    QCOMPARE(text.mid(parsed.error().position, parsed.error().length), culprit);
    QVERIFY(parsed.error().sentence.endsWith(u'.'));
}

void TestUserFilterText::problemSaysWhatIsPossible()
{
    QVERIFY(parseUserFilter(u"state:x"_s).error().sentence.contains(u"deactivated"_s));
    QVERIFY(parseUserFilter(u"x:y"_s).error().sentence.contains(u"last_login"_s));
}

void TestUserFilterText::everyKeyCanBeRead()
{
    const QStringList keys = userFilterKeys();
    for (const QString &key : keys) {
        const auto parsed = parseUserFilter(key + u":?"_s);
        QVERIFY2(parsed || !parsed.error().sentence.contains(u"There is no filter"_s), qPrintable(key));
    }
}

QTEST_GUILESS_MAIN(TestUserFilterText)
#include "tst_user_filter_text.moc"
