#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QProcess>
#include <QtCore/QString>
#include <QtCore/QTemporaryDir>

#include <memory>

namespace auth::test {

/// A PostgreSQL cluster of this process alone, in a folder that goes away with it, reached over a free port of the
/// loopback interface and over a socket. Ends when the process does, however that ends.
class PostgresServer {
public:
    /// The account that owns the databases; nobody's name or password should be easier to quote.
    static const QString user, password;

    /// Null, with the reason, where no PostgreSQL is installed.
    static std::unique_ptr<PostgresServer> start(QString &whyNot);
    ~PostgresServer();
    Q_DISABLE_COPY_MOVE(PostgresServer)

    /// A database of this name without any table, whatever was in it.
    void makeDatabase(const QString &name);
    /// As the superuser, with psql; its output. Ends the test program when it fails.
    QByteArray query(const QString &sql, const QString &database = QStringLiteral("postgres")) const;

    QString url(const QString &database, const QString &options = {}) const;
    QString socketUrl(const QString &database) const;
    quint16 port() const { return m_port; }

    /// As `pg_ctl stop -m immediate` and start do it: no farewell to clients, recovery at the start.
    void kill();
    void launch();
    void restart()
    {
        kill();
        launch();
    }
    /// From now on connections may be encrypted; the value is the file of the certificate, which has signed itself.
    QString useTls();
    /// A certificate of that name in the server's folder, good for the loopback address, and its key beside it.
    QString makeCertificate(const QString &name) const;
    qint64 processId() const { return m_process.processId(); }
    QByteArray log() const;

    /// Runs a program of PostgreSQL's, or of its neighbourhood, as an account it agrees to run as.
    static void runAsOwner(QProcess &process);
    /// A folder that account may use.
    QString folder() const { return m_folder.path(); }

private:
    explicit PostgresServer(const QString &programs);
    void initialize();
    bool isReady() const;

    QString m_programs;
    QTemporaryDir m_folder;
    quint16 m_port;
    QProcess m_process;
};

/// A port of the loopback interface that is free at the moment.
quint16 freePort();

} // namespace auth::test

/// Skips the test, or fails it where tests must be complete (the variable CI is set).
#define REQUIRE_POSTGRES(server, whyNot)                                                                               \
    do {                                                                                                               \
        if (!(server)) {                                                                                               \
            QVERIFY2(!qEnvironmentVariableIsSet("CI"), qPrintable(whyNot));                                            \
            QSKIP(qPrintable(whyNot));                                                                                 \
        }                                                                                                              \
    } while (false)
