#include "log/log_export.h"

#include "core/csv.h"

#include "log/log_json.h"

#include <QtCore/QSaveFile>

namespace auth::console {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype pieceBytes = 256 * 1024;

QString textOf(const IdBytes &id) { return id == noId ? QString() : uuidText(id); }
QString numberOf(const LogRecord &record)
{
    QByteArray digits;
    if (record.durationMs != LogRecord::noDuration)
        appendJsonNumber(digits, record.durationMs);
    return QString::fromLatin1(digits);
}

/// One line, that does nothing to the terminal that shows it, and that reads the way it is written.
QByteArray harmless(QString text)
{
    constexpr auto controls = QStringView(u"\u061c\u200e\u200f\u2028\u2029");
    for (QChar &c : text) {
        const bool isOverride =
            (c >= QChar(0x202a) && c <= QChar(0x202e)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
        if (c.category() == QChar::Other_Control || isOverride || controls.contains(c))
            c = u' ';
    }
    return text.toUtf8();
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
    return harmless(QString::fromUtf8(line)) + '\n';
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
    QSaveFile file(job.path);
    const bool written = file.open(QIODevice::WriteOnly) && writeRows(job, file, outcome.rows);
    outcome.cancelled = m_cancelled;
    if (outcome.cancelled)
        file.cancelWriting();
    else if (!written || !file.commit())
        outcome.problem = file.errorString();
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
