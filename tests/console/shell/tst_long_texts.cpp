#include "shell/sidebar.h"
#include "support/console_program.h"
#include "support/console_server.h"
#include "widgets/elided_label.h"

#include <QtCore/QDir>
#include <QtCore/QTranslator>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLabel>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;

namespace {

/// A language that needs two fifths more room than English, as German often does.
class LongLanguage : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *source, const char *, int) const override
    {
        const QString text = QString::fromUtf8(source);
        return text + QString((text.size() * 2 + 4) / 5, u'ẅ');
    }
};

bool isClipped(const QLabel &label)
{
    if (label.text().isEmpty() || label.textFormat() == Qt::RichText || qobject_cast<const ElidedLabel *>(&label))
        return false;
    if (label.wordWrap())
        return label.height() < label.heightForWidth(label.width());
    return label.contentsRect().width() < label.sizeHint().width() - 1;
}

QStringList clipped(const QWidget &around)
{
    QStringList found;
    for (const QLabel *label : around.findChildren<QLabel *>()) {
        if (label->isVisible() && isClipped(*label))
            found += label->text();
    }
    for (const QAbstractButton *button : around.findChildren<QAbstractButton *>()) {
        if (button->isVisible() && !button->text().isEmpty() && button->width() < button->sizeHint().width() - 1)
            found += button->text();
    }
    return found;
}

} // namespace

/// Texts that are longer than these are not cut off anywhere. Pictures are in $PWD/screenshots.
class LongTextsTest : public QObject {
    Q_OBJECT

private:
    test::ConsoleServer m_server;
    LongLanguage m_language;
    std::unique_ptr<test::ConsoleProgram> m_program;
    MainWindow *m_window = nullptr;

    void verify(const QString &name)
    {
        for (int i = 0; i < 3; ++i) // a label that wraps asks for its height after it has a width
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QVERIFY(m_window->grab().save(u"screenshots/%1.png"_s.arg(name)));
        QCOMPARE(clipped(*m_window), QStringList());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        QVERIFY(m_server.addUsers(20));
        QDir().mkpath(u"screenshots"_s);
        QApplication::installTranslator(&m_language);
        m_program = std::make_unique<test::ConsoleProgram>();
        m_window = m_program->openWindow(m_server.client().port());
        m_window->resize(1280, 800);
    }
    void cleanupTestCase()
    {
        delete m_window;
        QApplication::removeTranslator(&m_language);
    }

    void connectPage() { verify(u"connect"_s); }

    void everyPlace_data()
    {
        QTest::addColumn<int>("place");
        for (int i = 0; i <= static_cast<int>(Place::Jobs); ++i)
            QTest::newRow(qPrintable(QString::number(i))) << i;
    }
    void everyPlace()
    {
        QFETCH(const int, place);
        if (!m_window->desk()) {
            test::ConsoleProgram::typeCredentials(&m_window->connectPage(), m_server.staff().admin.email,
                                                  m_server.staff().admin.password);
            QTRY_VERIFY_WITH_TIMEOUT(m_window->desk() != nullptr, 20000);
        }
        m_window->desk()->workspace().navigator.go({.place = static_cast<Place>(place), .filter = {}, .id = {}});
        test::ConsoleProgram::waitForContent(*m_window);
        verify(u"place_%1"_s.arg(place + 1));
    }

    void theDetailsOfAUser()
    {
        m_window->desk()->workspace().navigator.go({.place = Place::Users, .filter = {}, .id = {}});
        m_window->desk()->workspace().navigator.showDetails(Subject::User, test::idOf(m_server.staff().support));
        QTRY_VERIFY(m_window->details().windowTitle().contains(m_server.staff().support.username));
        verify(u"user"_s);
    }
};

QTEST_MAIN(LongTextsTest)
#include "tst_long_texts.moc"
