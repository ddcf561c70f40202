#include "record/find/pages.h"

#include "record/language/derived_value.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "record/object/rows.h"
#include "store/database.h"

#include <algorithm>

namespace comity::record {

RecordPages::RecordPages(Engine& engine, const Actor& actor, const Object& object,
                         const ListQuery& query, int page_size, Verb verb,
                         std::vector<const Field*> derived)
    : m_engine(engine), m_object(object), m_page_size(page_size),
      m_search(engine, actor, object, query, verb), m_columns(Catalog::columns_of(object)),
      m_derived(std::move(derived)), m_cell_count(m_columns.size()),
      m_after(m_search.cursor(query.after))
{
    for (const store::Column& column : m_columns)
        m_select += (m_select.text.empty() ? "" : ", ") + column_sql("t0", column.name);
    add_derived(actor, query.as_of);
}

void RecordPages::add_derived(const Actor& actor, std::optional<Instant> as_of)
{
    const auto catalog = m_engine.catalog();
    const DerivedContext context{*catalog, actor, m_engine.database().dialect().is_postgres(),
                                 as_of};
    for (const Field* field : m_derived) {
        const auto parts = kind_of(*field).parts(*field);
        for (std::size_t part = 0; part < parts.size(); ++part) {
            const std::string name = "y" + std::to_string(m_columns.size());
            (m_select += ", ").append(value_sql(context, m_object, *field, "t0", part)) +=
                " AS " + store::quote(name);
            m_columns.push_back({name, parts[part].type});
        }
        m_cell_count =
            std::max(m_cell_count, static_cast<std::size_t>(field->column + field->column_count));
    }
}

// To where the field's cells stand; a currency without an amount is none.
void RecordPages::read_derived(const store::Row& row, Record& record) const
{
    record.cells.resize(m_cell_count);
    int at = static_cast<int>(m_columns.size());
    for (const Field* field : m_derived)
        at -= field->column_count;
    for (const Field* field : m_derived)
        for (int part = 0; part < field->column_count; ++part, ++at) {
            const auto cell = static_cast<std::size_t>(field->column + part);
            if (part == 0 || record.has(*field))
                record.cells[cell] = row.value(at, m_columns[static_cast<std::size_t>(at)].type);
        }
}

bool RecordPages::next(std::vector<Record>& page)
{
    page.clear();
    if (m_is_done)
        return false;
    Cursor last;
    bool has_more = false;
    const int column_count = static_cast<int>(m_columns.size());
    int derived_count = 0;
    for (const Field* field : m_derived)
        derived_count += field->column_count;
    m_engine.database().read([&](store::Connection& connection) {
        page.clear();
        m_search.look_for_past(connection);
        const auto on_row = [&](const store::Row& row) {
            Record& record = page.emplace_back();
            record.object = &m_object;
            record.cells.reserve(m_columns.size());
            const int stored = column_count - derived_count;
            for (int i = 0; i < stored; ++i)
                record.cells.push_back(row.value(i, m_columns[static_cast<std::size_t>(i)].type));
            if (derived_count > 0)
                read_derived(row, record);
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
