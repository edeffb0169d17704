#include "console.h"
#include "translations/translations.h"

#include <QtCore/QCommandLineParser>
#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;

namespace {

/// The user's choice, else the system's; English is in the program itself.
QLocale language(const QSettings &settings)
{
    const QString chosen = settings.value(u"appearance/language"_s).toString();
    return chosen.isEmpty() ? QLocale::system() : QLocale(chosen);
}

std::unique_ptr<QSettings> openSettings(const QString &file)
{
    if (file.isEmpty())
        return std::make_unique<QSettings>(QSettings::IniFormat, QSettings::UserScope, u"auth-serve"_s,
                                           u"auth-serve-console"_s);
    return std::make_unique<QSettings>(file, QSettings::IniFormat);
}

/// With all that is known of the server, such as its pin.
auth::console::ServerProfile profileOf(const auth::console::ProfileStore &known, const QUrl &url)
{
    auth::console::ServerProfile fresh;
    fresh.url = url;
    return known.findByUrl(url).value_or(fresh);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(u"auth-serve-console"_s);
    QApplication::setApplicationVersion(QString::fromLatin1(AUTH_VERSION));
    QApplication::setDesktopFileName(u"org.auth_serve.Console"_s);
    QApplication::setWindowIcon(QIcon(u":/console/org.auth_serve.Console.svg"_s));

    QCommandLineParser parser;
    parser.setApplicationDescription(u"Manages users and shows live logs of auth-serve."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption config(u"config"_s, u"Keep settings in this file."_s, u"file"_s);
    const QCommandLineOption portable(u"portable"_s, u"Keep settings beside the program."_s);
    const QCommandLineOption profile(u"profile"_s, u"Open this server, by its name."_s, u"name"_s);
    const QCommandLineOption server(u"server"_s, u"Open the server at this address."_s, u"url"_s);
    parser.addOptions({config, portable, profile, server});
    parser.process(app);

    QString file = parser.value(config);
    if (parser.isSet(portable))
        file = QApplication::applicationDirPath() + u"/auth-serve-console.ini"_s;
    const auto settings = openSettings(file);

    const auth::console::Translations translations(language(*settings));
    auth::console::Console console(*settings);
    std::optional<auth::console::ServerProfile> chosen;
    if (parser.isSet(profile))
        chosen = console.profiles().find(parser.value(profile));
    if (parser.isSet(server))
        chosen = profileOf(console.profiles(), auth::console::serverUrl(parser.value(server)));
    if ((parser.isSet(profile) || parser.isSet(server)) && (!chosen || chosen->url.isEmpty())) {
        qCritical("There is no such server: %s", qPrintable(parser.value(profile) + parser.value(server)));
        return 64; // EX_USAGE
    }
    console.openWindow(chosen)->show();
    return QApplication::exec();
}
