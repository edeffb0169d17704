#include "log/line_parser.h"

#include "log/log_json.h"

namespace auth::console {

using json::Node;

namespace {

std::optional<IdBytes> uuid(QByteArrayView text)
{
    return text.size() == 36 ? parseUuid(QString::fromLatin1(text)) : std::nullopt;
}

bool readLevel(Node value, LogRecord &record)
{
    if (value.kind() != Node::Kind::Text)
        return false;
    const auto level = parseLogLevel(QString::fromUtf8(value.text()));
    record.level = static_cast<quint8>(level.value_or(LogLevel::Info));
    return level.has_value();
}

bool readTime(Node value, LogRecord &record)
{
    const auto time = value.kind() == Node::Kind::Text ? parseRfc3339(value.text()) : std::nullopt;
    record.time = time.value_or(Time());
    return time.has_value();
}

bool readStatus(Node value, LogRecord &record)
{
    if (value.kind() != Node::Kind::Integer || value.integer() < 1 || value.integer() > 999)
        return false;
    record.status = static_cast<quint16>(value.integer());
    return true;
}

bool readDuration(Node value, LogRecord &record)
{
    const bool isNumber = value.kind() == Node::Kind::Integer || value.kind() == Node::Kind::Double;
    if (isNumber)
        record.durationMs = value.number();
    return isNumber;
}

bool readSeq(Node value, LogRecord &record)
{
    if (value.kind() == Node::Kind::Integer)
        record.place.seq = value.integer();
    return value.kind() == Node::Kind::Integer;
}

bool readEpoch(Node value, LogRecord &record)
{
    const auto place =
        value.kind() == Node::Kind::Text ? LinePlace::parse(value.text().toByteArray() + "-0") : std::nullopt;
    if (place)
        record.place.epoch = place->epoch;
    return place.has_value();
}

std::optional<LogText> textNamed(QByteArrayView name)
{
    static constexpr std::array<std::pair<const char *, LogText>, 6> names{{{"event", LogText::Event},
                                                                            {"message", LogText::Message},
                                                                            {"client_ip", LogText::ClientIp},
                                                                            {"method", LogText::Method},
                                                                            {"route", LogText::Route},
                                                                            {"instance", LogText::Instance}}};
    for (const auto &[known, which] : names) {
        if (name == known)
            return which;
    }
    return std::nullopt;
}

} // namespace

bool LineParser::parse(QByteArrayView json, LogBatch &out, qint64 epoch)
{
    const auto document = json::Document::parse(json, {.size = longest});
    if (!document)
        return false;
    m_record.place = {epoch, 0};
    if (!read(document->root()))
        return false;
    const std::size_t at = out.records.size();
    const std::size_t textsAt = out.texts.size();
    if (!out.add(m_record, texts()))
        return false;
    const auto form = m_hasEpoch ? LogRow::Epoch::First : LogRow::Epoch::LeaveOut;
    if (m_composable && composedJson(out.row(at), form) == json)
        return true;
    out.records.pop_back(); // in other words than the service's: its own are kept beside
    out.texts.resize(textsAt);
    m_texts[static_cast<std::size_t>(LogText::Raw)] = json;
    return out.add(m_record, texts());
}

bool LineParser::parse(Node object, LogBatch &out)
{
    m_record.place = {};
    return read(object) && out.add(m_record, texts());
}

LogTexts LineParser::texts() const
{
    LogTexts all = m_texts;
    all[static_cast<std::size_t>(LogText::Extra)] = m_extra;
    return all;
}

bool LineParser::read(Node object)
{
    if (object.kind() != Node::Kind::Object)
        return false;
    m_record = {.place = m_record.place};
    m_texts = {};
    m_extra.clear();
    m_hasTime = m_hasEpoch = false;
    m_composable = true;
    for (const json::Member &member : object.members()) {
        if (!readMember(member))
            m_composable = false;
    }
    return m_hasTime;
}

bool LineParser::readMember(const json::Member &member)
{
    const QByteArrayView key = member.key;
    if (const auto text = textNamed(key))
        return readText(*text, member.value);
    if (key == "time")
        return m_hasTime = readTime(member.value, m_record);
    if (key == "level")
        return readLevel(member.value, m_record);
    if (key == "request_id")
        return readRequest(member.value);
    if (key == "user_id")
        return readId(&LogRecord::user, member.value);
    if (key == "session_id")
        return readId(&LogRecord::session, member.value);
    if (key == "status")
        return readStatus(member.value, m_record);
    if (key == "duration_ms")
        return readDuration(member.value, m_record);
    if (key == "seq")
        return readSeq(member.value, m_record);
    if (key == "epoch")
        return m_hasEpoch = readEpoch(member.value, m_record);
    return readExtra(member);
}

bool LineParser::readText(LogText which, Node value)
{
    if (value.kind() != Node::Kind::Text)
        return false;
    m_texts[static_cast<std::size_t>(which)] = value.text();
    return true;
}

bool LineParser::readId(IdBytes LogRecord::*id, Node value)
{
    const auto bytes = value.kind() == Node::Kind::Text ? uuid(value.text()) : std::nullopt;
    m_record.*id = bytes.value_or(noId);
    return bytes.has_value();
}

bool LineParser::readRequest(Node value)
{
    return readId(&LogRecord::request, value) || readText(LogText::Request, value);
}

/// Lists and objects are left to the line itself.
bool LineParser::readExtra(const json::Member &member)
{
    const Node value = member.value;
    if (value.kind() == Node::Kind::Text) {
        appendJsonMember(m_extra, member.key, value.text());
        return true;
    }
    QByteArray text;
    if (value.kind() == Node::Kind::Integer)
        appendJsonNumber(text, value.integer());
    else if (value.kind() == Node::Kind::Double)
        appendJsonNumber(text, value.number());
    else if (value.kind() == Node::Kind::Bool)
        text = value.boolean() ? "true" : "false";
    else if (value.kind() == Node::Kind::Null)
        text = "null";
    else
        return false;
    m_extra.append(',');
    appendJsonUtf8(m_extra, member.key);
    m_extra.append(':').append(text);
    return true;
}

} // namespace auth::console
