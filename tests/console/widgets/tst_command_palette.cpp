#include "widgets/command_palette.h"
#include "widgets/fuzzy_match.h"

#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>

using namespace auth::console;
using namespace Qt::StringLiterals;

class TestCommandPalette : public QObject {
    Q_OBJECT

private:
    QString m_ran;
    std::unique_ptr<QWidget> m_window;
    CommandPalette *m_palette = nullptr;
    QLineEdit *m_line = nullptr;
    QListWidget *m_list = nullptr;

    Command command(const QString &text, bool enabled = true)
    {
        return {.text = text, .enabled = enabled, .reason = u"No permission"_s, .run = [this, text] { m_ran = text; }};
    }

    QString currentText() const { return m_list->currentItem() ? m_list->currentItem()->text() : QString(); }

private Q_SLOTS:
    void init()
    {
        m_ran.clear();
        m_window = std::make_unique<QWidget>();
        m_window->resize(800, 600);
        m_window->show();
        m_palette = new CommandPalette(m_window.get());
        m_line = m_palette->findChild<QLineEdit *>(u"paletteLine"_s);
        m_list = m_palette->findChild<QListWidget *>(u"paletteList"_s);
        m_palette->open({command(u"Go to users"_s), command(u"Force logout"_s), command(u"Import users"_s, false),
                         command(u"Lock"_s)});
    }

    void matches_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("found");
        for (const char *pattern : {"", "force", "LOG", "fl", "log force", "orce"})
            QTest::newRow(pattern) << QString::fromLatin1(pattern) << true;
        for (const char *pattern : {"lf", "force users", "x"})
            QTest::newRow(pattern) << QString::fromLatin1(pattern) << false;
    }

    void matches()
    {
        QFETCH(const QString, pattern);
        QTEST(matchScore(u"Force logout"_s, pattern).has_value(), "found");
    }

    void betterMatchesScoreHigher()
    {
        QVERIFY(matchScore(u"Users"_s, u"us"_s) > matchScore(u"Go to users"_s, u"us"_s));
        QVERIFY(matchScore(u"Go to users"_s, u"us"_s) > matchScore(u"Bonus"_s, u"us"_s));
    }

    void typedWordsFindAndEnterRuns()
    {
        QTest::keyClicks(m_line, u"fl"_s);
        QCOMPARE(m_list->count(), 1);
        QTest::keyClick(m_line, Qt::Key_Return);
        QCOMPARE(m_ran, u"Force logout"_s);
        QVERIFY(m_palette->isHidden());
    }

    void arrowsChooseAndStopAtTheEnds()
    {
        QCOMPARE(m_list->currentRow(), 0);
        QTest::keyClick(m_line, Qt::Key_Up);
        QCOMPARE(m_list->currentRow(), 0);
        QTest::keyClick(m_line, Qt::Key_Down);
        QCOMPARE(m_list->currentRow(), 1);
        QTest::keyClick(m_line, Qt::Key_PageDown);
        QCOMPARE(m_list->currentRow(), m_list->count() - 1);
    }

    void disabledCommandsComeLastSayWhyAndDoNotRun()
    {
        QTest::keyClicks(m_line, u"users"_s);
        QCOMPARE(currentText(), u"Go to users"_s);
        QTest::keyClick(m_line, Qt::Key_Down);
        QCOMPARE(currentText(), u"Import users"_s);
        QVERIFY(m_list->currentItem()->data(Qt::AccessibleTextRole).toString().contains(u"No permission"_s));
        QTest::keyClick(m_line, Qt::Key_Return);
        QCOMPARE(m_ran, QString());
        QVERIFY(m_palette->isVisible());
    }

    void recognizedTextComesFirst()
    {
        m_palette->setRecognizer([this](const QString &text) {
            return text.contains(u'@') ? std::vector{command(u"Go to "_s + text)} : std::vector<Command>();
        });
        m_line->setText(u"maria@example.org"_s);
        QTest::keyClick(m_line, Qt::Key_Enter);
        QCOMPARE(m_ran, u"Go to maria@example.org"_s);
    }

    void escapeCloses()
    {
        QTest::keyClick(m_line, Qt::Key_Escape);
        QVERIFY(m_palette->isHidden());
        QCOMPARE(m_ran, QString());
    }

    void clickRuns()
    {
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, {}, m_list->visualItemRect(m_list->item(1)).center());
        QCOMPARE(m_ran, u"Force logout"_s);
    }

    void opensEmptyAgain()
    {
        QTest::keyClicks(m_line, u"force"_s);
        m_palette->open({command(u"Lock"_s)});
        QCOMPARE(m_line->text(), QString());
        QCOMPARE(m_list->count(), 1);
    }

    void enterWithoutAMatchDoesNothing()
    {
        QTest::keyClicks(m_line, u"zzz"_s);
        QTest::keyClick(m_line, Qt::Key_Return);
        QVERIFY(m_palette->isVisible());
    }
};

QTEST_MAIN(TestCommandPalette)
#include "tst_command_palette.moc"
