#include "shell/sidebar.h"
#include "support/console_program.h"
#include "support/console_server.h"

#include <QtGui/QAccessible>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace auth;
using namespace auth::console;

/// Whatever can take the focus has a name for people who do not see it.
class AccessibleNamesTest : public QObject {
    Q_OBJECT

private:
    test::ConsoleServer m_server;
    std::unique_ptr<test::ConsoleProgram> m_program;

    static bool isInner(const QWidget *widget)
    {
        const QString name = widget->objectName();
        return name.startsWith(u"qt_"_s) || qobject_cast<const QWidget *>(widget->parent()) == nullptr;
    }
    static QStringList nameless(QWidget *around)
    {
        QStringList found;
        for (QWidget *widget : around->findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || isInner(widget))
                continue;
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
            if (!face || face->text(QAccessible::Name).isEmpty())
                found +=
                    u"%1 \"%2\""_s.arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName());
        }
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_program = std::make_unique<test::ConsoleProgram>();
    }

    void theConnectPageIsNamed()
    {
        MainWindow *window = m_program->openWindow(m_server.client().port());
        QCOMPARE(nameless(window), QStringList());
    }

    void everyPlaceIsNamed()
    {
        MainWindow *window = m_program->signIn(m_server.client().port(), m_server.staff().admin);
        for (int i = 0; i <= static_cast<int>(Place::Jobs); ++i) {
            QTest::keyClick(window, static_cast<Qt::Key>(Qt::Key_1 + i), Qt::ControlModifier);
            const QStringList missing = nameless(window);
            QVERIFY2(missing.isEmpty(), qPrintable(nameOf(static_cast<Place>(i)) + u": "_s + missing.join(u", "_s)));
        }
    }

    void theSettingsAreNamed()
    {
        MainWindow *window = m_program->signIn(m_server.client().port(), m_server.staff().admin);
        QTest::keyClick(window, Qt::Key_Comma, Qt::ControlModifier);
        QWidget *dialog = window->findChild<QWidget *>(u"settings"_s);
        QVERIFY(dialog);
        QCOMPARE(nameless(dialog), QStringList());
        dialog->close();
    }
};

QTEST_MAIN(AccessibleNamesTest)
#include "tst_accessible_names.moc"
