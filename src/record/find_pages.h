#pragma once
// Records page after page, for whoever pulls: exports, jobs.

#include "record/find_rows.h"

#include <vector>

namespace comity::record {

class RecordPages {
public:
    RecordPages(Engine& engine, const Actor& actor, const Object& object, const ListQuery& query,
                int page_size, Verb verb = Verb::read);

    // The next page, or false when there is none. Each page is a snapshot of its own.
    bool next(std::vector<Record>& page);

private:
    Engine& m_engine;
    const Object& m_object;
    int m_page_size;
    RowSearch m_search;
    std::vector<store::Column> m_columns;
    std::string m_select;
    std::optional<Cursor> m_after;
    bool m_is_done = false;
};

} // namespace comity::record
