#pragma once

#include "store/table.h"

namespace comity::store {

const Dialect& postgres_dialect();

} // namespace comity::store
