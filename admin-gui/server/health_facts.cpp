#include "server/health_facts.h"

#include "client/certificate_probe.h"
#include "client/tls_trust.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(auth::console::HealthFacts)
};

QString sizeText(qint64 bytes) { return QLocale().formattedDataSize(bytes); }
QString ofText(qint64 part, qint64 whole) { return Words::tr("%1 of %2").arg(numberText(part), numberText(whole)); }

KeyValueRow fact(const QString &label, const QString &value, const QString &toolTip = {})
{
    return {.label = label, .value = value, .linkKind = {}, .linkTarget = {}, .isCode = false, .toolTip = toolTip};
}

KeyValueRow code(const QString &label, const QString &value)
{
    return {.label = label, .value = value, .linkKind = {}, .linkTarget = {}, .isCode = true, .toolTip = {}};
}

QString rateText(const std::optional<double> &perSecond)
{
    return perSecond ? Words::tr("%1 per second").arg(QLocale().toString(*perSecond, 'f', 1))
                     : Words::tr("Not known yet");
}

} // namespace

std::vector<KeyValueRow> programFacts(const SystemState &state)
{
    const QString build = state.build.optimized ? Words::tr("Optimised") : Words::tr("For developers, slow");
    return {fact(Words::tr("Version"), state.version),
            fact(Words::tr("Interface"), Words::tr("Version %1").arg(state.apiVersion), state.features.join(u", "_s)),
            code(Words::tr("Instance"), state.instance),
            code(Words::tr("Address"), state.url),
            fact(Words::tr("Build"), Words::tr("%1, %2").arg(build, state.build.compiler)),
            fact(Words::tr("Qt"), state.build.qt)};
}

std::vector<KeyValueRow> processFacts(const ProcessFacts &process, const TimeText &times)
{
    return {fact(Words::tr("Started"), times.shortText(process.startedAt), times.toolTip(process.startedAt)),
            fact(Words::tr("Up for"), durationText(std::chrono::seconds(process.uptimeSeconds))),
            fact(Words::tr("Memory"), sizeText(process.residentBytes)),
            fact(Words::tr("Processor time"), durationText(std::chrono::duration<double>(process.cpuSeconds))),
            fact(Words::tr("Open files"), ofText(process.openFiles, process.maxOpenFiles)),
            fact(Words::tr("Threads"), numberText(process.threads)),
            fact(Words::tr("Process"), QString::number(process.pid))};
}

std::vector<KeyValueRow> databaseFacts(const DatabaseState &database)
{
    std::vector<KeyValueRow> facts{
        fact(Words::tr("Engine"), Words::tr("%1 %2").arg(database.engine, database.version.value_or(QString()))),
        fact(Words::tr("Answers"), database.reachable ? Words::tr("Yes") : Words::tr("No")),
        fact(Words::tr("Size"), database.sizeBytes ? sizeText(*database.sizeBytes) : Words::tr("Not known")),
        fact(Words::tr("Schema"), database.schemaVersion ? numberText(*database.schemaVersion) : QString())};
    if (const auto &pool = database.pool) {
        facts.push_back(fact(Words::tr("Connections in use"), ofText(pool->used, pool->max)));
        facts.push_back(fact(Words::tr("Idle connections"), numberText(pool->idle)));
        facts.push_back(fact(Words::tr("Waiting for one"), numberText(pool->waiting)));
    }
    return facts;
}

std::vector<KeyValueRow> writeFacts(const WriteState &writes)
{
    return {fact(Words::tr("Waiting now"), numberText(writes.waiting)),
            fact(Words::tr("Transactions"), numberText(writes.transactions)),
            fact(Words::tr("Writes in them"), numberText(writes.operations)),
            fact(Words::tr("Turned away"), numberText(writes.rejected)),
            fact(Words::tr("Lost"), numberText(writes.lost)),
            fact(Words::tr("Run again"), numberText(writes.retried))};
}

std::vector<KeyValueRow> hashingFacts(const HashingState &hashing)
{
    const QString cost =
        Words::tr("%1, %Ln passes", nullptr, hashing.costPasses).arg(sizeText(qint64(hashing.costMemoryKib) * 1024));
    return {fact(Words::tr("At work"), ofText(hashing.busy, hashing.slots)),
            fact(Words::tr("Cost of one"), cost),
            fact(Words::tr("Memory of all"), sizeText(hashing.memoryBytes)),
            fact(Words::tr("Time of one"),
                 hashing.msPerHash ? durationText(std::chrono::duration<double, std::milli>(*hashing.msPerHash))
                                   : Words::tr("Not known yet")),
            fact(Words::tr("Sign-ins at most"), rateText(hashing.signInsPerSecond)),
            fact(Words::tr("Sign-ins left"), rateText(hashing.signInsPerSecondLeft)),
            fact(Words::tr("Hashes since the start"), numberText(hashing.hashes))};
}

std::vector<KeyValueRow> certificateFacts(const QSslCertificate &certificate, bool isEncrypted)
{
    if (!isEncrypted)
        return {fact(Words::tr("Connection"), Words::tr("Not encrypted, within this computer"))};
    if (certificate.isNull())
        return {fact(Words::tr("Connection"), Words::tr("Encrypted; the certificate has not been seen yet"))};
    const auto days = static_cast<int>(daysLeft(certificate));
    return {fact(Words::tr("Issued to"), certificate.subjectDisplayName()),
            fact(Words::tr("Issued by"), certificate.issuerDisplayName()),
            fact(Words::tr("Valid until"),
                 Words::tr("%1, %Ln days left", nullptr, days)
                     .arg(QLocale().toString(certificate.expiryDate().date(), QLocale::ShortFormat))),
            fact(Words::tr("Names"), QStringList(certificate.subjectAlternativeNames().values()).join(u", "_s)),
            code(Words::tr("SHA-256"), QString::fromLatin1(fingerprint(certificate)))};
}

} // namespace auth::console
