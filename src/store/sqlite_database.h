#pragma once

#include "store/database.h"

#include <memory>

namespace comity::store {

std::unique_ptr<Database> open_sqlite(const Options& options);

} // namespace comity::store
