#include "fixture.h"
#include "services/user_export.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSet>

using namespace auth;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

Caller administrator(Permissions permissions = Permission::UsersRead | Permission::UsersWrite)
{
    Caller caller = Rig::stranger();
    caller.user = userId(1);
    caller.session = sessionId(1);
    caller.permissions = permissions;
    caller.requestId = u"request-of-the-test"_s;
    return caller;
}

} // namespace

/// Lists of accounts as files.
class TestUserExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_rig.reset(); }

    void everybodyIsInItOncePieceByPiece();
    void csvBeginsWithTheNamesOfItsColumns();
    void exportOfNobodyIsEmpty();
    void whoLeavesMeanwhileHurtsNobodyElse();
    void startIsOnRecord();
    void searchedTextIsNotOnRecord();
    void readingIsNotEnough();
    void relevanceIsNoOrderOfAnExport();
    void failureIsTold();

private:
    Stream start(const UserExportRequest &request = {})
    {
        const auto stream = m_export->start(request, administrator());
        if (!stream)
            qFatal("%s", trouble(stream).constData());
        return *stream;
    }
    QByteArrayList pieces(const Stream &stream)
    {
        QByteArrayList all;
        for (;;) {
            const auto piece = stream.next();
            if (!piece || piece->isEmpty())
                return all;
            all += *piece;
        }
    }
    QString onRecord()
    {
        const auto text = m_rig->database->read([](Connection &connection) {
            return connection.one("SELECT action || ' ' || coalesce(target_data, '') FROM audit ORDER BY seq DESC", {},
                                  [](const Row &row) { return row.text(0); });
        });
        return text && *text ? **text : QString();
    }

    std::unique_ptr<Rig> m_rig;
    std::unique_ptr<UserExport> m_export;
};

void TestUserExport::init()
{
    m_rig = std::make_unique<Rig>();
    m_export = std::make_unique<UserExport>(*m_rig->database, m_rig->audit, m_rig->clock, 4);
    VERIFY_RESULT(m_rig->database->write([&](Connection &connection) -> Outcome {
        for (quint64 i = 10; i < 20; ++i) {
            if (const auto made = UserRepository::insert(connection, newUser(i)); !made)
                return made.error();
        }
        return Done{};
    }));
}

void TestUserExport::everybodyIsInItOncePieceByPiece()
{
    const Stream stream = start();
    QCOMPARE(stream.mediaType, QByteArray("application/x-ndjson"));
    const QByteArrayList all = pieces(stream);
    QCOMPARE(all.size(), 3);
    QSet<QString> names;
    for (const QByteArray &line : all.join().split('\n')) {
        if (!line.isEmpty())
            names.insert(QJsonDocument::fromJson(line).object()[u"username"_s].toString());
    }
    QCOMPARE(all.join().count('\n'), 10);
    QCOMPARE(names.size(), 10);
    QVERIFY(!all.join().contains("hash"));
}

void TestUserExport::csvBeginsWithTheNamesOfItsColumns()
{
    UserExportRequest request;
    request.format = ExportFormat::Csv;
    request.sort = UserSort::UsernameDescending;
    const QList<QByteArray> lines = pieces(start(request)).join().split('\n');
    QCOMPARE(lines.size(), 12);
    QVERIFY(lines.first().startsWith("id,username,email,"));
    QVERIFY(lines[1].contains(",User_19,User19@Example.org,"));
    QVERIFY(lines[1].endsWith('\r'));
}

void TestUserExport::exportOfNobodyIsEmpty()
{
    UserExportRequest request;
    request.role = u"nobody"_s;
    QCOMPARE(pieces(start(request)).join(), QByteArray());
    request.format = ExportFormat::Csv;
    QCOMPARE(pieces(start(request)).join().count('\n'), 1);
}

void TestUserExport::whoLeavesMeanwhileHurtsNobodyElse()
{
    UserExportRequest request;
    request.sort = UserSort::Username;
    const Stream stream = start(request);
    QVERIFY(stream.next()->contains("User_13"));
    m_rig->sql(u"DELETE FROM users WHERE username_norm IN ('user_11', 'user_13')"_s);
    const QByteArray rest = pieces(stream).join();
    QCOMPARE(rest.count('\n'), 6);
    QVERIFY(rest.contains("User_14") && rest.contains("User_19"));
}

void TestUserExport::startIsOnRecord()
{
    UserExportRequest request;
    request.role = u"user"_s;
    start(request); // no piece has been asked for
    QVERIFY2(onRecord().startsWith(u"user.exported "_s), qPrintable(onRecord()));
    QVERIFY(onRecord().contains(u"\"role\":\"user\""_s));
}

void TestUserExport::searchedTextIsNotOnRecord()
{
    UserExportRequest request;
    request.q = u"somebody"_s;
    start(request);
    QVERIFY(!onRecord().contains(u"somebody"_s));
    QVERIFY(onRecord().contains(u"\"is_search\":true"_s));
}

void TestUserExport::readingIsNotEnough()
{
    COMPARE_CODE(m_export->start({}, administrator(Permission::UsersWrite)), ErrorCode::Forbidden);
    QCOMPARE(onRecord(), QString());
}

void TestUserExport::relevanceIsNoOrderOfAnExport()
{
    UserExportRequest request;
    request.q = u"user"_s;
    request.sort = UserSort::Relevance;
    COMPARE_CODE(m_export->start(request, administrator()), ErrorCode::ValidationError);
}

void TestUserExport::failureIsTold()
{
    const Stream stream = start();
    VERIFY_RESULT(stream.next());
    m_rig->loseTable(u"user_roles"_s);
    QVERIFY(!stream.next());
}

QTEST_GUILESS_MAIN(TestUserExport)
#include "tst_user_export.moc"
