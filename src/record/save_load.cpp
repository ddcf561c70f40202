// Finding, locking and reading rows, and the statements that they are read and written with.

#include "record/save_state.h"

#include "base/error.h"

#include <algorithm>
#include <array>

namespace comity::record {
namespace {

Shape make_shape(const Object& object)
{
    Shape shape;
    std::string marks;
    std::string plain;
    for (store::Column& column : Catalog::columns_of(object)) {
        const char* comma = plain.empty() ? "" : ", ";
        const std::string quoted = store::quote(column.name);
        shape.select.append(comma).append("t0.").append(quoted);
        plain.append(comma).append(quoted);
        marks.append(comma).append("?");
        shape.names.push_back(std::move(column.name));
        shape.types.push_back(column.type);
    }
    const std::string table = store::quote(Catalog::table_of(object));
    const std::string past = store::quote(Catalog::past_table_of(object));
    shape.select.insert(0, "SELECT ");
    shape.from = " FROM " + table + " t0";
    shape.insert = "INSERT INTO " + table + " (" + plain + ") VALUES (" + marks + ")";
    shape.past = "INSERT INTO " + past + " (" + plain + ", \"until\") SELECT " + plain +
                 ", ? FROM " + table + " WHERE \"id\" = ?";
    for (const Field& field : object.fields)
        if (kind_of(field).has_many())
            shape.side_inserts[field.name] =
                "INSERT INTO " + store::quote(Catalog::many_table_of(object, field)) +
                " (\"record\", \"position\", \"value\", \"label\") VALUES (?, ?, ?, ?)";
    return shape;
}

void append_rights(Sql& sql, const SaveState& state, const Object& object)
{
    if (state.is_program)
        return;
    if (auto rights = access_predicate(*state.catalog, state.actor, object, Verb::read, "t0")) {
        sql += " AND (";
        sql.append(*rights);
        sql += ")";
    }
}

// Whether the actor's reach for the verb has the row, as one more column; false when it has all.
bool append_may_write(Sql& sql, const SaveState& state, const Object& object, Verb verb)
{
    if (state.is_program || verb == Verb::read)
        return false;
    const auto rights = access_predicate(*state.catalog, state.actor, object, verb, "t0");
    if (!rights)
        return false;
    sql += ", CAST(CASE WHEN ";
    sql.append(*rights);
    sql += " THEN 1 ELSE 0 END AS BIGINT)";
    return true;
}

} // namespace

std::shared_ptr<const Shape> shape_of(const SaveState& state, const Object& object)
{
    struct Cache {
        std::shared_ptr<const Catalog> catalog; // kept, so that no object's address is used again
        std::unordered_map<const Object*, std::shared_ptr<const Shape>> shapes;
    };
    thread_local Cache cache;
    if (cache.catalog != state.catalog)
        cache = {state.catalog, {}};
    const auto objects = state.catalog->objects();
    if (&object < objects.data() || &object >= objects.data() + objects.size())
        return std::make_shared<const Shape>(make_shape(object));
    auto& shape = cache.shapes[&object];
    if (!shape)
        shape = std::make_shared<const Shape>(make_shape(object));
    return shape;
}

std::size_t padded(std::size_t count)
{
    static constexpr std::array<std::size_t, 6> sizes = {1, 4, 16, 64, 256, 512};
    const auto size = std::lower_bound(sizes.begin(), sizes.end(), count);
    CHECK(size != sizes.end());
    return *size;
}

void append_marks(std::string& sql, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        sql += i ? ", ?" : "?";
}

void append_ids(std::vector<Value>& values, std::span<const Id> ids, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        values.emplace_back(ids[std::min(i, ids.size() - 1)]);
}

Record read_row(const Object& object, const Shape& shape, const store::Row& row, int first)
{
    Record record;
    record.object = &object;
    record.cells.reserve(shape.types.size());
    for (std::size_t i = 0; i < shape.types.size(); ++i)
        record.cells.push_back(row.value(first + static_cast<int>(i), shape.types[i]));
    return record;
}

std::vector<Loaded> load_rows(SaveState& state, const Object& object, std::span<const Id> ids,
                              Verb verb, bool locks)
{
    send_waiting(state);
    const auto shape = shape_of(state, object);
    const int rights_column = static_cast<int>(shape->names.size());
    std::vector<Loaded> loaded;
    loaded.reserve(ids.size());
    for (std::size_t from = 0; from < ids.size(); from += 512) {
        const auto page = ids.subspan(from, std::min<std::size_t>(512, ids.size() - from));
        Sql sql;
        sql += shape->select;
        const bool asks_rights = append_may_write(sql, state, object, verb);
        sql += shape->from;
        sql += " WHERE t0.\"id\" IN (";
        append_marks(sql.text, padded(page.size()));
        append_ids(sql.values, page, padded(page.size()));
        sql += ")";
        append_rights(sql, state, object);
        if (!state.sees_merged)
            sql += " AND t0.\"merged_into\" IS NULL";
        if (page.size() > 1)
            sql += " ORDER BY t0.\"id\""; // locks are always taken in this order
        if (locks)
            sql += state.connection.dialect().for_update();
        state.connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            const bool may_write = !asks_rights || row.integer(rights_column) != 0;
            loaded.push_back({read_row(object, *shape, row), may_write});
        });
    }
    return loaded;
}

Record lock_row(SaveState& state, const Object& object, const Id& id, Verb verb)
{
    if (!state.is_program)
        state.actor.require(object, verb);
    auto loaded = load_rows(state, object, {&id, 1}, verb, true);
    if (loaded.empty())
        throw Error(Cause::not_found, "There is no such " + object.name + ".");
    if (!loaded[0].may_write)
        throw Error(Cause::forbidden,
                    "Your role does not let you change this " + object.name + ".");
    return std::move(loaded[0].record);
}

std::vector<Loaded> load_many(Transaction& transaction, const Object& object,
                              std::span<const Id> ids, Verb verb)
{
    SaveState& state = transaction.state();
    return load_rows(state, state.catalog->load(object.name), ids, verb, true);
}

} // namespace comity::record
