#pragma once
// Records as they stand in their object's table, every column of them.

#include "record/object/record.h"

#include <string>
#include <vector>

namespace comity::record {

// Reads whole rows of an object's table.
class WholeRows {
public:
    explicit WholeRows(const Object& object);
    const std::string& columns() const { return m_columns; } // as SQL
    Record read(const store::Row& row) const;

private:
    const Object& m_object;
    std::string m_columns;
    std::vector<store::Type> m_types;
};

} // namespace comity::record
