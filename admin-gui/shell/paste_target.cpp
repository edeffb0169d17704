#include "shell/paste_target.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

Command lead(const char *text, const QString &value, Icon picture, std::function<void()> run)
{
    return {.text = QCoreApplication::translate("PasteTarget", text).arg(value),
            .hint = {},
            .icon = icon(picture),
            .enabled = true,
            .reason = {},
            .run = std::move(run)};
}

bool isUuid(const QString &text) { return UserId::parse(text.toLower()).has_value(); }

bool isRequestId(const QString &text)
{
    static const QRegularExpression form(u"^[A-Za-z0-9._-]{8,128}$"_s); // X-Request-ID as the server takes it
    return form.match(text).hasMatch();
}

} // namespace

std::vector<Command> commandsFor(const QString &pasted, Navigator &navigator)
{
    const QString text = pasted.trimmed();
    std::vector<Command> commands;
    Navigator *to = &navigator;
    const auto users = [to](const QString &filter) {
        return [to, filter] { to->go({.place = Place::Users, .filter = filter, .id = {}}); };
    };
    if (text.contains(u'@') && !text.contains(u' '))
        commands.push_back(lead(QT_TRANSLATE_NOOP("PasteTarget", "Find user %1"), text, Icon::Users, users(text)));
    if (isUuid(text)) {
        const QString id = text.toLower();
        commands.push_back(lead(QT_TRANSLATE_NOOP("PasteTarget", "Go to user %1"), id, Icon::Users,
                                [to, id] { to->go({.place = Place::Users, .filter = u"id:"_s + id, .id = id}); }));
        commands.push_back(lead(QT_TRANSLATE_NOOP("PasteTarget", "Log lines of session %1"), id, Icon::Sessions,
                                [to, id] { to->go({.place = Place::Logs, .filter = u"session:"_s + id, .id = {}}); }));
    }
    if (isRequestId(text))
        commands.push_back(lead(QT_TRANSLATE_NOOP("PasteTarget", "Story of request %1"), text, Icon::Logs,
                                [to, text] { to->showDetails(Subject::Request, text); }));
    return commands;
}

} // namespace auth::console
