#pragma once
// Which Comity this is.

namespace comity {

inline constexpr const char program_version[] = "0.1.0";

} // namespace comity
