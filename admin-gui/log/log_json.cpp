#include "log/log_json.h"

#include "log/json_line.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <charconv>
#include <cmath>

namespace auth::console {

namespace {

bool isPlain(char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; }

template<class Number> void appendDigits(QByteArray &out, Number number)
{
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end - digits.data());
}

void appendKey(QByteArray &out, QByteArrayView name) { out.append(",\"").append(name).append("\":"); }

void appendId(QByteArray &out, QByteArrayView name, const IdBytes &id)
{
    if (id == noId)
        return;
    appendKey(out, name);
    out.append('"').append(uuidText(id).toLatin1()).append('"');
}

void appendText(QByteArray &out, QByteArrayView name, QByteArrayView text)
{
    if (!text.isEmpty())
        appendJsonMember(out, name, text);
}

void appendAnswer(QByteArray &out, const LogRecord &record)
{
    if (record.status != 0) {
        appendKey(out, "status");
        appendDigits(out, record.status);
    }
    if (record.durationMs != LogRecord::noDuration) {
        appendKey(out, "duration_ms");
        appendJsonNumber(out, record.durationMs);
    }
}

void appendRequest(QByteArray &out, const LogRow &row)
{
    appendText(out, "request_id", row.text(LogText::Request));
    if (row.text(LogText::Request).isEmpty())
        appendId(out, "request_id", row.record().request);
}

} // namespace

QByteArray composedJson(const LogRow &row, LogRow::Epoch epoch)
{
    const LogRecord &record = row.record();
    QByteArray out;
    out.reserve(static_cast<qsizetype>(record.textSize()) + 400);
    out.append(epoch == LogRow::Epoch::First ? "{\"epoch\":\"" + QByteArray::number(record.place.epoch) + "\"," : "{");
    const auto time = rfc3339Bytes(record.time);
    out.append("\"time\":\"").append(time.data(), time.size()).append("\",\"level\":\"");
    out.append(wireName(record.logLevel()).toLatin1()).append('"');
    appendText(out, "event", row.text(LogText::Event));
    appendText(out, "message", row.text(LogText::Message));
    appendRequest(out, row);
    appendId(out, "user_id", record.user);
    appendId(out, "session_id", record.session);
    appendText(out, "client_ip", row.text(LogText::ClientIp));
    appendText(out, "method", row.text(LogText::Method));
    appendText(out, "route", row.text(LogText::Route));
    appendAnswer(out, record);
    appendText(out, "instance", row.text(LogText::Instance));
    if (record.place.seq != 0) {
        appendKey(out, "seq");
        appendDigits(out, record.place.seq);
    }
    return out.append(row.text(LogText::Extra)).append('}');
}

void appendJsonMember(QByteArray &out, QByteArrayView name, QByteArrayView utf8)
{
    out.append(',');
    appendJsonUtf8(out, name);
    out.append(':');
    appendJsonUtf8(out, utf8);
}

void appendJsonUtf8(QByteArray &out, QByteArrayView utf8)
{
    if (std::all_of(utf8.begin(), utf8.end(), isPlain))
        out.append('"').append(utf8).append('"');
    else
        appendJsonText(out, QString::fromUtf8(utf8));
}

void appendJsonNumber(QByteArray &out, qint64 number) { appendDigits(out, number); }

void appendJsonNumber(QByteArray &out, double number)
{
    if (std::isfinite(number))
        appendDigits(out, number);
    else
        out.append("null");
}

QByteArrayView memberIn(QByteArrayView members, QByteArrayView name)
{
    QByteArrayView found;
    forEachMember(members, [&](QByteArrayView each, QByteArrayView json) {
        if (each == name)
            found = json;
        return found.isNull();
    });
    return found;
}

QString plainText(QByteArrayView json)
{
    if (!json.startsWith('"'))
        return QString::fromUtf8(json);
    if (!json.contains('\\'))
        return QString::fromUtf8(json.sliced(1, json.size() - 2));
    return QJsonDocument::fromJson('[' + json.toByteArray() + ']').array().at(0).toString();
}

qsizetype endOfString(QByteArrayView json, qsizetype at)
{
    for (++at; at < json.size() && json[at] != '"'; ++at) {
        if (json[at] == '\\')
            ++at;
    }
    return std::min(at + 1, json.size());
}

} // namespace auth::console
