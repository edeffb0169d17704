#include "widgets/busy_button.h"
#include "widgets/state_view.h"

#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

using namespace auth::console;
using namespace Qt::StringLiterals;

class TestStateView : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<StateView> m_view;
    QLabel *m_content = nullptr;

    QPushButton *button(const QString &text) const
    {
        for (QPushButton *found : m_view->findChildren<QPushButton *>()) {
            if (found->isVisible() && found->text() == text)
                return found;
        }
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_content = new QLabel(u"content"_s);
        m_view = std::make_unique<StateView>(m_content);
        m_view->resize(600, 400);
        m_view->show();
    }

    void quickAnswersShowNoSkeleton()
    {
        m_view->showLoading();
        QCOMPARE(m_view->state(), StateView::State::Loading);
        QVERIFY(m_content->isVisible());
        m_view->showContent();
        QVERIFY(m_content->isVisible());
    }

    void slowAnswersShowSkeletons()
    {
        m_view->showLoading();
        QTRY_VERIFY(m_view->findChild<SkeletonRows *>()->isVisible());
        QVERIFY(!m_content->isVisible());
        m_view->showContent();
        QVERIFY(m_content->isVisible());
    }

    void slowRefreshShowsAThinBarOverTheContent()
    {
        auto *bar = m_view->findChild<QWidget *>(u"refreshProgress"_s);
        m_view->setRefreshing(true);
        QVERIFY(!bar->isVisible());
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(m_content->isVisible());
        m_view->setRefreshing(false);
        QVERIFY(!bar->isVisible());
    }

    void emptyOffersWhatToDo()
    {
        bool cleared = false;
        m_view->showEmpty(Icon::Search, u"No user matches."_s, {u"Clear filter"_s, [&] { cleared = true; }});
        QTest::mouseClick(button(u"Clear filter"_s), Qt::LeftButton);
        QVERIFY(cleared);
    }

    void errorCanBeRetriedAndCopied()
    {
        QSignalSpy retry(m_view.get(), &StateView::retryRequested);
        m_view->showError({.text = u"It broke."_s, .requestId = u"d6e8"_s});
        QTest::mouseClick(button(u"Copy details"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"It broke.\nRequest d6e8"_s);
        QTest::mouseClick(button(u"Retry"_s), Qt::LeftButton);
        QCOMPARE(retry.size(), 1);
    }

    void buttonMayChangeTheState()
    {
        connect(m_view.get(), &StateView::retryRequested, this, [this] { m_view->showError({.text = u"Again."_s}); });
        m_view->showError({.text = u"It broke."_s});
        QTest::mouseClick(button(u"Retry"_s), Qt::LeftButton);
        QCOMPARE(m_view->findChild<QLabel *>(u"stateText"_s)->text(), u"Again."_s);
    }

    void forbiddenSaysWhoCanHelp()
    {
        m_view->showForbidden(u"You may not read it."_s, u"An administrator can let you."_s);
        QCOMPARE(m_view->findChild<QLabel *>(u"stateSmallPrint"_s)->text(), u"An administrator can let you."_s);
        QVERIFY(!button(u"Retry"_s));
    }

    void staleContentStaysUnderABanner()
    {
        auto *banner = m_view->findChild<QWidget *>(u"staleBanner"_s);
        m_view->setStaleSince(u"10:02"_s);
        QVERIFY(banner->isVisible());
        QVERIFY(m_content->isVisible());
        QVERIFY(m_view->findChild<QLabel *>(u"staleText"_s)->text().contains(u"10:02"_s));
        m_view->setStaleSince({});
        QVERIFY(!banner->isVisible());
    }

    void busyButtonKeepsWidthAndFocus()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *save = new BusyButton(u"Save"_s, u"Saving all of it..."_s);
        column->addWidget(save);
        column->addWidget(new QPushButton(u"Other"_s));
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        save->setFocus();
        const QSize size = save->sizeHint();
        save->setBusy(true);
        QCOMPARE(save->sizeHint(), size);
        QVERIFY(!save->isEnabled());
        save->setBusy(false);
        QVERIFY(save->hasFocus());
        QCOMPARE(save->text(), u"Save"_s);
    }
};

QTEST_MAIN(TestStateView)
#include "tst_state_view.moc"
