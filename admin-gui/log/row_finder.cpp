#include "log/row_finder.h"

#include "log/log_json.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace auth::console {

namespace {

bool isOfIds(QChar c) { return c == u'-' || (c >= u'0' && c <= u'9') || (c.toLower() >= u'a' && c.toLower() <= u'f'); }

} // namespace

RowFinder::RowFinder(const QString &text) : m_search(text), m_maybeId(std::all_of(text.begin(), text.end(), isOfIds)) {}

bool RowFinder::isIn(const LogModel &model, int index) const
{
    const LogRow row = model.row(index);
    if (isInTexts(row) || isInIds(row.record()) || isInExtras(row) || isInLists(row))
        return true;
    const bool isComposed = row.record().kind != RowKind::Line || row.text(LogText::Message).isEmpty();
    return isComposed && m_search.isIn(model.text(index, LogModel::MessageColumn).toUtf8());
}

bool RowFinder::isInTexts(const LogRow &row) const
{
    static constexpr std::array plain{LogText::Event,  LogText::Message, LogText::Request, LogText::ClientIp,
                                      LogText::Method, LogText::Route,   LogText::Instance};
    return std::ranges::any_of(plain, [&](LogText which) { return m_search.isIn(row.text(which)); });
}

bool RowFinder::isInIds(const LogRecord &record) const
{
    return m_maybeId && std::ranges::any_of(std::array{record.request, record.user, record.session}, [this](auto &id) {
               return id != noId && m_search.isIn(uuidText(id).toLatin1());
           });
}

bool RowFinder::isInExtras(const LogRow &row) const
{
    bool found = false;
    forEachMember(row.text(LogText::Extra), [&](QByteArrayView, QByteArrayView json) {
        found = m_search.isIn(plainText(json).toUtf8());
        return !found;
    });
    return found;
}

/// Lists and objects stand in the line alone.
bool RowFinder::isInLists(const LogRow &row) const
{
    const QByteArrayView raw = row.text(LogText::Raw);
    if (raw.isEmpty())
        return false;
    const QJsonObject line = QJsonDocument::fromJson(raw.toByteArray()).object();
    return std::any_of(line.begin(), line.end(), [this](const QJsonValue &value) {
        return (value.isArray() || value.isObject()) && isInValue(value);
    });
}

bool RowFinder::isInValue(const QJsonValue &value) const
{
    const auto isHere = [this](const QJsonValue &inner) { return isInValue(inner); };
    if (value.isArray()) {
        const QJsonArray list = value.toArray();
        return std::any_of(list.begin(), list.end(), isHere);
    }
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        return std::any_of(object.begin(), object.end(), isHere);
    }
    return m_search.isIn(value.toVariant().toString().toUtf8());
}

} // namespace auth::console
