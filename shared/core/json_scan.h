#pragma once

#include <QtCore/QByteArrayView>

/// What simdjson cannot say about a text: one pass each, over bytes that need not be JSON.
namespace auth::json {

/// Whether more than `depth` lists and objects are open at once.
bool isDeeperThan(QByteArrayView text, int depth);

/// Stands where half a surrogate pair was: a noncharacter and a control character. Sent as such it is refused too.
inline constexpr QByteArrayView loneSurrogateMark = "\xF4\x8F\xBF\xBF\xC2\x80";
/// Stands, with its sign, where a number was that neither 64 bits nor a double can hold. Sent as such it is refused
/// too.
inline constexpr double hugeNumberMark = 8e307;

/// Both overwrite in place, keep the length, and say whether there was something to mark. They let a text that is
/// strict JSON, and beyond what the parser represents, be parsed all the same, so that the member can be named.
bool markLoneSurrogates(char *text, qsizetype size);
bool markHugeNumbers(char *text, qsizetype size);

} // namespace auth::json
