#pragma once

#include "core/result.h"

#include <QtCore/QByteArrayView>
#include <QtCore/QVarLengthArray>

#include <array>
#include <cstddef>
#include <memory>

namespace auth::json {

/// What a text may be before it is looked at.
struct Limits {
    qsizetype size = 64 * 1024; ///< Bytes.
    int depth = 32;             ///< Lists and objects open at once.
};

class Node;
struct Member;

/// One value of a Document and valid as long as it. A view, cheap to copy.
class Node {
public:
    enum class Kind { Null, Bool, Integer, TooSmall, TooLarge, Double, Text, List, Object };

    /// TooSmall and TooLarge are integers beyond 64 bits, and numbers beyond a double.
    Kind kind() const;

    bool boolean() const;
    qint64 integer() const;
    /// Of an Integer or a Double.
    double number() const;
    /// UTF-8, unescaped.
    QByteArrayView text() const;
    /// The value as compact JSON.
    QByteArray json() const;
    QVarLengthArray<Node, 16> items() const;
    /// In their order, repeated ones included.
    QVarLengthArray<Member, 16> members() const;

private:
    friend class Document;
    alignas(void *)
        std::array<std::byte, 2 * sizeof(void *)> m_element{}; ///< A simdjson::dom::element: its header stays out.
};

struct Member {
    QByteArrayView key;
    Node value;
};

/// A strict JSON text (RFC 8259, UTF-8, no byte order mark), parsed. Its memory comes from the thread, is reused, and
/// is wiped of what was in it.
class Document {
public:
    /// PayloadTooLarge, or MalformedJson with the reason.
    static Result<Document> parse(QByteArrayView text, const Limits &limits);

    Node root() const { return m_root; }

    struct Parser;

private:
    struct GiveBack {
        void operator()(Parser *parser) const;
    };
    using Lease = std::unique_ptr<Parser, GiveBack>;

    static Lease lease(QByteArrayView text);
    Document(Lease parser, Node root) : m_parser(std::move(parser)), m_root(root) {}

    Lease m_parser;
    Node m_root;
};

/// Whether a half of a surrogate pair was in the string this text came from.
bool hasLoneSurrogate(QByteArrayView text);

} // namespace auth::json
