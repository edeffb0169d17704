#include "support/postgres_server.h"

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QStandardPaths>
#include <QtCore/QUrl>
#include <QtNetwork/QTcpServer>

#include <csignal>
#include <libpq-fe.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace auth::test {
namespace {

constexpr int patience = 60'000; // ms, for a machine that does much else

/// Debian keeps the programs of each version apart.
QString programFolder()
{
    QStringList folders;
    QDir versions(u"/usr/lib/postgresql"_s);
    for (const QString &version : versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed))
        folders += versions.filePath(version + u"/bin"_s);
    const QString found = QStandardPaths::findExecutable(u"initdb"_s, folders);
    const QString initdb = found.isEmpty() ? QStandardPaths::findExecutable(u"initdb"_s) : found;
    return initdb.isEmpty() ? QString() : QFileInfo(initdb).canonicalPath();
}

/// PostgreSQL refuses to run as root.
const passwd *owner() { return ::geteuid() == 0 ? ::getpwnam("postgres") : nullptr; }

QByteArray run(const QString &program, const QStringList &arguments, const QStringList &environment = {})
{
    QProcess process;
    PostgresServer::runAsOwner(process);
    process.setEnvironment(QProcess::systemEnvironment() + environment);
    process.start(program, arguments);
    if (!process.waitForFinished(patience) || process.exitCode() != 0)
        qFatal("%s failed: %s", qPrintable(program), process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

QString encoded(const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); }

void append(const QString &path, const QByteArray &lines)
{
    QFile file(path);
    if (!file.open(QIODevice::Append) || file.write(lines) != lines.size())
        qFatal("%s cannot be written", qPrintable(path));
}

} // namespace

const QString PostgresServer::user = u"au'th \\\u00e4"_s;
const QString PostgresServer::password = u"p@:/?#[]&=%;+ '\"\\\u00e4\u20ac$"_s;

quint16 freePort()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        qFatal("no port is free");
    return server.serverPort();
}

std::unique_ptr<PostgresServer> PostgresServer::start(QString &whyNot)
{
    const QString programs = programFolder();
    if (programs.isEmpty()) {
        whyNot = u"PostgreSQL is not installed"_s;
        return {};
    }
    if (::geteuid() == 0 && !owner()) {
        whyNot = u"PostgreSQL does not run as root, and there is no account postgres"_s;
        return {};
    }
    std::unique_ptr<PostgresServer> server(new PostgresServer(programs));
    server->initialize();
    server->launch();
    server->query(u"CREATE ROLE %1 LOGIN PASSWORD %2"_s.arg(u'"' + user + u'"',
                                                            u'\'' + QString(password).replace(u'\'', u"''"_s) + u'\''));
    return server;
}

PostgresServer::PostgresServer(const QString &programs)
    : m_programs(programs),
      m_folder(QDir::tempPath() + u"/pg-XXXXXX"_s) // short: the path of a socket has at most 107 bytes
      ,
      m_port(freePort())
{
    if (const passwd *account = owner();
        account && ::chown(qPrintable(m_folder.path()), account->pw_uid, account->pw_gid) != 0)
        qFatal("the folder of the server cannot be given away");
}

PostgresServer::~PostgresServer() { kill(); }

void PostgresServer::runAsOwner(QProcess &process)
{
    process.setWorkingDirectory(QDir::tempPath());
    process.setChildProcessModifier([account = owner()] {
        if (account && (::setgid(account->pw_gid) != 0 || ::setuid(account->pw_uid) != 0))
            ::_exit(126);
        ::prctl(PR_SET_PDEATHSIG, SIGQUIT); // after the change of user, which clears it
    });
}

void PostgresServer::initialize()
{
    const QString data = m_folder.filePath(u"data"_s);
    run(m_programs + u"/initdb"_s, {u"-D"_s, data, u"-U"_s, u"postgres"_s, u"--no-sync"_s, u"--encoding=UTF8"_s,
                                    u"--locale=C"_s, u"--auth-local=trust"_s, u"--auth-host=scram-sha-256"_s});
    append(data + u"/postgresql.conf"_s,
           "fsync = off\nlisten_addresses = '127.0.0.1'\nport = " + QByteArray::number(m_port)
               + "\nunix_socket_directories = '" + m_folder.path().toUtf8()
               + "'\nmax_connections = 80\nshared_buffers = 32MB\ndeadlock_timeout = 20ms\n"
                 "log_min_error_statement = error\nlog_statement = none\n");
}

void PostgresServer::launch()
{
    runAsOwner(m_process);
    m_process.setStandardErrorFile(m_folder.filePath(u"log"_s), QIODevice::Append);
    m_process.start(m_programs + u"/postgres"_s, {u"-D"_s, m_folder.filePath(u"data"_s)});
    QElapsedTimer waited;
    waited.start();
    while (!isReady()) {
        if (waited.elapsed() > patience || m_process.waitForFinished(10))
            qFatal("the server does not start: %s", log().constData());
    }
}

void PostgresServer::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    ::kill(pid_t(m_process.processId()), SIGQUIT);
    m_process.waitForFinished(patience);
}

QString PostgresServer::makeCertificate(const QString &name) const
{
    const QString certificate = m_folder.filePath(name + u".crt"_s);
    run(u"openssl"_s,
        {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s,
         u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=127.0.0.1"_s, u"-addext"_s, u"subjectAltName=IP:127.0.0.1"_s, u"-out"_s,
         certificate, u"-keyout"_s, m_folder.filePath(name + u".key"_s)});
    return certificate;
}

QString PostgresServer::useTls()
{
    const QString certificate = makeCertificate(u"server"_s);
    query(u"ALTER SYSTEM SET ssl_cert_file = '%1'"_s.arg(certificate));
    query(u"ALTER SYSTEM SET ssl_key_file = '%1'"_s.arg(m_folder.filePath(u"server.key"_s)));
    query(u"ALTER SYSTEM SET ssl = on"_s);
    restart();
    return certificate;
}

bool PostgresServer::isReady() const
{
    const QByteArray target = "host=127.0.0.1 dbname=postgres port=" + QByteArray::number(m_port);
    return PQping(target.constData()) == PQPING_OK;
}

void PostgresServer::makeDatabase(const QString &name)
{
    if (query(u"SELECT 1 FROM pg_database WHERE datname = '%1'"_s.arg(name)).isEmpty())
        query(u"CREATE DATABASE %1 TEMPLATE template0"_s.arg(name));
    query(u"GRANT CREATE ON DATABASE %1 TO \"%2\""_s.arg(name, user)); // for extensions
    query(u"DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION \"%1\""_s.arg(user), name);
}

QByteArray PostgresServer::query(const QString &sql, const QString &database) const
{
    return run(m_programs + u"/psql"_s,
               {u"-h"_s, m_folder.path(), u"-p"_s, QString::number(m_port), u"-U"_s, u"postgres"_s, u"-d"_s, database,
                u"-XAtq"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-c"_s, sql},
               {u"PGOPTIONS=-c client_min_messages=warning"_s})
        .trimmed();
}

QString PostgresServer::url(const QString &database, const QString &options) const
{
    return u"postgresql://"_s + encoded(user) + u':' + encoded(password) + u"@127.0.0.1:"_s + QString::number(m_port)
           + u'/' + database + (options.isEmpty() ? QString() : u'?' + options);
}

QString PostgresServer::socketUrl(const QString &database) const
{
    return u"postgresql://"_s + encoded(user) + u"@/"_s + database + u"?port="_s + QString::number(m_port) + u"&host="_s
           + encoded(m_folder.path());
}

QByteArray PostgresServer::log() const
{
    QFile file(m_folder.filePath(u"log"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace auth::test
