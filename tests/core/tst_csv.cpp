#include "core/csv.h"
#include "core/field.h"

#include <QtTest/QTest>

using namespace auth;
using namespace Qt::StringLiterals;

namespace {

struct Line {
    QString name;
    std::optional<qint64> number;
    bool flag = false;
    QStringList items;

    static constexpr auto fields()
    {
        return std::tuple{field(&Line::name, {.name = "name"}), field(&Line::number, {.name = "number"}),
                          field(&Line::flag, {.name = "flag"}), field(&Line::items, {.name = "items"})};
    }
};

} // namespace

class TestCsv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fieldIsQuotedWhereItMustBe_data();
    void fieldIsQuotedWhereItMustBe();
    void apostropheIsTakenOffAgain();
    void lineHasTheMembersInOrder();
};

void TestCsv::fieldIsQuotedWhereItMustBe_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("field");
    const auto row = [](const QString &value, const QByteArray &field) {
        QTest::newRow(field.toPercentEncoding().constData()) << value << field;
    };
    row(u"plain"_s, "plain");
    row(u""_s, "");
    row(u"a,b"_s, "\"a,b\"");
    row(u"a\"b"_s, "\"a\"\"b\"");
    row(u"a\r\nb"_s, "\"a\r\nb\"");
    row(u"Ä"_s, "\xc3\x84");
    row(u"=1+1"_s, "'=1+1");
    row(u"+49"_s, "'+49");
    row(u"-1"_s, "'-1");
    row(u"@SUM(A1)"_s, "'@SUM(A1)");
    row(u"\t=1"_s, "'\t=1");
    row(u"\r=1"_s, "\"'\r=1\"");
    row(u"=HYPERLINK(\"x\",\"y\")"_s, "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    row(u"a=1"_s, "a=1");
}

void TestCsv::fieldIsQuotedWhereItMustBe()
{
    QFETCH(const QString, value);
    QTEST(csvField(value), "field");
}

void TestCsv::apostropheIsTakenOffAgain()
{
    for (const QString &value : {u"=1+1"_s, u"-1"_s, u"@a"_s, u"plain"_s, u"O'Neil"_s, u"'s"_s, u"'"_s, u""_s})
        QCOMPARE(csvValue(QString::fromUtf8(csvField(value))), value);
}

void TestCsv::lineHasTheMembersInOrder()
{
    QCOMPARE(csvHeader<Line>(), QByteArray("name,number,flag,items\r\n"));
    QCOMPARE(csvLine(Line{.name = u"x"_s, .number = 7, .flag = true, .items = {u"a"_s, u"b"_s}}),
             QByteArray("x,7,true,\"a,b\"\r\n"));
    QCOMPARE(csvLine(Line{.name = u"x"_s, .number = {}, .flag = false, .items = {}}), QByteArray("x,,false,\r\n"));
}

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
