#include "widgets/row_model.h"

#include <QtCore/QItemSelectionModel>
#include <QtCore/QRandomGenerator>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace auth::console;
using namespace Qt::StringLiterals;

namespace {

struct Thing {
    QString name;
    int size = 0;
};

using Model = RowModel<Thing>;

std::unique_ptr<Model> makeModel()
{
    std::vector<Model::Column> columns{
        {.title = u"Name"_s, .text = [](const Thing &thing) { return thing.name; }},
        {.title = u"Size"_s,
         .text = [](const Thing &thing) { return QString::number(thing.size); },
         .tone =
             [](const Thing &thing) { return thing.size > 9 ? std::optional(Tone::Warning) : std::optional<Tone>(); }}};
    return std::make_unique<Model>(std::move(columns), [](const Thing &thing) { return thing.name; });
}

QList<Thing> things(const QString &letters)
{
    QList<Thing> made;
    for (const QChar letter : letters)
        made += {QString(letter), letter.unicode() % 7};
    return made;
}

QString namesIn(const Model &model)
{
    QString names;
    for (int row = 0; row < model.rowCount(); ++row)
        names += model.index(row, 0).data().toString();
    return names;
}

} // namespace

/// Rows that come all at once, again and again.
class TestRowModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWhatItWasGiven()
    {
        const auto model = makeModel();
        model->setRows(things(u"abc"_s));
        QCOMPARE(namesIn(*model), u"abc"_s);
        QCOMPARE(model->headerData(1, Qt::Horizontal).toString(), u"Size"_s);
        QCOMPARE(model->find(u"b"_s), 1);
        QCOMPARE(model->find(u"z"_s), -1);
    }

    void aSelectedRowStaysSelectedWhenOthersComeAbove()
    {
        const auto model = makeModel();
        model->setRows(things(u"abc"_s));
        QItemSelectionModel selection(model.get());
        selection.select(model->index(1, 0), QItemSelectionModel::SelectCurrent | QItemSelectionModel::Rows);
        model->setRows(things(u"xyabc"_s));
        QCOMPARE(selection.selectedRows().size(), 1);
        QCOMPARE(selection.selectedRows().first().data().toString(), u"b"_s);
    }

    void rowsWithTheSameKeyAreChangedInPlace()
    {
        const auto model = makeModel();
        model->setRows({{u"a"_s, 1}});
        QSignalSpy removed(model.get(), &Model::rowsRemoved);
        QSignalSpy changed(model.get(), &Model::dataChanged);
        model->setRows({{u"a"_s, 20}});
        QVERIFY(removed.isEmpty());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model->index(0, 1).data().toString(), u"20"_s);
    }

    void onlySomeCellsAreBadges()
    {
        const auto model = makeModel();
        model->setRows({{u"a"_s, 1}, {u"b"_s, 10}});
        QVERIFY(!model->index(0, 1).data(toneRole).isValid());
        QCOMPARE(model->index(1, 1).data(toneRole).toInt(), static_cast<int>(Tone::Warning));
    }

    void keepsTheRulesOfModelsWhateverComes()
    {
        const auto model = makeModel();
        const QAbstractItemModelTester tester(model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
        QRandomGenerator random(20);
        for (int step = 0; step < 2000; ++step) {
            QString letters;
            for (char16_t letter = u'a'; letter <= u'z'; ++letter) {
                if (random.bounded(3) == 0)
                    letters += letter;
            }
            if (random.bounded(4) == 0)
                std::reverse(letters.begin(), letters.end());
            model->setRows(things(letters));
            QCOMPARE(namesIn(*model), letters);
        }
    }
};

QTEST_APPLESS_MAIN(TestRowModel)
#include "tst_row_model.moc"
