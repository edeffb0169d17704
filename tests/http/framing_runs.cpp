#include "framing_runs.h"

namespace auth::test {
namespace {

QByteArray lineOf(const FramedRequest &framed)
{
    QByteArrayList headers;
    for (const auto &[name, value] : framed.request.headers)
        headers.append(name + '=' + value);
    const HttpRequest &request = framed.request;
    return QByteArrayList{request.method,
                          request.path,
                          request.query,
                          headers.join('&'),
                          request.body,
                          framed.keepAlive ? "keep" : "close",
                          request.hasBody ? "body" : "bare"}
        .join('|');
}

} // namespace

FramingRun frame(const QByteArrayList &pieces, const HttpLimits &limits)
{
    FramingRun run;
    RequestParser parser(limits);
    QByteArray pending;
    for (const QByteArray &piece : pieces) {
        pending += piece;
        for (bool more = true; more && !pending.isEmpty();) {
            const auto [progress, consumed] = parser.feed(pending);
            Q_ASSERT(consumed >= 0 && consumed <= pending.size());
            if (progress == RequestParser::Progress::Failed) {
                run.error = wireName(parser.error()).toLatin1();
                return run;
            }
            pending.remove(0, consumed);
            more = progress == RequestParser::Progress::Complete;
            if (more)
                run.requests.append(lineOf(parser.take()));
        }
    }
    return run;
}

} // namespace auth::test
