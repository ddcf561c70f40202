#pragma once
// The bytes of files: kept once by their digest, below the engine's data folder. A record of the
// object `file` says what they are and hangs on.

#include "record/engine.h"

#include <filesystem>
#include <string>

namespace comity::record {

std::filesystem::path bytes_of_file(const Engine& engine, const std::string& digest);
// Somewhere to write arriving bytes to; made new for each.
std::string arriving_file(const Engine& engine);
// Moves arrived bytes to their place; the same bytes again are already there. Their digest.
std::string keep_arrived(const Engine& engine, const std::string& arrived);

} // namespace comity::record
