#pragma once

#include "http/framing.h"

#include <boost/beast/http/basic_parser.hpp>

#include <optional>

namespace auth {

/// One request while it is being read: Beast's parser, filling an HttpRequest, and this server's policy on each piece.
class BeastMessage final : public boost::beast::http::basic_parser<true> {
public:
    explicit BeastMessage(const HttpLimits &limits);

    /// Feeds Beast once. Returns what it consumed; afterwards `failure` may be set.
    qsizetype parse(QByteArrayView bytes);
    FramedRequest release();

    HttpRequest request;
    std::optional<ErrorCode> failure;
    bool expectsContinue = false;
    bool requestLineDone = false;
    bool emptyLineSkipped = false;
    qsizetype lineStart = 0;        ///< Offset into the bytes presented: where the current line begins.
    qsizetype scanned = 0;          ///< Offset into the bytes presented: how far line feeds were looked for.
    qsizetype requestLineBytes = 0; ///< Consumed; counts towards the head.
    quint64 chunkLeft = 0;          ///< Bytes of the current chunk still to come; 0 between chunks.
    qsizetype framingBytes = 0;     ///< Chunk headers and trailers consumed.

private:
    using Text = boost::beast::string_view;
    using Failure = boost::beast::error_code;

    void on_request_impl(boost::beast::http::verb verb, Text method, Text target, int version,
                         Failure &failed) override;
    void on_field_impl(boost::beast::http::field id, Text name, Text value, Failure &failed) override;
    void on_header_impl(Failure &failed) override;
    void on_body_init_impl(const boost::optional<std::uint64_t> &length, Failure &failed) override;
    std::size_t on_body_impl(Text bytes, Failure &failed) override;
    void on_chunk_header_impl(std::uint64_t size, Text extensions, Failure &failed) override;
    std::size_t on_chunk_body_impl(std::uint64_t remain, Text bytes, Failure &failed) override;
    void on_finish_impl(Failure &failed) override;
    // The response half of the interface; never called for requests.
    void on_response_impl(int status, Text reason, int version, Failure &failed) override;

    void refuse(ErrorCode code, Failure &failed);
    std::optional<ErrorCode> judgeField(boost::beast::http::field id, QByteArrayView value);
    std::optional<ErrorCode> once(bool &seen) const;
    void replaceHost(const QByteArray &authority);

    const HttpLimits &m_limits;
    QByteArray m_authority; ///< Of an absolute-form target.
    bool m_http10 = false;
    bool m_headDone = false;
    bool m_keepAlive = true;
    bool m_hasHost = false;
    bool m_hasLength = false;
    bool m_hasCoding = false;
    bool m_hasAuthorization = false;
    bool m_hasContentType = false;
};

} // namespace auth
