#include "log/rotating_file.h"

#include "log/line_sink.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/manual_clock.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <sys/stat.h>

using namespace auth;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : "(none)"_ba;
}

} // namespace

class TestRotatingFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    test::ManualClock m_clock;
    QString m_path;

    QByteArray content(int number = 0) const
    {
        return contentOf(number ? m_path + u'.' + QString::number(number) : m_path);
    }
    RotatingFile file(qint64 maxBytes, int keep = 5) const
    {
        return RotatingFile(m_clock, {.path = m_path, .maxBytes = maxBytes, .keep = keep});
    }

private Q_SLOTS:
    void init()
    {
        QDir(m_folder.path()).removeRecursively();
        QDir().mkpath(m_folder.path());
        m_path = m_folder.filePath(u"auth.log"_s);
    }

    void fileIsForItsOwnerOnly()
    {
        QFile existing(m_path);
        QVERIFY(existing.open(QIODevice::WriteOnly));
        existing.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        existing.close();
        RotatingFile log = file(10);
        QCOMPARE(log.write("12345678\n12345678\n"), 18);
        for (const QString &path : {m_path, m_path + u".1"_s}) {
            struct stat status;
            QCOMPARE(::stat(QFile::encodeName(path).constData(), &status), 0);
            QCOMPARE(status.st_mode & 07777, 0600u);
        }
    }

    void rotatesAtTheExactByte_data()
    {
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<QByteArray>("current");
        QTest::addColumn<QByteArray>("rotated");
        QTest::newRow("fills it") << "6789\n"_ba
                                  << "1234\n6789\n"_ba
                                  << "(none)"_ba;
        QTest::newRow("one byte over") << "67890\n"_ba
                                       << "67890\n"_ba
                                       << "1234\n"_ba;
        QTest::newRow("first line fits") << "678\nx\n"_ba
                                         << "x\n"_ba
                                         << "1234\n678\n"_ba;
    }
    void rotatesAtTheExactByte()
    {
        QFETCH(QByteArray, second);
        QFETCH(QByteArray, current);
        QFETCH(QByteArray, rotated);
        RotatingFile log = file(10);
        QCOMPARE(log.write("1234\n"), 5);
        QCOMPARE(log.write(second), second.size());
        QCOMPARE(content(), current);
        QCOMPARE(content(1), rotated);
    }

    void oneWriteMayFillManyFiles()
    {
        RotatingFile log = file(4);
        QCOMPARE(log.write("1\n2\n3\n4\n5\n"), 10);
        QCOMPARE(content(), "5\n");
        QCOMPARE(content(1), "3\n4\n");
        QCOMPARE(content(2), "1\n2\n");
    }

    void lineOverTheLimitHasAFileOfItsOwn()
    {
        RotatingFile log = file(4);
        QCOMPARE(log.write("1\n123456\n2\n"), 11);
        QCOMPARE(content(), "2\n");
        QCOMPARE(content(1), "123456\n");
        QCOMPARE(content(2), "1\n");
    }

    void keepsSoManyFilesAndNoMore_data()
    {
        QTest::addColumn<int>("keep");
        QTest::addColumn<QStringList>("files");
        QTest::newRow("none") << 0 << QStringList{u"auth.log"_s};
        QTest::newRow("one") << 1 << QStringList{u"auth.log"_s, u"auth.log.1"_s};
        QTest::newRow("two") << 2 << QStringList{u"auth.log"_s, u"auth.log.1"_s, u"auth.log.2"_s};
    }
    void keepsSoManyFilesAndNoMore()
    {
        QFETCH(int, keep);
        QFETCH(QStringList, files);
        RotatingFile log = file(2, keep);
        QCOMPARE(log.write("1\n2\n3\n4\n5\n"), 10);
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files, QDir::Name), files);
        QCOMPARE(content(), "5\n");
    }

    void goesOnWhereTheLastProcessStopped()
    {
        QCOMPARE(file(10).write("1234\n"), 5);
        QCOMPARE(file(10).write("67890\n"), 6);
        QCOMPARE(content(), "67890\n");
        QCOMPARE(content(1), "1234\n");
    }

    void tornLastLineOfADeadProcessIsEnded()
    {
        QFile torn(m_path);
        QVERIFY(torn.open(QIODevice::WriteOnly));
        torn.write("{\"ti");
        torn.close();
        QCOMPARE(file(100).write("1\n"), 2);
        QCOMPARE(content(), "{\"ti\n1\n");
    }

    void followsThePathWhenMovedAway_data()
    {
        QTest::addColumn<bool>("replaced");
        QTest::newRow("moved") << false;
        QTest::newRow("moved and created anew") << true;
    }
    void followsThePathWhenMovedAway()
    {
        QFETCH(bool, replaced);
        RotatingFile log = file(100);
        log.write("1\n");
        QVERIFY(QFile::rename(m_path, m_path + u".moved"_s));
        QVERIFY(!replaced || QFile(m_path).open(QIODevice::WriteOnly));
        m_clock.advance(999ms);
        log.write("2\n");
        QCOMPARE(contentOf(m_path + u".moved"_s), "1\n2\n"); // looked at once a second
        m_clock.advance(1ms);
        log.write("3\n");
        QCOMPARE(content(), "3\n");
        QCOMPARE(contentOf(m_path + u".moved"_s), "1\n2\n");
    }

    void rotationDoesNotRenameSomebodyElsesFile()
    {
        RotatingFile log = file(4);
        log.write("1\n2\n");
        QVERIFY(QFile::rename(m_path, m_path + u".moved"_s));
        QCOMPARE(log.write("3\n"), 2);
        QCOMPARE(content(), "3\n");
        QCOMPARE(content(1), "(none)");
    }

    void missingFolderIsWaitedFor()
    {
        m_path = m_folder.filePath(u"later/auth.log"_s);
        RotatingFile log = file(100);
        QCOMPARE(log.write("1\n"), 0);
        QCOMPARE(log.write("2\n"), 0);
        QVERIFY(QDir().mkdir(m_folder.filePath(u"later"_s)));
        QCOMPARE(log.write("3\n"), 2);
        QCOMPARE(content(), "3\n");
    }

    void whatIsNoFileIsRefused()
    {
        QVERIFY(QDir().mkdir(m_path));
        QCOMPARE(file(100).write("1\n"), 0);
        QVERIFY(QDir().rmdir(m_path));
        QCOMPARE(::mkfifo(QFile::encodeName(m_path).constData(), 0600), 0);
        QCOMPARE(file(100).write("1\n"), 0);
    }

    void rotationThatIsImpossibleLosesNoLine()
    {
        // A folder in the place of the rotated file that cannot be replaced by a file.
        QVERIFY(QDir().mkpath(m_path + u".1/full"_s));
        RotatingFile log = file(4, 1);
        QCOMPARE(log.write("1\n2\n"), 4);
        QCOMPARE(log.write("3\n"), 2);
        QCOMPARE(content(), "1\n2\n3\n");
        QVERIFY(QDir(m_path + u".1"_s).removeRecursively());
        m_clock.advance(1s);
        QCOMPARE(log.write("4\n"), 2);
        QCOMPARE(content(), "4\n");
        QCOMPARE(content(1), "1\n2\n3\n");
    }

    void fullDiskLeavesWholeLines()
    {
        RotatingFile log = file(1'000);
        {
            const test::FileSizeLimit disk(8);
            QCOMPARE(log.write("12\n34\n56\n78\n"), 6);
            QCOMPARE(log.write("9\n"), 2);
            QCOMPARE(log.write("0\n"), 0);
        }
        QCOMPARE(log.write("ab\n"), 3);
        QCOMPARE(content(), "12\n34\n9\nab\n");
    }

    void sinkTellsWhatAFullDiskSwallowed()
    {
        LineSink sink(std::make_unique<RotatingFile>(m_clock, RotatingFile::Options{.path = m_path}));
        {
            const test::FileSizeLimit disk(20);
            for (qint64 seq = 1; seq <= 3; ++seq)
                sink.write(std::make_shared<const LogEvent>(LogEvent{.event = u"e"_s, .seq = seq}));
            QTRY_COMPARE(sink.dropped(), 3);
        }
        sink.write(std::make_shared<const LogEvent>(LogEvent{.event = u"e"_s, .seq = 4}));
        QCOMPARE(sink.stop(10s), 0);
        const QByteArrayList lines = content().trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].contains("\"event\":\"log.dropped\"") && lines[0].endsWith("\"count\":3}"));
        QVERIFY(lines[1].endsWith("\"seq\":4}"));
    }
};

QTEST_GUILESS_MAIN(TestRotatingFile)
#include "tst_rotating_file.moc"
