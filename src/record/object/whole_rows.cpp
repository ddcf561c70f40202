#include "record/object/whole_rows.h"

#include "record/object/catalog.h"

namespace comity::record {

WholeRows::WholeRows(const Object& object) : m_object(object)
{
    for (const store::Column& column : Catalog::columns_of(object)) {
        m_columns += (m_columns.empty() ? "" : ", ") + store::quote(column.name);
        m_types.push_back(column.type);
    }
}

Record WholeRows::read(const store::Row& row) const
{
    Record record;
    record.object = &m_object;
    record.cells.reserve(m_types.size());
    for (std::size_t i = 0; i < m_types.size(); ++i)
        record.cells.push_back(row.value(static_cast<int>(i), m_types[i]));
    return record;
}

} // namespace comity::record
