#include "scenes.h"

#include "widgets/command_palette.h"
#include "widgets/confirm_dialog.h"
#include "widgets/icons.h"
#include "widgets/merge_dialog.h"
#include "widgets/message_stack.h"
#include "widgets/secret_clipboard.h"
#include "widgets/secret_dialog.h"
#include "widgets/shortcut_sheet.h"

#include <QtGui/QAction>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

using namespace auth::console;
using namespace Qt::StringLiterals;

namespace {

QString say(const char *text) { return QCoreApplication::translate("Scenes", text); }

std::unique_ptr<QWidget> messagesScene()
{
    auto page = std::make_unique<QWidget>();
    page->resize(820, 180);
    auto *column = new QVBoxLayout(page.get());
    auto *stack = new MessageStack;
    column->addWidget(stack);
    column->addStretch();
    stack->show({.tone = Tone::Error,
                 .text = say("The user could not be saved: the server is busy."),
                 .requestId = u"d6e8a1c2-7b1f-4c6e-9d51-0f6a2b3c4d5e"_s,
                 .actions = {{say("Retry"), [] {}}, {say("Copy details"), [] {}, true}}});
    stack->show({.tone = Tone::Warning, .text = say("The clock of this computer is 42 s behind the server's.")});
    stack->show(
        {.tone = Tone::Success, .text = say("Deactivated maria@example.org."), .actions = {{say("Undo"), [] {}}}});
    return page;
}

std::unique_ptr<QWidget> confirmScene()
{
    QStringList names;
    for (int i = 1; i <= 12; ++i)
        names.append(u"person%1@example.org"_s.arg(i));
    return std::make_unique<ConfirmDialog>(
        Confirmation{.title = say("Deactivate 1204 users"),
                     .verb = say("Deactivate 1204 users"),
                     .names = names,
                     .count = 1204,
                     .consequences = {say("1811 sessions end now; access tokens stay valid for up to 5 minutes."),
                                      say("Nobody of them can sign in until activated again.")},
                     .reason = Confirmation::Reason{.label = say("&Reason (kept in the audit trail)")},
                     .boxes = {{u"mail"_s, say("&Tell them by e-mail"), true}},
                     .typeCount = true});
}

std::unique_ptr<QWidget> smallConfirmScene()
{
    return std::make_unique<ConfirmDialog>(
        Confirmation{.title = say("End this session"),
                     .verb = say("End session"),
                     .names = {u"maria@example.org, Firefox on Linux"_s},
                     .consequences = {say("Maria has to sign in again on this device.")}});
}

std::unique_ptr<QWidget> secretScene()
{
    static SecretClipboard clipboard;
    return std::make_unique<SecretDialog>(
        say("Temporary password for maria@example.org"),
        say("It is good for one sign-in within 24 hours. Hand it over on a safe way."), u"kestrel-Oboe-7341-linden"_s,
        clipboard);
}

std::unique_ptr<QWidget> mergeScene()
{
    const QJsonObject base{{u"name"_s, u"Maria"_s}, {u"email"_s, u"m@example.org"_s}, {u"active"_s, true}};
    const QJsonObject theirs{{u"name"_s, u"Maria Weber"_s}, {u"email"_s, u"m@example.org"_s}, {u"active"_s, false}};
    const QJsonObject mine{{u"name"_s, u"Maria W."_s}, {u"email"_s, u"weber@example.org"_s}, {u"active"_s, true}};
    return std::make_unique<MergeDialog>(
        base, theirs, mine, QHash<QString, QString>{{u"name"_s, say("Name")}, {u"email"_s, say("E-mail")}});
}

std::vector<Command> commands()
{
    const auto nothing = [] {};
    return {{say("Deactivate user"), u"Ctrl+D"_s, icon(Icon::Deactivate), true, {}, nothing},
            {say("Force logout"), u"Ctrl+Shift+X"_s, icon(Icon::SignOut), true, {}, nothing},
            {say("Go to live logs"), u"Ctrl+5"_s, icon(Icon::Logs), true, {}, nothing},
            {say("Go to users"), u"Ctrl+2"_s, icon(Icon::Users), true, {}, nothing},
            {say("Import users"), u"Ctrl+I"_s, icon(Icon::Import), false, say("Needs the permission to create users"),
             nothing}};
}

std::unique_ptr<QWidget> paletteScene()
{
    auto window = std::make_unique<QWidget>();
    window->resize(900, 640);
    auto *palette = new CommandPalette(window.get());
    palette->open(commands());
    palette->setWindowFlags(Qt::Widget); // drawn with its window
    palette->move(130, 40);
    palette->show();
    return window;
}

std::unique_ptr<QWidget> shortcutsScene()
{
    auto owner = std::make_unique<QWidget>();
    const auto action = [&](const QString &text, const QString &keys) {
        auto *made = new QAction(text, owner.get());
        made->setShortcut(QKeySequence(keys));
        return made;
    };
    auto *sheet = new ShortcutSheet(
        {{say("Users"), {action(say("&New user..."), u"Ctrl+N"_s), action(say("&Deactivate"), u"Ctrl+D"_s)}},
         {say("Go to"), {action(say("&Overview"), u"Ctrl+1"_s), action(say("&Live logs"), u"Ctrl+5"_s)}}});
    auto *column = new QVBoxLayout(owner.get());
    column->setContentsMargins(0, 0, 0, 0);
    sheet->setWindowFlags(Qt::Widget);
    column->addWidget(sheet);
    owner->resize(480, 420);
    return owner;
}

std::unique_ptr<QWidget> menuScene()
{
    auto menu = std::make_unique<QMenu>();
    menu->addAction(icon(Icon::Edit), say("&Edit"))->setShortcut(QKeySequence(u"F2"_s));
    menu->addAction(icon(Icon::Lock), say("&Lock"))->setEnabled(false);
    menu->addSeparator();
    QAction *checked = menu->addAction(say("Follow"));
    checked->setCheckable(true);
    checked->setChecked(true);
    menu->addMenu(say("More"));
    menu->setActiveAction(menu->actions().front());
    return menu;
}

} // namespace

std::vector<Scene> scenes()
{
    return {{u"controls"_s, controlsScene}, {u"menu"_s, menuScene},
            {u"icons"_s, iconsScene},       {u"messages"_s, messagesScene},
            {u"states"_s, statesScene},     {u"table"_s, tableScene},
            {u"tiles"_s, tilesScene},       {u"details"_s, detailsScene},
            {u"confirm"_s, confirmScene},   {u"confirm_small"_s, smallConfirmScene},
            {u"secret"_s, secretScene},     {u"merge"_s, mergeScene},
            {u"palette"_s, paletteScene},   {u"shortcuts"_s, shortcutsScene}};
}
