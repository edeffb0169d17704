#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonValue>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace auth {

/// Makes text fit to be given away. What it takes out becomes a pseudonym: the same word has the same one within one
/// redaction and another one in the next, and nobody can try out addresses against it, as it is keyed with random bytes
/// that are forgotten. Everything that is not known to be harmless is taken out.
class Redaction {
public:
    /// `known`: words that are taken out wherever they stand, whatever they look like.
    explicit Redaction(const QStringList &known);

    /// "ip-3f9a1c02b4d1"; empty for empty text.
    QString pseudonym(const QString &kind, const QString &text) const;

    /// Free text. Plain words, small numbers, versions and times stay, unless they are known or between quotes or
    /// parentheses, where programs put values.
    QString words(const QString &text) const;

    /// An answer: the texts in it as words(), its members' names and numbers as they are.
    QJsonValue json(const QJsonValue &value) const;

    /// The last look at a whole file: known words, e-mail and IP addresses, tokens and hashes that are still in it.
    QString sweep(const QString &text) const;

private:
    QString word(const QString &word) const;
    QString withoutKnown(QString text) const;

    const QByteArray m_key;
    QStringList m_known; ///< Longest first, so that no part of one is left.
};

} // namespace auth
