#include "log_lines.h"

#include "log/json_line.h"

namespace auth::test {

namespace {

UserId user(qint64 number)
{
    IdBytes bytes{0xd6, 0xe8};
    bytes[15] = static_cast<unsigned char>(1 + number % 200);
    return UserId(bytes);
}

QString requestId(qint64 number)
{
    IdBytes bytes{0x0f};
    for (std::size_t i = 0; i < 8; ++i)
        bytes[15 - i] = static_cast<unsigned char>(number >> 8 * i);
    return uuidText(bytes);
}

LogEvent event(qint64 number)
{
    static const std::array<QString, 4> names{QStringLiteral("request.finished"), QStringLiteral("sign_in.failed"),
                                              QStringLiteral("session.ended"), QStringLiteral("job.started")};
    static const std::array<LogLevel, 8> levels{LogLevel::Info,    LogLevel::Debug, LogLevel::Info, LogLevel::Info,
                                                LogLevel::Warning, LogLevel::Info,  LogLevel::Info, LogLevel::Debug};
    const auto kind = static_cast<std::size_t>(number % 4);
    LogEvent line;
    line.time = fromMillis(1'800'000'000'000 + number * 7);
    line.level = number % 100 == 99 ? LogLevel::Error : levels[static_cast<std::size_t>(number % 8)];
    line.event = names[kind];
    line.message =
        number % 50 == 7 ? QStringLiteral("A needle in the hay") : QStringLiteral("The request was answered");
    line.requestId = requestId(number / 3);
    line.userId = user(number);
    line.clientIp = QStringLiteral("10.1.%1.%2").arg(number % 7).arg(number % 251);
    line.method = QStringLiteral("GET");
    line.route = QStringLiteral("/api/user/profile");
    line.status = number % 20 == 0 ? 503 : 200;
    line.durationMs = static_cast<double>(number % 1000) / 4;
    line.instance = QStringLiteral("auth-1");
    line.seq = number + 1;
    if (kind == 1)
        line.extra.add({u"reason", number % 8 == 1 ? QStringLiteral("wrong_password") : QStringLiteral("unknown")});
    return line;
}

} // namespace

QByteArray logLine(qint64 number)
{
    QByteArray line;
    JsonLine().append(line, event(number));
    line.chop(1);
    return line;
}

console::LogBatch logLines(qint64 from, qint64 to)
{
    console::LogBatch batch;
    console::LineParser parser;
    for (; from < to; ++from)
        parser.parse(logLine(from), batch, 1'700'000'000'000);
    return batch;
}

console::LogBatch parsed(const QByteArrayList &lines)
{
    console::LogBatch batch;
    console::LineParser parser;
    for (const QByteArray &line : lines)
        parser.parse(line, batch);
    return batch;
}

} // namespace auth::test
