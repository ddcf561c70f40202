#pragma once
// The index that figures are computed from: what people count, sum and group an object's records
// by, in a tenth of the table's bytes. For objects with a board, whose figures dashboards show.

#include "record/object/object.h"

#include <string>
#include <vector>

namespace comity::record {

// In the index's order; empty for an object without such an index. It begins with a column that no
// list asks for, so that nothing else is tempted to use it.
std::vector<std::string> figure_columns(const Object& object);

std::string figure_index_name(const Object& object);

} // namespace comity::record
