#pragma once

#include "http/framing.h"

namespace auth::test {

/// All that a parser made of some bytes, as text, so that two runs can be compared and shown.
struct FramingRun {
    QByteArrayList requests; ///< One line each.
    QByteArray error;        ///< Wire name; empty when nothing failed.
    bool operator==(const FramingRun &) const = default;
};

/// Feeds `pieces` one after the other, as a connection does: what is not consumed is presented again with more behind
/// it.
FramingRun frame(const QByteArrayList &pieces, const HttpLimits &limits);

} // namespace auth::test
