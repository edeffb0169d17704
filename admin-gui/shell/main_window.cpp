#include "shell/main_window.h"

#include "shell/paste_target.h"
#include "shell/settings_dialog.h"
#include "shell/sidebar.h"
#include "shell/status_area.h"
#include "shell/stripe.h"
#include "shell/window_actions.h"
#include "widgets/command_palette.h"
#include "widgets/message_stack.h"
#include "widgets/shortcut_sheet.h"
#include "widgets/state_view.h"

#include <QtGui/QCloseEvent>
#include <QtWidgets/QDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QVBoxLayout>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

/// Of the kept arrangement: another number forgets it.
constexpr int stateVersion = 1;

} // namespace

MainWindow::MainWindow(Parts parts, Furnish furnish) : m_parts(parts), m_furnish(std::move(furnish))
{
    setObjectName(u"main_window"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    makeFrame();
    resize(1280, 800);
    restoreGeometry(m_parts.settings.value(u"window/geometry"_s).toByteArray());
    showTitle();
    connect(m_connect, &ConnectPage::connected, this, &MainWindow::begin);
    connect(m_sidebar, &Sidebar::chosen, this,
            [this](Place place) { m_desk->workspace().navigator.go({.place = place, .filter = {}, .id = {}}); });
    connect(&m_parts.idle, &IdleLock::idle, this, &MainWindow::lock);
}

MainWindow::~MainWindow() { delete end(); }

void MainWindow::makeFrame()
{
    auto *middle = new QWidget(this);
    auto *rows = new QVBoxLayout(middle);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_stripe = new Stripe(middle);
    m_messages = new MessageStack(middle);
    m_front = new QStackedWidget(middle);
    m_connect = new ConnectPage(m_parts.profiles, m_parts.vault, m_front);
    m_work = new QWidget(m_front);
    auto *columns = new QHBoxLayout(m_work);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    m_sidebar = new Sidebar(m_work);
    m_pages = new QStackedWidget(m_work);
    columns->addWidget(m_sidebar);
    columns->addWidget(m_pages, 1);
    m_front->addWidget(m_connect);
    m_front->addWidget(m_work);
    rows->addWidget(m_stripe);
    rows->addWidget(m_messages);
    rows->addWidget(m_front, 1);
    setCentralWidget(middle);
    m_palette = new CommandPalette(this);
    menuBar()->hide();
    statusBar()->hide();
}

void MainWindow::connectTo(const ServerProfile &profile)
{
    delete end();
    m_connect->choose(profile);
}

/// Everything of the session is made anew, so that nothing of another user or server is left.
void MainWindow::begin(const Profile &user)
{
    delete end();
    m_claim = m_connect->takeClaim();
    m_desk = std::make_unique<Desk>(m_connect->takeClient(), user, m_parts.times, m_parts.settings);
    Workspace &work = m_desk->workspace();
    m_details = new DetailsDock(this);
    addDockWidget(Qt::RightDockWidgetArea, m_details);
    m_details->hide();
    m_status = std::make_unique<StatusArea>(*m_desk, *statusBar());
    connect(&work.navigator, &Navigator::went, this, &MainWindow::arrive);
    connect(&work.navigator, &Navigator::detailsWanted, m_details, &DetailsDock::open);
    connect(&work.notices, &Notices::posted, m_messages, [this](const Message &message) { m_messages->show(message); });
    m_palette->setRecognizer([&work](const QString &text) { return commandsFor(text, work.navigator); });
    addWindowActions(*this);
    m_furnish(*this, work);
    fillMenus(*this);
    watchSession();
    m_stripe->show(m_desk->client().profile());
    m_sidebar->setNarrow(m_parts.settings.value(u"window/narrow_sidebar"_s).toBool());
    menuBar()->show();
    statusBar()->show();
    m_front->setCurrentWidget(m_work);
    restoreState(m_parts.settings.value(u"window/state"_s).toByteArray(), stateVersion);
    m_details->hide();
    showTitle();
    work.navigator.go({.place = Place::Overview, .filter = {}, .id = {}});
}

/// Takes down all that shows the session, and returns it.
Desk *MainWindow::end()
{
    if (!m_desk)
        return nullptr;
    m_palette->close();
    m_palette->setRecognizer({});
    qDeleteAll(findChildren<QDialog *>(QString(), Qt::FindDirectChildrenOnly));
    m_parts.settings.setValue(u"window/state"_s, saveState(stateVersion));
    m_front->setCurrentWidget(m_connect);
    menuBar()->clear();
    menuBar()->hide();
    m_cover.reset();
    statusBar()->hide();
    m_messages->clear();
    m_stripe->hide();
    m_status.reset();
    delete std::exchange(m_sheet, nullptr);
    delete std::exchange(m_details, nullptr);
    const QSignalBlocker quiet(m_sidebar);
    m_sidebar->clear();
    while (QWidget *page = m_pages->currentWidget())
        delete page;
    m_needs.clear();
    m_claim.reset();
    Desk *const desk = m_desk.release();
    showTitle();
    return desk;
}

void MainWindow::addPage(Page *page, Permission needs)
{
    m_needs.insert(page->place(), needs);
    m_pages->addWidget(page);
    m_sidebar->blockSignals(true);
    m_sidebar->addPlace(page->place(), obstacleOf(page->place()));
    m_sidebar->blockSignals(false);
}

QString MainWindow::obstacleOf(Place place) const
{
    return m_desk->workspace().rights.obstacle(m_needs.value(place), false);
}

Page *MainWindow::page(Place place) const
{
    const auto all = m_pages->findChildren<Page *>(QString(), Qt::FindDirectChildrenOnly);
    const auto found =
        std::find_if(all.begin(), all.end(), [place](const Page *each) { return each->place() == place; });
    return found == all.end() ? nullptr : *found;
}

Page *MainWindow::currentPage() const { return qobject_cast<Page *>(m_pages->currentWidget()); }

void MainWindow::arrive(const Target &target)
{
    Page *const page = this->page(target.place);
    if (!page || !m_details->mayLeave()) {
        if (currentPage())
            stayOn(*currentPage());
        return;
    }
    m_sidebar->select(target.place);
    m_desk->workspace().actions.enter(target.place);
    if (const QString obstacle = obstacleOf(target.place); !obstacle.isEmpty()) {
        auto *sorry = new StateView(new QWidget, m_pages);
        sorry->showForbidden(obstacle, tr("Ask somebody who may manage roles."));
        m_pages->addWidget(sorry);
        m_pages->setCurrentWidget(sorry);
        connect(m_pages, &QStackedWidget::currentChanged, sorry, &QObject::deleteLater);
        return;
    }
    m_pages->setCurrentWidget(page);
    page->open(target);
}

/// What chose another place has shown it as chosen already.
void MainWindow::stayOn(const Page &page)
{
    m_sidebar->select(page.place());
    m_desk->workspace().navigator.note(page.target());
}

void MainWindow::watchSession()
{
    m_cover =
        std::make_unique<WindowCover>(*this, QList<QWidget *>{menuBar(), statusBar(), m_stripe, m_messages, m_front});
    m_sheet = new SessionSheet(m_desk->client(), m_desk->workspace().rights.user(), centralWidget());
    connect(&m_desk->client().tokens(), &AccessTokens::signedOut, m_sheet,
            [this](const QString &why) { cover(SessionSheet::Cause::Expired, why); });
    connect(&m_desk->client().tokens(), &AccessTokens::renewed, this, &MainWindow::keepToken);
    connect(m_sheet, &SessionSheet::signOutWanted, this, &MainWindow::signOut);
    connect(m_sheet, &SessionSheet::resumed, this, [this](const Profile &user) {
        m_desk->workspace().rights.setUser(user);
        uncover();
        refresh();
    });
    sayWhatIsNotKept();
    keepToken();
}

/// The first time only: it is tried again with every renewal.
void MainWindow::sayWhatIsNotKept()
{
    Notices &notices = m_desk->workspace().notices;
    if (m_desk->client().profile().staySignedIn && !m_claim)
        notices.say(Tone::Info,
                    tr("Another window keeps the session with this server; this one ends with the window."));
    const auto say = [&notices](const QString &why) {
        notices.say(Tone::Info, tr("The session ends with the window, as the keychain does not keep it: %1").arg(why));
    };
    connect(&m_parts.vault, &TokenVault::notSaved, &notices, say, Qt::SingleShotConnection);
}

void MainWindow::keepToken()
{
    if (m_claim)
        m_parts.vault.save(m_desk->client().profile().id, m_desk->client().tokens().refreshToken());
}

void MainWindow::showTitle()
{
    setWindowTitle(m_desk ? tr("%1 — auth-serve console").arg(m_desk->client().profile().title())
                          : tr("auth-serve console"));
}

void MainWindow::openPalette()
{
    std::vector<Command> commands;
    for (Action *action : m_desk->workspace().actions.all()) {
        if (action->facts().id == u"window.palette")
            continue;
        commands.push_back({.text = QString(action->text()).remove(u'&'),
                            .hint = action->shortcut().toString(QKeySequence::NativeText),
                            .icon = action->icon(),
                            .enabled = action->isEnabled(),
                            .reason = action->obstacle(),
                            .run = [action] { action->trigger(); }});
    }
    m_palette->open(std::move(commands));
}

void MainWindow::openShortcuts()
{
    std::vector<ActionGroup> groups;
    const auto add = [&](const QString &title, std::optional<Place> place) {
        ActionGroup group{.title = title, .actions = {}};
        for (Action *action : m_desk->workspace().actions.of(place))
            group.actions += action;
        groups.push_back(group);
    };
    add(tr("Everywhere"), std::nullopt);
    for (int i = 0; i <= static_cast<int>(Place::Jobs); ++i)
        add(nameOf(static_cast<Place>(i)), static_cast<Place>(i));
    auto *sheet = new ShortcutSheet(groups, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
}

void MainWindow::openSettings()
{
    auto *dialog = new SettingsDialog(m_parts.preferences, m_desk->workspace().actions, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::openAbout()
{
    const ServerProfile &server = m_desk->client().profile();
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, tr("About"),
                        tr("auth-serve console %1").arg(QString::fromLatin1(AUTH_VERSION)), QMessageBox::Close, this);
    box->setInformativeText(
        tr("Connected to %1.\nCtrl+K finds every command, Ctrl+/ lists every key.").arg(server.url.toString()));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void MainWindow::lock()
{
    if (m_desk)
        cover(SessionSheet::Cause::Locked);
}

void MainWindow::cover(SessionSheet::Cause cause, const QString &why)
{
    if (m_cover->isDown())
        return;
    m_detailsWereShown = m_details->isVisible();
    m_palette->close();
    m_cover->lay();
    m_details->hide();
    m_desk->workspace().rights.setCovered(true);
    m_sheet->open(cause, why);
}

void MainWindow::uncover()
{
    m_desk->workspace().rights.setCovered(false);
    m_details->setVisible(m_detailsWereShown);
    m_cover->lift();
}

/// Behind the sheet nobody is asked whether to save: that would be a change made by whoever stands there.
bool MainWindow::mayLeave() { return !m_details || m_cover->isDown() || m_details->mayLeave(); }

void MainWindow::signOut()
{
    if (!mayLeave())
        return;
    if (m_claim)
        m_parts.vault.remove(m_desk->client().profile().id);
    QTimer::singleShot(0, this, [this] { leave(); }); // what calls is taken down
}

void MainWindow::leave()
{
    Desk *const left = end();
    if (!left)
        return;
    left->setParent(this);
    left->signOut([left] { left->deleteLater(); }); // nobody waits for a server that may be away
    m_connect->choose(left->client().profile(), false);
}

void MainWindow::escape()
{
    if (m_messages->dismissNewest() || (currentPage() && currentPage()->escape()))
        return;
    if (m_details->isVisible() && m_details->mayLeave())
        m_details->hide();
}

void MainWindow::focusNext(bool forward)
{
    QList<QWidget *> panes{m_sidebar, m_pages->currentWidget()};
    if (m_details->isVisible())
        panes += m_details->widget();
    qsizetype current = 0;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (panes[i]->isAncestorOf(focusWidget()) || panes[i] == focusWidget())
            current = i;
    }
    const qsizetype next = (current + (forward ? 1 : panes.size() - 1)) % panes.size();
    QWidget *pane = panes[next];
    QWidget *first = pane->focusPolicy() == Qt::NoFocus ? pane->nextInFocusChain() : pane;
    while (first != pane
           && (!(first->focusPolicy() & Qt::TabFocus) || !first->isVisible() || !pane->isAncestorOf(first)))
        first = first->nextInFocusChain();
    first->setFocus(Qt::TabFocusReason);
}

void MainWindow::refresh()
{
    if (!m_desk->online().isOnline())
        m_desk->online().probe();
    if (currentPage())
        currentPage()->refresh();
    m_details->refresh();
}

void MainWindow::toggleSidebar()
{
    m_sidebar->setNarrow(!m_sidebar->isNarrow());
    m_parts.settings.setValue(u"window/narrow_sidebar"_s, m_sidebar->isNarrow());
}

void MainWindow::toggleFullScreen() { isFullScreen() ? showNormal() : showFullScreen(); }

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!mayLeave()) {
        event->ignore();
        return;
    }
    m_parts.settings.setValue(u"window/geometry"_s, saveGeometry());
    QMainWindow::closeEvent(event);
}

} // namespace auth::console
