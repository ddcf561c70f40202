#pragma once

#include "store/table.h"

namespace comity::store {

const Dialect& sqlite_dialect();

} // namespace comity::store
