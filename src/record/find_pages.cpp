#include "record/find_pages.h"

#include "record/rows.h"

namespace comity::record {

RecordPages::RecordPages(Engine& engine, const Actor& actor, const Object& object,
                         const ListQuery& query, int page_size, Verb verb)
    : m_engine(engine), m_object(object), m_page_size(page_size),
      m_search(engine, actor, object, query, verb), m_columns(Catalog::columns_of(object)),
      m_after(m_search.cursor(query.after))
{
    for (const store::Column& column : m_columns)
        m_select += (m_select.empty() ? "" : ", ") + column_sql("t0", column.name);
}

bool RecordPages::next(std::vector<Record>& page)
{
    page.clear();
    if (m_is_done)
        return false;
    Cursor last;
    bool has_more = false;
    const int column_count = static_cast<int>(m_columns.size());
    m_engine.database().read([&](store::Connection& connection) {
        page.clear();
        m_search.look_for_past(connection);
        const auto on_row = [&](const store::Row& row) {
            Record& record = page.emplace_back();
            record.object = &m_object;
            record.cells.reserve(m_columns.size());
            for (int i = 0; i < column_count; ++i)
                record.cells.push_back(row.value(i, m_columns[static_cast<std::size_t>(i)].type));
        };
        has_more = m_search.run_page(connection, m_select, column_count, m_after, m_page_size,
                                     on_row, last);
    });
    m_is_done = !has_more;
    m_after = std::move(last);
    return !page.empty();
}

void each_page(Engine& engine, const Actor& actor, const Object& object, const ListQuery& query,
               int page_size, const std::function<bool(std::vector<Record>& page)>& on_page)
{
    RecordPages pages(engine, actor, object, query, page_size);
    std::vector<Record> page;
    while (pages.next(page))
        if (!on_page(page))
            return;
}

} // namespace comity::record
