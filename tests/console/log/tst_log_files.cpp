#include "log_lines.h"

#include "log/log_buffer.h"
#include "log/log_export.h"
#include "log/log_file.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

LogBuffer buffered(qint64 lines)
{
    LogBuffer buffer({.rows = 1 << 30, .bytes = 1LL << 40});
    buffer.append(logLines(0, lines));
    return buffer;
}

} // namespace

/// Exported logs, there and back.
class TestLogFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exportIsReadAgain();
    void chosenRowsAreWritten();
    void badLinesAreCounted();
    void lastLineNeedsNoEnd();
    void missingFileIsAProblem();
    void cancelledReadingEnds();
    void cancelledExportLeavesWhatWasThere();
    void unwritableFolderIsAProblem();
    void csvIsQuoted();
    void durationsAreExact();
    void textIsOneLineEach();
    void textDoesNothingToATerminal();

private:
    LogExport::Outcome write(LogExport::Job job);
    LogFile::Outcome read(const QString &path);
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    LogBuffer m_read{{.rows = 1 << 30, .bytes = 1LL << 40}};
};

LogExport::Outcome TestLogFiles::write(LogExport::Job job)
{
    LogExport writer;
    QSignalSpy finished(&writer, &LogExport::finished);
    writer.write(std::move(job));
    finished.wait(30'000);
    return finished.first().first().value<LogExport::Outcome>();
}

LogFile::Outcome TestLogFiles::read(const QString &path)
{
    LogFile reader;
    m_read.clear();
    connect(&reader, &LogFile::linesRead, this, [this](const LogBatch &lines) { m_read.append(lines); });
    QSignalSpy finished(&reader, &LogFile::finished);
    reader.read(path);
    finished.wait(30'000);
    return finished.first().first().value<LogFile::Outcome>();
}

void TestLogFiles::exportIsReadAgain()
{
    const LogBuffer buffer = buffered(20'000);
    const LogExport::Outcome written = write({.rows = buffer.snapshot(), .path = path(u"all.ndjson"_s)});
    QCOMPARE(written.problem, QString());
    QCOMPARE(written.rows, 20'000);
    const LogFile::Outcome outcome = read(path(u"all.ndjson"_s));
    QCOMPARE(outcome.lines, 20'000);
    QCOMPARE(outcome.badLines, 0);
    QCOMPARE(m_read.count(), 20'000);
    for (qint64 i = 0; i < 20'000; ++i) {
        const LogRow row = m_read.row(m_read.firstRow() + i);
        QCOMPARE(row.record().place, (LinePlace{1'700'000'000'000, i + 1}));
        QVERIFY(row.json(LogRow::Epoch::First) == buffer.row(i).json(LogRow::Epoch::First));
    }
}

void TestLogFiles::chosenRowsAreWritten()
{
    const LogBuffer buffer = buffered(10'000);
    write({.rows = buffer.snapshot(), .chosen = std::vector<qint64>{3, 5'000, 9'999}, .path = path(u"some"_s)});
    QCOMPARE(contentOf(path(u"some"_s)), exported(buffer.row(3), LogFormat::JsonLines)
                                             + exported(buffer.row(5'000), LogFormat::JsonLines)
                                             + exported(buffer.row(9'999), LogFormat::JsonLines));
}

void TestLogFiles::badLinesAreCounted()
{
    QFile file(path(u"bad"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(logLine(1) + "\r\n\nnot json\n{\"a\":1}\n" + logLine(2) + '\n');
    file.close();
    const LogFile::Outcome outcome = read(file.fileName());
    QCOMPARE(outcome.lines, 2);
    QCOMPARE(outcome.badLines, 2);
    QCOMPARE(m_read.row(m_read.endRow() - 1).json(), logLine(2));
}

void TestLogFiles::lastLineNeedsNoEnd()
{
    QFile file(path(u"open"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(logLine(1) + '\n' + logLine(2));
    file.close();
    QCOMPARE(read(file.fileName()).lines, 2);
}

void TestLogFiles::missingFileIsAProblem() { QVERIFY(!read(path(u"nothing"_s)).problem.isEmpty()); }

void TestLogFiles::cancelledReadingEnds()
{
    const LogBuffer buffer = buffered(50'000);
    write({.rows = buffer.snapshot(), .path = path(u"big"_s)});
    LogFile reader;
    QSignalSpy finished(&reader, &LogFile::finished);
    QSignalSpy lines(&reader, &LogFile::linesRead);
    reader.read(path(u"big"_s));
    QVERIFY(lines.wait());
    reader.cancel();
    QVERIFY(finished.wait());
    QVERIFY(finished.first().first().value<LogFile::Outcome>().cancelled);
}

void TestLogFiles::cancelledExportLeavesWhatWasThere()
{
    const LogBuffer buffer = buffered(50'000);
    QFile before(path(u"cancelled"_s));
    QVERIFY(before.open(QIODevice::WriteOnly) && before.write("what was there before") > 0);
    before.close();
    LogExport writer;
    QSignalSpy finished(&writer, &LogExport::finished);
    writer.write({.rows = buffer.snapshot(), .path = before.fileName()});
    writer.cancel();
    QVERIFY(finished.wait());
    QVERIFY(finished.first().first().value<LogExport::Outcome>().cancelled);
    QCOMPARE(QDir(m_folder.path()).entryList({u"cancelled*"_s}), QStringList(u"cancelled"_s));
    QCOMPARE(contentOf(before.fileName()), "what was there before");
}

void TestLogFiles::unwritableFolderIsAProblem()
{
    const LogBuffer buffer = buffered(1);
    QVERIFY(!write({.rows = buffer.snapshot(), .path = path(u"no/such/folder"_s)}).problem.isEmpty());
}

void TestLogFiles::csvIsQuoted()
{
    LogBuffer buffer;
    buffer.append(parsed({"{\"time\":\"2026-11-21T05:41:00.123Z\",\"level\":\"info\",\"event\":\"a.b\","
                          "\"message\":\"=1+1, \\\"quoted\\\"\"}"}));
    QCOMPARE(exported(buffer.row(0), LogFormat::Csv),
             "2026-11-21T05:41:00.123Z,info,a.b,\"'=1+1, \"\"quoted\"\"\",,,,,,,,,,0\r\n");
    QCOMPARE(exportHeader(LogFormat::Csv).count(','), 13);
}

void TestLogFiles::textIsOneLineEach()
{
    LogBuffer buffer;
    buffer.append(parsed({"{\"time\":\"2026-11-21T05:41:00.123Z\",\"level\":\"info\",\"event\":\"a.b\","
                          "\"message\":\"two\\nlines\",\"request_id\":\"some-request\"}"}));
    QCOMPARE(exported(buffer.row(0), LogFormat::Text),
             "2026-11-21T05:41:00.123Z info    a.b two lines request=some-request\n");
}

void TestLogFiles::durationsAreExact()
{
    LogBuffer buffer;
    buffer.append(parsed({"{\"time\":\"2026-11-21T05:41:00.123Z\",\"level\":\"info\",\"event\":\"a.b\","
                          "\"message\":\"\",\"duration_ms\":1234567.891}"}));
    QVERIFY(exported(buffer.row(0), LogFormat::Csv).contains(",1234567.891,"));
}

void TestLogFiles::textDoesNothingToATerminal()
{
    LogBuffer buffer;
    buffer.append(parsed({"{\"time\":\"2026-11-21T05:41:00.123Z\",\"level\":\"info\",\"event\":\"a.b\","
                          "\"message\":\"\\u001b[2J\\u007f\\u009b1m\\u202eÄ\"}"}));
    QCOMPARE(exported(buffer.row(0), LogFormat::Text), "2026-11-21T05:41:00.123Z info    a.b  [2J  1m Ä\n");
}

QTEST_GUILESS_MAIN(TestLogFiles)
#include "tst_log_files.moc"
