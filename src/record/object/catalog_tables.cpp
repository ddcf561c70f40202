// The tables that objects are kept in.
#include "record/object/annex.h"
#include "record/object/catalog.h"
#include "record/object/figure_index.h"
#include "record/object/kind.h"
#include "record/object/order_index.h"

namespace comity::record {
namespace {

// An index that lists are sorted by. Whose it is and whether it is in the bin stand in it too, so
// that a list of what somebody may see is found in the index alone.
store::Index sorted_by(const Object& object, const std::string& column)
{
    store::Index index{{column, "id"}};
    if (!object.owner.empty() && object.owner != column && object.find_field(object.owner))
        index.columns.push_back(object.owner);
    index.columns.emplace_back("deleted_at");
    return index;
}

// What nobody has filled in is in no index of a custom field: it takes no room, and such an index
// can be given to a table of any size at once (store/grow.cpp).
void add_index(store::Table& table, const Object& object, const Field& field)
{
    const std::string is_filled = field.is_custom ? store::quote(field.name) + " IS NOT NULL" : "";
    const bool is_in_side_table = field.is_custom && facts_of(field).has_many;
    if (field.is_unique && !is_in_side_table)
        table.indexes.push_back(
            {{field.name},
             true,
             "\"deleted_at\" IS NULL" + (is_filled.empty() ? "" : " AND " + is_filled)});
    if (has_sort_index(object, field)) {
        table.indexes.push_back(sorted_by(object, field.name));
        table.indexes.back().where = is_filled;
    }
}

void append_columns(std::vector<store::Column>& columns, const Field& field)
{
    for (const Part& part : kind_of(field).parts(field))
        columns.push_back({field.name + std::string(part.suffix), part.type});
}

// The columns of one table: those in use and those that wait in the bin.
std::vector<store::Column> columns_in(const Object& object, int annex)
{
    std::vector<store::Column> columns;
    for (const auto* fields : {&object.fields, &object.removed})
        for (const Field& field : *fields)
            if (field.annex == annex)
                append_columns(columns, field);
    return columns;
}

std::vector<store::Column> own_columns(const Object& object)
{
    auto columns = Catalog::system_columns();
    const auto more = columns_in(object, 0);
    columns.insert(columns.end(), more.begin(), more.end());
    return columns;
}

store::Table rows_of(const Object& object)
{
    store::Table table;
    table.name = Catalog::own_table_of(object);
    table.columns = own_columns(object);
    table.primary_key = {"id"};
    // Lists are sorted by these and broken by id, which is why it follows in each index.
    table.indexes.push_back(sorted_by(object, "updated_at"));
    table.indexes.push_back(sorted_by(object, "created_at"));
    table.indexes.push_back({{"deleted_at", "id"}, false, "\"deleted_at\" IS NOT NULL"});
    table.indexes.push_back({{"merged_into", "id"}, false, "\"merged_into\" IS NOT NULL"});
    for (const Field& field : object.fields)
        add_index(table, object, field);
    for (const std::string& column : owner_orders(object))
        table.indexes.push_back({{object.owner, column, "id", "deleted_at"}});
    if (auto columns = figure_columns(object); !columns.empty())
        table.indexes.push_back({std::move(columns), false, "", figure_index_name(object)});
    return table;
}

store::Table past_rows_of(const Object& object)
{
    store::Table table;
    table.name = Catalog::own_past_table_of(object);
    table.columns = own_columns(object);
    table.columns.push_back({"until", store::Type::instant, true});
    table.primary_key = {"id", "version"};
    table.indexes.push_back({{"until"}});
    return table;
}

store::Table many_values_of(const Object& object, const Field& field)
{
    store::Table table;
    table.name = Catalog::many_table_of(object, field);
    table.columns = {{"record", store::Type::uuid, true},
                     {"position", store::Type::integer, true},
                     {"value", store::Type::text, true},
                     {"label", store::Type::text}};
    table.primary_key = {"record", "position"};
    table.indexes.push_back({{"value", "record"}});
    return table;
}

store::Table annex_of(const Object& object, int number)
{
    store::Table table;
    table.name = annex_table(object, number);
    table.columns = {{"id", store::Type::uuid, true}};
    const auto more = columns_in(object, number);
    table.columns.insert(table.columns.end(), more.begin(), more.end());
    table.primary_key = {"id"};
    return table;
}

store::Table past_annex_of(const Object& object, int number)
{
    store::Table table = annex_of(object, number);
    table.name = past_annex_table(object, number);
    table.columns.insert(table.columns.begin() + 1, {"version", store::Type::integer, true});
    table.primary_key = {"id", "version"};
    return table;
}

} // namespace

std::vector<store::Column> Catalog::system_columns()
{
    using store::Type;
    return {{"id", Type::uuid, true},
            {"version", Type::integer, true},
            {"created_at", Type::instant, true},
            {"created_by", Type::uuid},
            {"updated_at", Type::instant, true},
            {"updated_by", Type::uuid},
            {"deleted_at", Type::instant},
            {"merged_into", Type::uuid}};
}

std::vector<store::Column> Catalog::columns_of(const Object& object)
{
    std::vector<store::Column> columns = system_columns();
    for (const Field& field : object.fields)
        append_columns(columns, field);
    return columns;
}

std::vector<store::Table> Catalog::tables_of(const Object& object)
{
    std::vector<store::Table> tables = {rows_of(object), past_rows_of(object)};
    for (int number = 1; number <= object.annexes; ++number) {
        tables.push_back(annex_of(object, number));
        tables.push_back(past_annex_of(object, number));
    }
    for (const Field& field : object.fields)
        if (facts_of(field).has_many)
            tables.push_back(many_values_of(object, field));
    return tables;
}

} // namespace comity::record
