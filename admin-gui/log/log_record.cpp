#include "log/log_record.h"

#include "log_json.h"

#include <charconv>
#include <numeric>

namespace auth::console {

namespace {

constexpr std::size_t index(LogText which) { return static_cast<std::size_t>(which); }

std::optional<qint64> number(QByteArrayView digits)
{
    qint64 value = 0;
    const char *end = digits.data() + digits.size();
    const auto [stop, problem] = std::from_chars(digits.data(), end, value);
    if (digits.isEmpty() || problem != std::errc() || stop != end || value < 0)
        return std::nullopt;
    return value;
}

QByteArray markJson(const LogRecord &record)
{
    static constexpr std::array<const char *, 4> names{"", "gap", "restart", "overflow"};
    QByteArray json = "{\"time\":\"" + toRfc3339(record.time).toLatin1() + "\",\"event\":\"console."
                      + names.at(static_cast<std::size_t>(record.kind)) + "\"";
    if (record.kind != RowKind::Restart)
        json += ",\"missing\":" + QByteArray::number(record.missing());
    return json + ",\"seq\":" + QByteArray::number(record.place.seq) + '}';
}

} // namespace

QByteArray LinePlace::text() const { return QByteArray::number(epoch) + '-' + QByteArray::number(seq); }

std::optional<LinePlace> LinePlace::parse(QByteArrayView text)
{
    const qsizetype dash = text.indexOf('-');
    if (dash < 0)
        return std::nullopt;
    const auto epoch = number(text.first(dash));
    const auto seq = number(text.sliced(dash + 1));
    return epoch && seq ? std::optional(LinePlace{*epoch, *seq}) : std::nullopt;
}

quint32 LogRecord::textSize() const
{
    return std::accumulate(sizes.begin(), sizes.end(), static_cast<quint32>(logTexts));
}

QByteArrayView LogRow::text(LogText which) const
{
    const char *at = m_texts;
    for (std::size_t i = 0; i < index(which); ++i)
        at += m_record->sizes[i] + 1;
    return {at, m_record->sizes[index(which)]};
}

QString LogRow::requestId() const
{
    if (m_record->sizes[index(LogText::Request)] > 0)
        return string(LogText::Request);
    return m_record->request == noId ? QString() : uuidText(m_record->request);
}

QByteArrayView LogRow::extra(QByteArrayView name) const { return memberIn(text(LogText::Extra), name); }

QByteArray LogRow::json(Epoch epoch) const
{
    if (m_record->kind != RowKind::Line)
        return markJson(*m_record);
    const QByteArrayView raw = text(LogText::Raw);
    return raw.isEmpty() ? composedJson(*this, epoch) : raw.toByteArray();
}

bool LogBatch::add(LogRecord record, const LogTexts &text)
{
    if (std::any_of(text.begin(), text.end(), [](QByteArrayView each) { return each.size() > 0xffff; }))
        return false;
    record.offset = static_cast<quint32>(texts.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        record.sizes[i] = static_cast<quint16>(text[i].size());
        texts.append(text[i].data(), static_cast<std::size_t>(text[i].size())).push_back('\0');
    }
    records.push_back(record);
    return true;
}

void LogBatch::addMark(RowKind kind, LinePlace place, qint64 missing)
{
    LogRecord record;
    record.time = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    record.place = place;
    record.kind = kind;
    record.level = static_cast<quint8>(kind == RowKind::Restart ? LogLevel::Info : LogLevel::Warning);
    record.durationMs = static_cast<double>(missing);
    add(record, {});
}

void LogBatch::append(const LogBatch &other)
{
    const auto shift = static_cast<quint32>(texts.size());
    texts += other.texts;
    records.reserve(records.size() + other.records.size());
    for (const LogRecord &record : other.records)
        records.emplace_back(record).offset += shift;
}

void LogBatch::appendRow(const LogRow &row)
{
    records.emplace_back(row.record()).offset = static_cast<quint32>(texts.size());
    texts.append(row.texts().data(), static_cast<std::size_t>(row.texts().size()));
}

void LogBatch::clear()
{
    records.clear();
    texts.clear();
}

} // namespace auth::console
