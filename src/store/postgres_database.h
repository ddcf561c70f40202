#pragma once

#include "store/database.h"

#include <memory>

namespace comity::store {

std::unique_ptr<Database> open_postgres(const Options& options);

} // namespace comity::store
