#pragma once
// All records of an object against each other, in bounded memory and as many transactions as it
// takes: entries are compared with the records that they are of, values counted, and the blocks of
// keys walked in the order of their table. By one server at a time.

#include "record/engine.h"

#include <functional>

namespace comity::record {

// Called between steps, with the share that is done; what it throws ends the scan, and another
// begins where it makes sense.
using OnStep = std::function<void(double share)>;

// Scans every matched object. False when another server is at it.
bool scan_duplicates(Engine& engine, const OnStep& on_step);

} // namespace comity::record
