#pragma once
// A secret between being typed and being sealed, which is before anything is written or compared
// (save/sealing.cpp): a text that begins so. No text of a field does.

#include <string_view>

namespace comity::record {

inline constexpr std::string_view typed_secret = "\1typed:";

} // namespace comity::record
