#include "services/password_policy.h"

#include "services/common_passwords.h"

#include <QtCore/QStringDecoder>
#include <zxcvbn.h>

#include <algorithm>
#include <vector>

namespace auth {

using namespace Qt::StringLiterals;

namespace {

/// An attacker's guesses, as a power of ten, below which a password is guessable (zxcvbn's score 2 begins here).
constexpr double leastGuesses = 6;
/// zxcvbn's time grows faster than the length; what makes a password guessable shows before here.
constexpr qsizetype judgedLength = 100;
/// Shorter words of the context are in too many good passwords by chance.
constexpr qsizetype leastContextWord = 4;

Error weak(const QString &field, const QString &reason, const QString &detail)
{
    return fieldError(ErrorCode::WeakPassword, field, reason, detail);
}

/// The address, its parts, the name, and the service's own name.
std::vector<QByteArray> contextWords(const QStringList &context)
{
    std::vector<QByteArray> words{"auth-serve", "authserve"};
    for (const QString &text : context) {
        for (const QString &part :
             QStringList{text, text.section(u'@', 0, 0)} + text.split(u'@').join(u'.').split(u'.')) {
            if (part.size() >= leastContextWord)
                words.push_back(part.toLower().toUtf8());
        }
    }
    return words;
}

double guesses(const QByteArray &password, const std::vector<QByteArray> &words)
{
    std::vector<const char *> dictionary;
    dictionary.reserve(words.size() + 1);
    for (const QByteArray &word : words)
        dictionary.push_back(word.constData());
    dictionary.push_back(nullptr);
    constexpr double log10Of2 = 0.30102999566;
    return ZxcvbnMatch(password.constData(), dictionary.data(), nullptr) * log10Of2;
}

/// Binary search over lines.
bool isListed(std::string_view word)
{
    std::string_view lines = commonPasswords;
    while (!lines.empty()) {
        const size_t before = lines.rfind('\n', (lines.size() - 1) / 2); // npos + 1 is 0: the first line
        const size_t start = before + 1;
        const size_t end = lines.find('\n', start);
        const int order = word.compare(lines.substr(start, end - start));
        if (order == 0)
            return true;
        lines = order < 0 ? lines.substr(0, start) : lines.substr(end + 1);
    }
    return false;
}

/// The letters that digits and signs are commonly written for.
QByteArray withoutLeet(QByteArray word)
{
    static constexpr std::string_view signs = "@4831!0$57";
    static constexpr std::string_view letters = "aabeliosst";
    for (char &c : word) {
        if (const size_t i = signs.find(c); i != std::string_view::npos)
            c = letters[i];
    }
    return word;
}

bool isCommon(const QString &password)
{
    QByteArray word = password.normalized(QString::NormalizationForm_KC).toCaseFolded().toUtf8();
    QByteArray plain = withoutLeet(word);
    const bool listed = isListed({word.constData(), static_cast<size_t>(word.size())})
                        || isListed({plain.constData(), static_cast<size_t>(plain.size())});
    wipe(word);
    wipe(plain);
    return listed;
}

/// QString::fromUtf8() would drop a U+FEFF at the beginning.
QString decoded(const Secret &password)
{
    return QStringDecoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom)(password.reveal());
}

qsizetype codePoints(QStringView text)
{
    return std::count_if(text.begin(), text.end(), [](QChar c) { return !c.isLowSurrogate(); });
}

QString firstCodePoints(const QString &text, qsizetype count)
{
    qsizetype end = 0;
    for (; end < text.size() && count > 0; --count)
        end += text[end].isHighSurrogate() && end + 1 < text.size() ? 2 : 1;
    return text.left(end);
}

} // namespace

Secret normalizedPassword(const Secret &password)
{
    if (password.size() > PasswordPolicy::maxBytes)
        return password;
    QString typed = decoded(password);
    QString normal = typed.normalized(QString::NormalizationForm_C);
    QByteArray utf8 = normal.toUtf8();
    Secret result(utf8);
    wipe(typed);
    wipe(normal);
    wipe(utf8);
    return result;
}

Outcome PasswordPolicy::check(const Secret &password, const QStringList &context, const QString &field) const
{
    if (password.size() > maxBytes)
        return weak(field, u"too_long"_s, u"The password is longer than %1 bytes."_s.arg(maxBytes));
    QString text = decoded(password);
    const qsizetype length = codePoints(text);
    if (length < m_minLength)
        return weak(field, u"too_short"_s, u"The password has fewer than %1 characters."_s.arg(m_minLength));
    if (length > maxLength)
        return weak(field, u"too_long"_s, u"The password has more than %1 characters."_s.arg(maxLength));
    QByteArray judged = firstCodePoints(text, judgedLength).toUtf8();
    const bool common = isCommon(text) || guesses(judged, {}) < leastGuesses;
    const bool fromContext = !common && guesses(judged, contextWords(context)) < leastGuesses;
    wipe(text);
    wipe(judged);
    if (common)
        return weak(field, u"common"_s, u"The password is among the first that are guessed."_s);
    if (fromContext)
        return weak(field, u"context"_s, u"The password is made of the address, the name or the service's name."_s);
    return Done{};
}

} // namespace auth
