#include "bundle/redaction.h"

#include "core/clock.h"
#include "crypto/random_token.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QMessageAuthenticationCode>
#include <QtCore/QRegularExpression>
#include <QtNetwork/QHostAddress>

#include <algorithm>
#include <functional>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

/// Shorter ones are nobody's, and those below the other are parts of ordinary words.
constexpr qsizetype leastKnown = 3;
constexpr qsizetype leastPart = 6;

using Replace = std::function<QString(const QString &)>;

/// The text with each match replaced.
QString replaced(const QString &text, const QRegularExpression &pattern, const Replace &replace)
{
    QString out;
    qsizetype end = 0;
    for (auto match = pattern.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        out += QStringView(text).sliced(end, found.capturedStart() - end);
        out += replace(found.captured());
        end = found.capturedEnd();
    }
    return out += QStringView(text).sliced(end);
}

bool isHarmless(const QString &word)
{
    static const QRegularExpression harmless(
        u"^(?:[A-Za-z]{1,24}(?:_[a-z]{1,24}){0,5}|[0-9]{1,6}(?:\\.[0-9]{1,6}){0,2}(?:ms|s|%)?)$"_s);
    return harmless.match(word).hasMatch() || parseRfc3339(word.toLatin1());
}

/// Tells nothing about anybody.
bool isNobodys(const QHostAddress &address)
{
    return address.isLoopback() || address == QHostAddress::AnyIPv4 || address == QHostAddress::AnyIPv6;
}

} // namespace

Redaction::Redaction(const QStringList &known) : m_key(randomBytes(32))
{
    for (const QString &word : known) {
        if (word.size() >= leastKnown && !m_known.contains(word))
            m_known.append(word);
    }
    std::stable_sort(m_known.begin(), m_known.end(),
                     [](const QString &a, const QString &b) { return a.size() > b.size(); });
}

QString Redaction::pseudonym(const QString &kind, const QString &text) const
{
    if (text.isEmpty())
        return {};
    const QByteArray code =
        QMessageAuthenticationCode::hash(text.toLower().toUtf8(), m_key, QCryptographicHash::Sha256);
    return kind + u'-' + QString::fromLatin1(code.first(6).toHex());
}

QString Redaction::words(const QString &text) const
{
    static const QRegularExpression quoted(u"\"[^\"]*\"|'[^']*'|\\([^)]*\\)|\\S+"_s);
    static const QRegularExpression punctuation(u"[.,:;!?]+$"_s);
    return replaced(withoutKnown(text), quoted, [&](const QString &part) {
        const QString end = punctuation.match(part).captured();
        return word(part.chopped(end.size())) + end;
    });
}

QString Redaction::word(const QString &word) const
{
    const bool isPseudonym = word.startsWith(u"known-"_s);
    return word.isEmpty() || isPseudonym || isHarmless(word) ? word : pseudonym(u"text"_s, word);
}

QString Redaction::withoutKnown(QString text) const
{
    for (const QString &known : m_known) {
        const QString edge = known.size() < leastPart ? u"(?<![A-Za-z0-9_])%1(?![A-Za-z0-9_])"_s : u"%1"_s;
        const QRegularExpression pattern(edge.arg(QRegularExpression::escape(known)),
                                         QRegularExpression::CaseInsensitiveOption);
        text.replace(pattern, pseudonym(u"known"_s, known));
    }
    return text;
}

QJsonValue Redaction::json(const QJsonValue &value) const
{
    if (value.isString())
        return words(value.toString());
    if (value.isArray()) {
        QJsonArray items;
        for (const auto &item : value.toArray())
            items.append(json(item));
        return items;
    }
    if (!value.isObject())
        return value;
    const QJsonObject members = value.toObject();
    QJsonObject object;
    for (auto member = members.begin(); member != members.end(); ++member)
        object.insert(member.key(), json(member.value()));
    return object;
}

QString Redaction::sweep(const QString &text) const
{
    static const QRegularExpression email(u"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+"_s);
    static const QRegularExpression address(
        u"(?<![A-Za-z0-9.:])(?:[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f.:]*)"_s);
    static const QRegularExpression token(
        u"\\$[a-z0-9]+\\$[^\\s\"]+|eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_.-]+|[A-Za-z0-9+/=_-]{40,}"_s);
    QString swept = replaced(text, email, [&](const QString &each) { return pseudonym(u"email"_s, each); });
    swept = replaced(swept, address, [&](const QString &each) {
        const QHostAddress parsed(each);
        return parsed.isNull() || isNobodys(parsed) ? each : pseudonym(u"ip"_s, each);
    });
    static const QRegularExpression name(u"^[a-z_]+$"_s); // metrics have long names
    swept = replaced(swept, token, [&](const QString &each) {
        return name.match(each).hasMatch() ? each : pseudonym(u"token"_s, each);
    });
    return withoutKnown(swept);
}

} // namespace auth
