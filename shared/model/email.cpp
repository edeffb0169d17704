#include "model/email.h"

#include <QtCore/QList>

#include <algorithm>

namespace auth {

namespace {

bool isAlphanumeric(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
}

bool isAtomCharacter(QChar c) { return isAlphanumeric(c) || QStringView(u"!#$%&'*+-/=?^_`{|}~").contains(c); }

bool isDotAtom(QStringView local)
{
    if (local.isEmpty() || local.size() > 64)
        return false;
    const auto atoms = local.split(u'.');
    return std::all_of(atoms.begin(), atoms.end(), [](QStringView atom) {
        return !atom.isEmpty() && std::all_of(atom.begin(), atom.end(), isAtomCharacter);
    });
}

bool isHostLabel(QStringView label)
{
    return !label.isEmpty() && label.size() <= 63 && label.front() != u'-' && label.back() != u'-'
           && std::all_of(label.begin(), label.end(), [](QChar c) { return isAlphanumeric(c) || c == u'-'; });
}

bool isHostName(QStringView host)
{
    const auto labels = host.split(u'.');
    if (host.size() > 253 || labels.size() < 2 || !std::all_of(labels.begin(), labels.end(), isHostLabel))
        return false;
    const QStringView top = labels.back(); // all digits would be an IPv4 address
    return !std::all_of(top.begin(), top.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

} // namespace

bool isValidEmail(QStringView address)
{
    const qsizetype at = address.lastIndexOf(u'@');
    return address.size() <= 254 && at > 0 && isDotAtom(address.first(at)) && isHostName(address.sliced(at + 1));
}

QString normalizedEmail(QStringView address)
{
    QString canonical = address.toString();
    for (QChar &c : canonical) {
        if (c >= u'A' && c <= u'Z')
            c = QChar(static_cast<char16_t>(c.unicode() + 32));
    }
    return canonical;
}

} // namespace auth
