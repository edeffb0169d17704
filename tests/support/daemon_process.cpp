#include "support/daemon_process.h"

#include "support/test_engine.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

namespace auth::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 30000;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Finished finished(QProcess &process)
{
    const bool ended = process.waitForFinished(patienceMs) && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

DaemonProcess::DaemonProcess(Environment settings) : m_settings(freshDatabase())
{
    m_settings[u"PORT"_s] = u"0"_s;
    for (auto each = settings.cbegin(); each != settings.cend(); ++each)
        m_settings[each.key()] = each.value();
    m_process = process({});
}

DaemonProcess::~DaemonProcess() { kill(); }

std::unique_ptr<QProcess> DaemonProcess::process(const QStringList &arguments) const
{
    QProcessEnvironment environment;
    for (const QString &name : {u"ASAN_OPTIONS"_s, u"UBSAN_OPTIONS"_s, u"TSAN_OPTIONS"_s, u"PATH"_s}) {
        if (qEnvironmentVariableIsSet(name.toLatin1().constData()))
            environment.insert(name, qEnvironmentVariable(name.toLatin1().constData()));
    }
    for (auto each = m_settings.cbegin(); each != m_settings.cend(); ++each)
        environment.insert(each.key(), each.value());
    QStringList command = m_wrapper + QStringList{QStringLiteral(AUTH_SERVE_PROGRAM)} + arguments;
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment);
    process->setWorkingDirectory(folder());
    process->setProgram(command.takeFirst());
    process->setArguments(command);
    return process;
}

void DaemonProcess::launch()
{
    m_process = process({u"serve"_s});
    if (m_stdout == Stdout::File)
        m_process->setStandardOutputFile(file(u"stdout"_s), QIODevice::Truncate);
    m_process->setStandardErrorFile(file(u"stderr"_s), QIODevice::Truncate);
    m_process->start();
}

bool DaemonProcess::waitUntilServing()
{
    static const QRegularExpression url(u"auth-serve listens on http://[^ ,]*:(\\d+),"_s);
    QRegularExpressionMatch match;
    const bool settled = QTest::qWaitFor(
        [&] {
            match = url.match(QString::fromUtf8(err()));
            return match.hasMatch() || m_process->state() == QProcess::NotRunning;
        },
        patienceMs);
    m_port = static_cast<quint16>(match.captured(1).toUInt());
    return settled && match.hasMatch();
}

Finished DaemonProcess::waitForEnd()
{
    m_process->waitForFinished(patienceMs);
    const bool ended = m_process->state() == QProcess::NotRunning && m_process->exitStatus() == QProcess::NormalExit;
    return {ended ? m_process->exitCode() : -1, out(), err()};
}

int DaemonProcess::stop()
{
    terminate();
    return waitForEnd().exitCode;
}

void DaemonProcess::kill()
{
    if (m_process->state() == QProcess::NotRunning)
        return;
    m_process->kill();
    m_process->waitForFinished(patienceMs);
}

Finished DaemonProcess::run(const QStringList &arguments, const QByteArray &input) const
{
    const auto command = process(arguments);
    command->start();
    command->write(input);
    command->closeWriteChannel();
    return finished(*command);
}

QByteArray DaemonProcess::out() const { return contentOf(file(u"stdout"_s)); }
QByteArray DaemonProcess::err() const { return contentOf(file(u"stderr"_s)); }

QList<QJsonObject> DaemonProcess::log() const
{
    QList<QJsonObject> lines;
    for (const QByteArray &line : out().split('\n')) {
        if (!line.isEmpty())
            lines.append(QJsonDocument::fromJson(line).object());
    }
    return lines;
}

bool DaemonProcess::waitForEvent(const QString &event) const
{
    return QTest::qWaitFor(
        [&] {
            const QList<QJsonObject> lines = log();
            return std::any_of(lines.begin(), lines.end(),
                               [&](const QJsonObject &line) { return line[u"event"_s] == event; });
        },
        patienceMs);
}

} // namespace auth::test
