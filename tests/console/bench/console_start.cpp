#include "console_start.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

#include <algorithm>

namespace auth::test {

using namespace Qt::StringLiterals;

namespace {

double startOnce()
{
    const QTemporaryDir home;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &folder : {u"HOME"_s, u"XDG_CONFIG_HOME"_s})
        environment.insert(folder, home.path());
    environment.insert(u"QT_PLUGIN_PATH"_s, QStringLiteral(FIRST_PAINT_PLUGINS));
    environment.insert(u"QT_QPA_GENERIC_PLUGINS"_s, u"first_paint"_s);
    QProcess console;
    console.setProcessEnvironment(environment);
    QElapsedTimer timer;
    timer.start();
    console.start(QStringLiteral(AUTH_CONSOLE), QStringList());
    if (!console.waitForReadyRead(30'000))
        qFatal("the console shows no form: %s", console.readAllStandardError().constData());
    const double took = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    console.kill();
    console.waitForFinished();
    return took;
}

} // namespace

std::vector<double> startTimes(int rounds)
{
    std::vector<double> times;
    std::generate_n(std::back_inserter(times), rounds, startOnce);
    std::sort(times.begin(), times.end());
    return times;
}

} // namespace auth::test
