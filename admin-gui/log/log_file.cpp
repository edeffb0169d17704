#include "log/log_file.h"

#include "log/line_parser.h"

#include <QtCore/QFile>

namespace auth::console {

using namespace std::chrono_literals;

namespace {

constexpr qint64 pieceBytes = 1 << 20;

} // namespace

LogFile::LogFile(QObject *parent) : QObject(parent) { m_pool.setMaxThreadCount(1); }

LogFile::~LogFile()
{
    cancel();
    m_pool.waitForDone();
}

void LogFile::read(const QString &path)
{
    m_pool.start([this, path] { work(path); });
}

void LogFile::work(const QString &path)
{
    Outcome outcome;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        outcome.problem = file.errorString();
        return tell(outcome);
    }
    LineParser parser;
    LogBatch lines;
    QByteArray rest; // a line that is not whole yet
    while (!m_cancelled && !file.atEnd()) {
        rest += file.read(pieceBytes);
        outcome.badLines += takeLines(parser, rest, file.atEnd(), lines);
        outcome.lines += lines.size();
        if (file.error() != QFileDevice::NoError) {
            outcome.problem = file.errorString();
            break;
        }
        hand(lines, file.pos(), file.size());
    }
    outcome.cancelled = m_cancelled;
    tell(outcome);
}

/// The lines at the front, which it removes; the last one too when nothing comes behind it. How many were bad.
qint64 LogFile::takeLines(LineParser &parser, QByteArray &text, bool isEnd, LogBatch &lines)
{
    qint64 bad = 0;
    qsizetype at = 0;
    while (at < text.size()) {
        qsizetype end = text.indexOf('\n', at);
        if (end < 0 && !isEnd)
            break;
        end = end < 0 ? text.size() : end;
        const QByteArrayView line = QByteArrayView(text).sliced(at, end - at).trimmed();
        bad += !line.isEmpty() && !parser.parse(line, lines);
        at = end + 1;
    }
    text.remove(0, std::min(at, text.size()));
    if (text.size() <= 64 * pieceBytes)
        return bad;
    text.clear(); // no log has such lines
    return bad + 1;
}

void LogFile::hand(LogBatch &lines, qint64 done, qint64 total)
{
    while (!m_room.try_acquire_for(50ms)) {
        if (m_cancelled)
            return;
    }
    QMetaObject::invokeMethod(this, [this, done, total, batch = std::exchange(lines, {})] {
        m_room.release();
        if (m_cancelled)
            return;
        Q_EMIT linesRead(batch);
        Q_EMIT progressed(done, total);
    });
}

void LogFile::tell(const Outcome &outcome)
{
    QMetaObject::invokeMethod(this, [this, outcome] { Q_EMIT finished(outcome); });
}

} // namespace auth::console
