#include "crypto/base64_url.h"
#include "crypto/key_file.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <latch>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

void write(const QString &path, const QByteArray &content, mode_t mode = 0600)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
    file.close();
    QCOMPARE(::chmod(QFile::encodeName(path).constData(), mode), 0);
}

} // namespace

class KeyFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void missingFileIsMadeForItsOwnerOnly()
    {
        const auto key = loadOrCreateKeyFile(path(), 32);
        QVERIFY(key);
        QCOMPARE(key->size(), 32);
        struct stat status {};
        QCOMPARE(::stat(QFile::encodeName(path()).constData(), &status), 0);
        QCOMPARE(status.st_mode & 07777, mode_t(0600));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"a.key"_s});
    }

    void existingFileGivesTheSameKey()
    {
        const auto first = loadOrCreateKeyFile(path(), 32);
        const auto second = loadOrCreateKeyFile(path(), 32);
        QVERIFY(first && second);
        QVERIFY(*first == *second);
    }

    void finalNewlineMayBeMissing()
    {
        write(path(), "YWJj");
        const auto key = loadOrCreateKeyFile(path(), 3);
        QVERIFY(key);
        QVERIFY(*key == Secret("abc"_ba));
    }

    void readOnlyFileIsGood()
    {
        write(path(), "YWJj\n", 0400);
        QVERIFY(loadOrCreateKeyFile(path(), 3));
    }

    void fileOthersCanUseIsRefusedByName_data()
    {
        QTest::addColumn<uint>("mode");
        for (const uint mode : {0640u, 0604u, 0620u, 0602u, 0610u, 0601u, 0666u, 0777u})
            QTest::newRow(QByteArray::number(mode, 8).constData()) << mode;
    }
    void fileOthersCanUseIsRefusedByName()
    {
        QFETCH(uint, mode);
        write(path(), "YWJj\n", static_cast<mode_t>(mode));
        const auto key = loadOrCreateKeyFile(path(), 3);
        QVERIFY(!key);
        QCOMPARE(key.error().code, ErrorCode::ValidationError);
        QVERIFY(key.error().message.contains(path()));
        QVERIFY(key.error().message.contains(QString::number(mode, 8)));
        QVERIFY(!key.error().message.contains(u"YWJj"_s));
    }

    void fileWithAnythingElseIsRefusedAndLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << ""_ba;
        QTest::newRow("short") << "YWI\n"_ba;
        QTest::newRow("long") << "YWJjZA\n"_ba;
        QTest::newRow("very long") << QByteArray(100000, 'A');
        QTest::newRow("padding") << "YWJjZA==\n"_ba;
        QTest::newRow("standard alphabet") << "YW+/\n"_ba;
        QTest::newRow("two lines") << "YWJj\n\n"_ba;
        QTest::newRow("carriage return") << "YWJj\r\n"_ba;
        QTest::newRow("raw bytes") << "\x01\x02\x03"_ba;
    }
    void fileWithAnythingElseIsRefusedAndLeftAlone()
    {
        QFETCH(QByteArray, content);
        write(path(), content);
        const auto key = loadOrCreateKeyFile(path(), 3);
        QVERIFY(!key);
        QVERIFY(key.error().message.contains(path()));
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), content);
    }

    void folderOrFifoOfThatNameIsRefused()
    {
        QVERIFY(QDir().mkdir(path()));
        QVERIFY(!loadOrCreateKeyFile(path(), 3));
        const QString fifo = m_folder->filePath(u"fifo"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(fifo).constData(), 0600), 0);
        QVERIFY(!loadOrCreateKeyFile(fifo, 3));
    }

    void missingFolderIsNamed()
    {
        const QString lost = m_folder->filePath(u"lost/a.key"_s);
        const auto key = loadOrCreateKeyFile(lost, 32);
        QVERIFY(!key);
        QVERIFY(key.error().message.contains(lost));
    }

    void fileBehindAFileIsRefused()
    {
        write(path(), "YWJj\n");
        const auto key = loadOrCreateKeyFile(path() + u"/below"_s, 3);
        QVERIFY(!key);
        QVERIFY(key.error().message.contains(u"cannot be opened"_s));
    }

    void danglingLinkIsRefused()
    {
        QVERIFY(QFile::link(m_folder->filePath(u"nowhere"_s), path()));
        const auto key = loadOrCreateKeyFile(path(), 3);
        QVERIFY(!key);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden | QDir::System), QStringList{u"a.key"_s});
    }

    void fullDiskLeavesNoFile()
    {
        if (!QFile::exists(u"/dev/full"_s))
            QSKIP("no /dev/full");
        const auto key = loadOrCreateKeyFile(u"/dev/full"_s, 32);
        QVERIFY(!key);
    }

    void processesThatStartTogetherAgree()
    {
        for (int round = 0; round < 20; ++round) {
            const QString shared = m_folder->filePath(u"race%1.key"_s.arg(round));
            std::array<Secret, 8> keys;
            std::latch start(8);
            {
                std::vector<std::jthread> threads;
                for (Secret &key : keys) {
                    threads.emplace_back([&] {
                        start.arrive_and_wait();
                        if (auto made = loadOrCreateKeyFile(shared, 32))
                            key = *std::move(made);
                    });
                }
            }
            QCOMPARE(keys[0].size(), 32);
            for (const Secret &key : keys)
                QVERIFY(key == keys[0]);
        }
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden).size(), 20);
    }

private:
    QString path() const { return m_folder->filePath(u"a.key"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(KeyFileTest)
#include "tst_key_file.moc"
