#pragma once
// Records page after page, for whoever pulls: exports, jobs.

#include "record/find/rows.h"

#include <vector>

namespace comity::record {

class RecordPages {
public:
    // The records have what has a column; after it come those of `derived`, fields of the object
    // that are worked out.
    RecordPages(Engine& engine, const Actor& actor, const Object& object, const ListQuery& query,
                int page_size, Verb verb = Verb::read, std::vector<const Field*> derived = {});

    // The next page, or false when there is none. Each page is a snapshot of its own.
    bool next(std::vector<Record>& page);

private:
    Engine& m_engine;
    const Object& m_object;
    int m_page_size;
    RowSearch m_search;
    std::vector<store::Column> m_columns;
    std::vector<const Field*> m_derived;
    std::size_t m_cell_count = 0;
    Sql m_select;
    std::optional<Cursor> m_after;

    void add_derived(const Actor& actor, std::optional<Instant> as_of);
    void read_derived(const store::Row& row, Record& record) const;
    bool m_is_done = false;
};

} // namespace comity::record
