#include "log_store/names.h"

#include <QtCore/QStringList>

namespace auth {

using namespace Qt::StringLiterals;

Result<Names> Names::load(SqliteHandle &handle)
{
    Names names;
    auto select = SqliteStatement::prepare(handle, "SELECT id, name FROM names");
    if (!select)
        return select.error();
    while (select->step()) {
        names.m_names.insert(select->integer(0), select->text(1));
        names.m_numbers.insert(select->text(1), select->integer(0));
    }
    if (select->failed())
        return handle.error();
    auto insert = SqliteStatement::prepare(handle, "INSERT INTO names (id, name) VALUES (?, ?)");
    if (!insert)
        return insert.error();
    names.m_insert = *std::move(insert);
    return names;
}

qint64 Names::number(const QString &name)
{
    if (const qint64 known = m_numbers.value(name))
        return known;
    const qint64 next = m_names.size() + 1;
    const QByteArray text = name.toUtf8();
    m_insert.bind(1, next);
    m_insert.bindText(2, text);
    if (!m_insert.execute())
        return 0;
    const QString own(name.constData(), name.size()); // the name of an event may be a literal of a plugin that goes
    m_numbers.insert(own, next);
    m_names.insert(next, own);
    m_unwritten.append(own);
    return next;
}

qint64 Names::number(const char *literal, const char *detail)
{
    qint64 &known = m_literals[literal][detail];
    if (known == 0) {
        const QString name = QString::fromLatin1(literal);
        known = number(detail ? name + u' ' + functionName(QLatin1StringView(detail)) : name);
    }
    return known;
}

void Names::forgetUnwritten()
{
    for (const QString &name : m_unwritten)
        m_names.remove(m_numbers.take(name));
    m_unwritten.clear();
    m_literals.clear();
}

/// What stands before the parameters, without return type and namespaces: of a lambda the function it is in.
QString functionName(QLatin1StringView signature)
{
    QString text = QString(signature).replace(u"(anonymous namespace)::"_s, QString());
    const qsizetype parameters = text.indexOf(u'(');
    if (parameters < 0)
        return text;
    text.truncate(parameters);
    int depth = 0;
    qsizetype start = text.size();
    for (; start > 0; --start) { // back to the space before the name, but not to one between angle brackets
        const QChar c = text[start - 1];
        depth += c == u'>' ? 1 : c == u'<' ? -1 : 0;
        if (depth == 0 && c == u' ')
            break;
    }
    return text.sliced(start).remove(u"auth::"_s).remove(u"{anonymous}::"_s);
}

} // namespace auth
