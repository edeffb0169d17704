#include "log/log_export.h"

#include "core/csv.h"

#include <QtCore/QFile>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype pieceBytes = 256 * 1024;

QString textOf(const IdBytes &id) { return id == noId ? QString() : uuidText(id); }
QString numberOf(const LogRecord &record)
{
    return record.durationMs == LogRecord::noDuration ? QString() : QString::number(record.durationMs);
}

QByteArray csvLineOf(const LogRow &row)
{
    const LogRecord &record = row.record();
    const bool isLine = record.kind == RowKind::Line;
    const QStringList cells{toRfc3339(record.time),
                            wireName(record.logLevel()),
                            row.string(LogText::Event),
                            isLine ? row.string(LogText::Message) : QString::fromUtf8(row.json()),
                            row.requestId(),
                            textOf(record.user),
                            textOf(record.session),
                            row.string(LogText::ClientIp),
                            row.string(LogText::Method),
                            row.string(LogText::Route),
                            record.status > 0 ? QString::number(record.status) : QString(),
                            isLine ? numberOf(record) : QString(),
                            row.string(LogText::Instance),
                            QString::number(record.place.seq)};
    QByteArrayList fields;
    for (const QString &cell : cells)
        fields.append(csvField(cell));
    return fields.join(',') + "\r\n";
}

QByteArray textLineOf(const LogRow &row)
{
    const LogRecord &record = row.record();
    QByteArray line = toRfc3339(record.time).toLatin1() + ' ' + wireName(record.logLevel()).toLatin1().leftJustified(7);
    if (record.kind != RowKind::Line)
        return line + ' ' + row.json() + '\n';
    for (const QByteArrayView part : {row.text(LogText::Event), row.text(LogText::Message)})
        line.append(' ').append(part);
    const QString request = row.requestId();
    if (!request.isEmpty())
        line.append(" request=").append(request.toUtf8());
    return line.replace('\n', ' ').replace('\r', ' ') + '\n';
}

} // namespace

QByteArray exported(const LogRow &row, LogFormat format)
{
    switch (format) {
    case LogFormat::JsonLines:
        return row.json(LogRow::Epoch::First) + '\n';
    case LogFormat::Csv:
        return csvLineOf(row);
    case LogFormat::Text:
        return textLineOf(row);
    }
    Q_UNREACHABLE();
}

QByteArray exportHeader(LogFormat format)
{
    if (format != LogFormat::Csv)
        return {};
    return "time,level,event,message,request_id,user_id,session_id,client_ip,method,route,status,duration_ms,instance,"
           "seq\r\n";
}

LogExport::LogExport(QObject *parent) : QObject(parent) { m_pool.setMaxThreadCount(1); }

LogExport::~LogExport()
{
    cancel();
    m_pool.waitForDone();
}

void LogExport::write(Job job)
{
    m_pool.start([this, job = std::move(job)] { work(job); });
}

void LogExport::work(const Job &job)
{
    Outcome outcome;
    QFile file(job.path + u".part"_s);
    const bool written =
        file.open(QIODevice::WriteOnly | QIODevice::Truncate) && writeRows(job, file, outcome.rows) && file.flush();
    outcome.cancelled = m_cancelled;
    if (!written && !m_cancelled)
        outcome.problem = file.errorString();
    file.close();
    if (written && !m_cancelled) {
        QFile::remove(job.path); // whoever chose the name has agreed to that
        if (!file.rename(job.path))
            outcome.problem = file.errorString();
    }
    if (outcome.cancelled || !outcome.problem.isEmpty())
        file.remove();
    QMetaObject::invokeMethod(this, [this, outcome] { Q_EMIT finished(outcome); });
}

/// False when a write failed or somebody cancelled.
bool LogExport::writeRows(const Job &job, QIODevice &file, qint64 &done)
{
    const qint64 total = job.chosen ? std::ssize(*job.chosen) : job.rows.end - job.rows.first;
    auto next = job.chosen ? job.chosen->begin() : std::vector<qint64>::const_iterator();
    QByteArray piece = exportHeader(job.format);
    const auto put = [&](const LogRow &row) {
        piece += exported(row, job.format);
        ++done;
        if (piece.size() < pieceBytes)
            return true;
        tellProgress(done, total);
        return file.write(std::exchange(piece, {})) >= 0;
    };
    for (const auto &chunk : job.rows.chunks) {
        for (int i = 0; i < job.rows.countIn(*chunk); ++i) {
            if (m_cancelled)
                return false;
            if (job.chosen && (next == job.chosen->end() || *next != chunk->firstRow() + i))
                continue;
            if (job.chosen)
                ++next;
            if (!put(chunk->row(i)))
                return false;
        }
    }
    tellProgress(done, total);
    return file.write(piece) >= 0;
}

void LogExport::tellProgress(qint64 done, qint64 total)
{
    QMetaObject::invokeMethod(this, [this, done, total] { Q_EMIT progressed(done, total); });
}

} // namespace auth::console
