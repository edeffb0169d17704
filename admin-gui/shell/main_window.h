#pragma once

#include "connect/connect_page.h"
#include "connect/session_sheet.h"
#include "shell/desk.h"
#include "shell/details_dock.h"
#include "shell/idle_lock.h"
#include "shell/page.h"
#include "shell/preferences.h"
#include "shell/window_cover.h"

#include <QtWidgets/QMainWindow>

QT_FORWARD_DECLARE_CLASS(QStackedWidget)

namespace auth::console {

class CommandPalette;
class MessageStack;
class Sidebar;
class StatusArea;
class Stripe;

/// One window on one server: first the connect page, then the places.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    /// What all windows share.
    struct Parts {
        QSettings &settings;
        ProfileStore &profiles;
        TokenVault &vault;
        Preferences &preferences;
        TimeText &times;
        IdleLock &idle;
    };
    /// Adds the pages and panels for the user who has signed in.
    using Furnish = std::function<void(MainWindow &, Workspace &)>;

    MainWindow(Parts parts, Furnish furnish);
    ~MainWindow() override;

    /// Signs in at once where a session is kept.
    void connectTo(const ServerProfile &profile);
    ConnectPage &connectPage() { return *m_connect; }
    Desk *desk() { return m_desk.get(); }

    void addPage(Page *page, Permission needs);
    void addDetails(Subject subject, DetailsPanel *panel) { m_details->add(subject, panel); }
    DetailsDock &details() { return *m_details; }
    Page *page(Place place) const;
    Page *currentPage() const;

    // What the window's own actions do.
    void openPalette();
    void openShortcuts();
    void openSettings();
    void openAbout();
    void lock();
    void signOut();
    void escape();
    void focusNext(bool forward);
    void refresh();
    void toggleSidebar();
    void toggleFullScreen();

Q_SIGNALS:
    void newWindowWanted();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makeFrame();
    void begin(const Profile &user);
    Desk *end();
    void leave();
    void arrive(const Target &target);
    void stayOn(const Page &page);
    void watchSession();
    void cover(SessionSheet::Cause cause, const QString &why = {});
    void uncover();
    bool mayLeave();
    void keepToken();
    void sayWhatIsNotKept();
    void showTitle();
    QString obstacleOf(Place place) const;

    Parts m_parts;
    Furnish m_furnish;
    QStackedWidget *m_front;
    ConnectPage *m_connect;
    QWidget *m_work;
    Stripe *m_stripe;
    MessageStack *m_messages;
    Sidebar *m_sidebar;
    QStackedWidget *m_pages;
    DetailsDock *m_details = nullptr;
    CommandPalette *m_palette;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<StatusArea> m_status;
    SessionSheet *m_sheet = nullptr;
    std::unique_ptr<WindowCover> m_cover;
    QHash<Place, Permission> m_needs;
    TokenVault::Claim m_claim;
    bool m_detailsWereShown = false;
};

} // namespace auth::console
