#pragma once
// A repeated request answers the same, once: what was answered under an Idempotency-Key.

#include "record/engine.h"

#include <vector>

namespace comity::record {

std::vector<store::Table> idempotency_tables();

}  // namespace comity::record
