#pragma once

#include "support/http_client.h"

#include <QtCore/QJsonObject>
#include <QtCore/QMap>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

#include <memory>

namespace auth::test {

/// Settings by name.
using Environment = QMap<QString, QString>;

/// What a command of the program left behind.
struct Finished {
    int exitCode = -1; ///< -1: it crashed or did not end.
    QByteArray out;
    QByteArray err;
};

/// The real program in a folder of its own, with the settings given and nothing else from the environment. Listens on a
/// free port of the loopback interface. What it still runs is killed at the end.
class DaemonProcess {
public:
    enum class Stdout { File, UnreadPipe };

    explicit DaemonProcess(Environment settings = {});
    ~DaemonProcess();

    QString folder() const { return m_folder.path(); }
    QString file(const QString &name) const { return m_folder.filePath(name); }
    QString database() const { return file(QStringLiteral("auth.db")); }
    void set(const QString &setting, const QString &value) { m_settings[setting] = value; }
    void unset(const QString &setting) { m_settings.remove(setting); }
    /// Before the program's name, for example {"prlimit", "--nofile=64"}.
    void setWrapper(const QStringList &command) { m_wrapper = command; }
    void setStdout(Stdout target) { m_stdout = target; }

    /// Waits until it serves; false when it ended instead. Also after it was stopped or killed: on the same folder.
    bool start() { return (launch(), waitUntilServing()); }
    /// The two halves of start(), for several at once.
    void launch();
    bool waitUntilServing();
    /// Waits until it has ended by itself.
    Finished waitForEnd();
    /// SIGTERM, and the exit code.
    int stop();
    void terminate() { m_process->terminate(); }
    void kill();
    bool isRunning() const { return m_process->state() == QProcess::Running; }
    qint64 pid() const { return m_process->processId(); }

    /// Runs another command on the same folder and settings.
    Finished run(const QStringList &arguments, const QByteArray &input = {}) const;

    quint16 port() const { return m_port; }
    HttpClient client() const { return HttpClient(m_port); }

    /// Everything on stdout since the last start, and its lines as JSON; a line that is none is an empty object.
    QByteArray out() const;
    QByteArray err() const;
    QList<QJsonObject> log() const;
    /// Waits for a line with that event.
    bool waitForEvent(const QString &event) const;

private:
    std::unique_ptr<QProcess> process(const QStringList &arguments) const;

    QTemporaryDir m_folder;
    Environment m_settings;
    QStringList m_wrapper;
    Stdout m_stdout = Stdout::File;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
};

} // namespace auth::test
