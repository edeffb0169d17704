#pragma once

#include "core/field_text.h"
#include "core/json_document.h"
#include "core/json_raw.h"

#include <QtCore/QList>

#include <bitset>
#include <limits>

namespace auth::json {

Violation missingMember();
Violation unknownMember();
Violation duplicateMember();

/// What is refused in one text, up to a number that keeps the answer short.
class Problems {
public:
    static constexpr qsizetype most = 32;

    void add(const QString &field, const Violation &violation);
    bool isEmpty() const { return m_fields.isEmpty(); }
    /// ValidationError with the first one as message.
    Error error() const;

private:
    QList<FieldError> m_fields;
};

/// A place in the text, linked to the one around it: named only when there is something to complain of.
struct Place {
    const Place *parent = nullptr;
    QByteArrayView name = {};
    qsizetype index = -1; ///< In a list.

    /// "filter.state", "roles[2]". A name that is no short printable ASCII is "?".
    QString path() const;
};

/// Whose members a text must have.
struct Expectation {
    bool ignoreUnknown = false;           ///< For answers: a newer server may say more.
    QList<QByteArrayView> elsewhere = {}; ///< Members that travel in the path: neither required nor accepted here.

    bool covers(const FieldFacts &facts) const { return facts.in == In::Body && !elsewhere.contains(facts.name); }
};

/// Reads nodes into values and gathers what is wrong.
class Reader {
public:
    Reader(Problems &problems, const Expectation &expectation) : m_problems(problems), m_expectation(expectation) {}

    /// `T`'s own members; `expectation` holds for these and not for those of nested objects.
    template<Described T> void read(Node node, const Place &place, T &out) const
    {
        if (node.kind() != Node::Kind::Object)
            return add(place, wrongType(QStringLiteral("an object")));
        std::bitset<fieldCount<T>> seen;
        for (const Member &member : node.members())
            readMember(member, place, out, seen);
        std::size_t i = 0;
        forEachField<T>([&]<class Owner, class V>(const Field<Owner, V> &field) {
            if (!seen[i++] && !isOptional<V> && expects(place, field.facts))
                add({&place, field.facts.name}, missingMember());
        });
    }

    template<class T> void readValue(Node node, const FieldFacts &facts, const Place &place, T &out) const
    {
        if constexpr (Described<T>)
            read(node, place, out);
        else if (auto violation = scalar(node, facts, out))
            add(place, *violation);
    }

    void readValue(Node node, const FieldFacts &, const Place &, Raw &out) const { out.text = node.json(); }

    template<class T>
    void readValue(Node node, const FieldFacts &facts, const Place &place, std::optional<T> &out) const
    {
        if (node.kind() == Node::Kind::Null)
            out.reset();
        else
            readValue(node, facts, place, out.emplace());
    }

    template<class T> void readValue(Node node, const FieldFacts &facts, const Place &place, QList<T> &out) const
    {
        if (node.kind() != Node::Kind::List)
            return add(place, wrongType(QStringLiteral("a list")));
        const auto items = node.items();
        if (auto violation = checkItems(items.size(), facts))
            return add(place, *violation);
        out.clear();
        out.reserve(items.size());
        for (const Node item : items) {
            const Place here{&place, {}, out.size()};
            readValue(item, FieldFacts{.name = facts.name}, here, out.emplaceBack());
        }
    }

private:
    template<Described T>
    void readMember(const Member &member, const Place &place, T &out, std::bitset<fieldCount<T>> &seen) const
    {
        const Place here{&place, member.key};
        bool expected = false;
        visitField<T>({member.key.data(), static_cast<std::size_t>(member.key.size())},
                      [&](const auto &field, std::size_t i) {
                          expected = expects(place, field.facts);
                          if (expected && seen.test(i))
                              add(here, duplicateMember());
                          else if (expected)
                              readValue(member.value, field.facts, here, out.*field.member);
                          seen.set(i);
                      });
        if (!expected && !m_expectation.ignoreUnknown)
            add(here, unknown(member.key));
    }

    template<class T> static Verdict scalar(Node node, const FieldFacts &facts, T &out)
    {
        if constexpr (std::is_same_v<T, bool>)
            return boolean(node, out);
        else if constexpr (std::is_floating_point_v<T>)
            return number(node, facts, out);
        else if constexpr (Integer<T>)
            return integer(node, facts, out);
        else if (auto violation = checkString(node))
            return violation;
        else
            return fromText(node.text(), facts, out);
    }

    template<Integer I> static Verdict integer(Node node, const FieldFacts &facts, I &out)
    {
        if (node.kind() == Node::Kind::Integer)
            return narrow(node.integer(), facts, out);
        return noInteger(node, facts.min.value_or(std::numeric_limits<I>::min()),
                         facts.max.value_or(std::numeric_limits<I>::max()));
    }

    static Verdict boolean(Node node, bool &out);
    static Verdict number(Node node, const FieldFacts &facts, double &out);
    static Verdict noInteger(Node node, qint64 min, qint64 max);
    static Verdict checkString(Node node);
    static Violation unknown(QByteArrayView key);

    bool expects(const Place &around, const FieldFacts &facts) const
    {
        return around.parent || m_expectation.covers(facts);
    }
    void add(const Place &place, const Violation &violation) const;

    Problems &m_problems;
    const Expectation &m_expectation;
};

} // namespace auth::json
