#include "log/row_finder.h"
#include "log_lines.h"

#include <QtTest/QTest>

using namespace auth;
using namespace auth::console;
using namespace auth::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray start = "{\"time\":\"2026-11-21T05:41:00.123Z\",\"level\":\"info\",\"event\":";

QByteArrayList lines()
{
    return {
        start
            + "\"request.finished\",\"message\":\"\",\"user_id\":\"d6e8f0a1-0000-4000-8000-000000000002\",\"method\":"
              "\"GET\",\"route\":\"/api/user\",\"status\":503,\"duration_ms\":1.5}",
        start + "\"a.b\",\"message\":\"a \\\"quoted\\\" Ärger\",\"reason\":\"wrong\\\\password\",\"tries\":31}",
        start + "\"a.c\",\"message\":\"nested\",\"roles\":[\"auditor\",{\"scope\":77}]}"};
}

} // namespace

/// Which rows have a text somebody looks for.
class TestRowFinder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsFoundInWhatRowsSay_data();
    void textIsFoundInWhatRowsSay();
};

void TestRowFinder::textIsFoundInWhatRowsSay_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rows");
    const auto row = [](const QString &text, const QString &rows) {
        QTest::newRow(text.toUtf8().constData()) << text << rows;
    };
    row(u"REQUEST.fin"_s, u"0"_s);
    row(u"d6e8F0"_s, u"0"_s);
    row(u"503 in 1.5"_s, u"0"_s);
    row(u"\"quoted\" ärger"_s, u"1"_s);
    row(u"wrong\\password"_s, u"1"_s);
    row(u"31"_s, u"1"_s);
    row(u"Auditor"_s, u"2"_s);
    row(u"77"_s, u"2"_s);
    row(u"not available"_s, u"3"_s);
    for (const QString &name : {u"time"_s, u"level"_s, u"user_id"_s, u"reason"_s, u"tries"_s, u"roles"_s, u"scope"_s})
        row(name, u""_s);
}

void TestRowFinder::textIsFoundInWhatRowsSay()
{
    QFETCH(QString, text);
    LogBatch batch = parsed(lines());
    batch.addMark(RowKind::Gap, {}, 5);
    LogModel model;
    model.append(batch);
    const RowFinder finder(text);
    QString rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (finder.isIn(model, row))
            rows += QString::number(row);
    }
    QTEST(rows, "rows");
}

QTEST_GUILESS_MAIN(TestRowFinder)
#include "tst_row_finder.moc"
