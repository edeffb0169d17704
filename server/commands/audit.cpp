#include "commands/commands.h"

#include "crypto/audit_key.h"
#include "crypto/base64_url.h"
#include "database_settings.h"
#include "keys.h"
#include "services/audit_source.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QFile>

#include <cstdio>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

/// Rows are signed this long after they were put on record, or something keeps them from it.
constexpr auto patience = std::chrono::hours(1);

void print(const QString &line) { std::puts(line.toUtf8().constData()); }

int usage()
{
    tell(u"usage: auth-serve audit key\n"
         "       auth-serve audit verify [--export FILE] [--public-key KEY]...\n"
         "KEY is what `audit key` prints, of the service or of one of its former keys. Exit codes: 0 all is as it was "
         "put\n"
         "on record, 1 could not be done, 2 it is not, and the first such row is named, 3 nothing contradicts it, and\n"
         "nothing proves it: it is not signed."_s);
    return exitUsage;
}

int printKey(const Settings &settings)
{
    const auto keys = loadKeys(settings);
    if (!keys)
        return failure(keys.error());
    print(QString::fromLatin1(base64UrlEncode(AuditKey(*keys).publicKey())));
    return exitOk;
}

/// Nothing: one of them is no key.
std::optional<AuditVerifier::Keys> keysFrom(const QStringList &texts)
{
    AuditVerifier::Keys keys;
    for (const QString &text : texts) {
        const auto key = base64UrlDecode(text.toLatin1());
        if (!key || key->size() != AuditKey::publicKeySize)
            return {};
        keys.insert(auditKeyId(*key), *key);
    }
    return keys;
}

Result<AuditVerdict> verifyFile(const QString &path, const AuditVerifier::Keys &keys)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{.code = ErrorCode::NotFound, .message = u"%1 cannot be read: %2"_s.arg(path, file.errorString())};
    return verifyExport(file, keys);
}

Result<AuditVerdict> verifyDatabase(const Settings &settings, AuditVerifier::Keys keys)
{
    const auto ring = loadKeys(settings);
    if (!ring)
        return ring.error();
    const QByteArray own = AuditKey(*ring).publicKey();
    keys.insert(auditKeyId(own), own);
    DatabaseOptions options = databaseOptions(settings);
    options.autoMigrate = false;
    const SystemClock clock;
    const auto database = Database::open(options, clock);
    return database ? verifyTrail(**database, keys) : database.error();
}

QString signedText(const AuditVerdict &verdict)
{
    if (verdict.signedUpTo.seq == 0)
        return u"Not signed."_s;
    return u"Signed up to row %1 on %2 with key %3; %4 rows since."_s.arg(verdict.signedUpTo.seq)
        .arg(toRfc3339(verdict.signedUpTo.signedAt), verdict.signedUpTo.keyId)
        .arg(verdict.head.seq - verdict.signedUpTo.seq);
}

bool isProven(const AuditVerdict &verdict, bool isComplete)
{
    if (isComplete)
        return verdict.signedUpTo.seq == verdict.head.seq;
    if (verdict.head.seq == 0) // nothing contradicts an empty trail, but nothing proves it either
        return false;
    return !verdict.unsignedSince || SystemClock().now() - *verdict.unsignedSince < patience;
}

int report(const AuditVerdict &verdict, bool isComplete)
{
    if (verdict.finding) {
        print(u"Row %1: %2"_s.arg(verdict.finding->seq).arg(sentenceFor(verdict.finding->fault)));
        return exitTampered;
    }
    print(
        u"%1 rows up to %2 are as they were put on record; %3 have lost their content and %4 personal data, both on record."_s
            .arg(verdict.rows)
            .arg(verdict.head.seq)
            .arg(verdict.stubs)
            .arg(verdict.withoutPersonalData));
    print(signedText(verdict));
    return isProven(verdict, isComplete) ? exitOk : exitUnproven;
}

int verify(const Settings &settings, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.addOptions({{u"export"_s, {}, u"file"_s}, {u"public-key"_s, {}, u"key"_s}});
    if (!parser.parse(QStringList{u"auth-serve"_s} + arguments) || !parser.positionalArguments().isEmpty())
        return usage();
    const auto keys = keysFrom(parser.values(u"public-key"_s));
    const bool isFile = parser.isSet(u"export"_s);
    if (!keys || (isFile && keys->isEmpty()))
        return usage();
    const auto verdict = isFile ? verifyFile(parser.value(u"export"_s), *keys) : verifyDatabase(settings, *keys);
    return verdict ? report(*verdict, isFile) : failure(verdict.error());
}

} // namespace

int audit(const Settings &settings, const QStringList &arguments)
{
    if (arguments == QStringList{u"key"_s})
        return printKey(settings);
    return arguments.value(0) == u"verify"_s ? verify(settings, arguments.mid(1)) : usage();
}

} // namespace auth
