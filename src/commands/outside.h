#pragma once
// The engine's way to other systems, by `link`.

#include "record/outside.h"

#include <memory>
#include <string>
#include <vector>

namespace comity::commands {

// Calls public addresses, and of the others those that are allowed: "HOST:PORT" each.
// Error{invalid} for an entry that is none.
std::shared_ptr<record::Outside> make_outside(const std::vector<std::string>& allowed);

} // namespace comity::commands
