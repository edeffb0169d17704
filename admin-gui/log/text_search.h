#pragma once

#include <QtCore/QByteArrayView>
#include <QtCore/QString>

#include <optional>

namespace auth::console {

/// Finds a text in UTF-8 in any case of its letters.
class TextSearch {
public:
    explicit TextSearch(const QString &text);

    /// Where it begins at the first time; null when it is not there.
    const char *in(const char *from, const char *end) const
    {
        return m_ascii ? inAscii(from, end) : inUnicode(from, end);
    }
    bool isIn(QByteArrayView text) const { return in(text.data(), text.data() + text.size()) != nullptr; }

private:
    const char *inAscii(const char *from, const char *end) const;
    const char *inUnicode(const char *from, const char *end) const;
    bool isAt(const char *at) const;

    QByteArray m_needle; ///< In lower case.
    QString m_text;
    bool m_ascii;
};

/// Text in which '*' stands for anything, in any case of ASCII letters; the whole of `text` must fit.
bool fitsPattern(QByteArrayView pattern, QByteArrayView text);

} // namespace auth::console
