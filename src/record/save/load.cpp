// Finding, locking and reading rows, and the statements that they are read and written with.

#include "record/save/state.h"

#include "base/error.h"

#include <algorithm>
#include <array>

namespace comity::record {
namespace {

// All columns of a table but the end of its time, those of fields in the bin too: what is copied.
std::string copied_columns(const store::Table& table)
{
    std::string names;
    for (const store::Column& column : table.columns)
        if (column.name != "until")
            names += (names.empty() ? "" : ", ") + store::quote(column.name);
    return names;
}

// Tables come as rows, past rows, and for each annex its rows and its past rows.
void add_copies(Shape& shape, const Object& object)
{
    const auto tables = Catalog::tables_of(object);
    const std::string own = store::quote(tables[0].name);
    const std::string names = copied_columns(tables[1]);
    shape.past = "INSERT INTO " + store::quote(tables[1].name) + " (" + names +
                 ", \"until\") SELECT " + names + ", ? FROM " + own + " WHERE \"id\" = ?";
    for (int number = 1; number <= object.annexes; ++number) {
        const auto at = static_cast<std::size_t>(2 * number);
        const std::string kept = copied_columns(tables[at]);
        shape.past_annexes.push_back(
            "INSERT INTO " + store::quote(tables[at + 1].name) + " (\"version\", " + kept +
            ") SELECT (SELECT \"version\" FROM " + own + " t WHERE t.\"id\" = a.\"id\"), " + kept +
            " FROM " + store::quote(tables[at].name) + " a WHERE a.\"id\" = ?");
    }
}

void place_cells(Shape& shape, const Object& object)
{
    if (object.annexes == 0)
        return;
    shape.annexes.resize(shape.names.size(), 0);
    for (const Field& field : object.fields)
        for (int i = 0; i < field.column_count; ++i)
            shape.annexes[static_cast<std::size_t>(field.column + i)] = field.annex;
}

Shape make_shape(const Object& object)
{
    Shape shape;
    for (store::Column& column : Catalog::columns_of(object)) {
        const std::string quoted = store::quote(column.name);
        shape.select.append(shape.names.empty() ? "" : ", ").append("t0.").append(quoted);
        shape.names.push_back(std::move(column.name));
        shape.types.push_back(column.type);
    }
    place_cells(shape, object);
    std::string marks;
    std::string plain;
    for (std::size_t i = 0; i < shape.names.size(); ++i) {
        if (!shape.annexes.empty() && shape.annexes[i] != 0)
            continue;
        const char* comma = plain.empty() ? "" : ", ";
        plain.append(comma).append(store::quote(shape.names[i]));
        marks.append(comma).append("?");
    }
    shape.select.insert(0, "SELECT ");
    shape.from = " FROM " + store::quote(Catalog::table_of(object)) + " t0";
    shape.insert = "INSERT INTO " + store::quote(Catalog::own_table_of(object)) + " (" + plain +
                   ") VALUES (" + marks + ")";
    add_copies(shape, object);
    for (const Field& field : object.fields)
        if (facts_of(field).has_many)
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

// What a view joins from outside cannot be locked through it.
void lock_rows(SaveState& state, const Object& object, std::span<const Id> ids)
{
    const std::string_view for_update = state.connection.dialect().for_update();
    if (for_update.empty())
        return;
    Sql sql;
    sql +=
        "SELECT \"id\" FROM " + store::quote(Catalog::own_table_of(object)) + " WHERE \"id\" IN (";
    append_marks(sql.text, padded(ids.size()));
    append_ids(sql.values, ids, padded(ids.size()));
    (sql += ") ORDER BY \"id\"") += for_update;
    state.connection.query(std::move(sql).statement(), [](const store::Row&) {});
}

} // namespace

std::shared_ptr<const Shape> shape_of(const SaveState& state, const Object& object)
{
    struct Cache {
        std::shared_ptr<const Catalog> catalog; // kept, so that no object's address is used again
        std::unordered_map<const Object*, std::shared_ptr<const Shape>> shapes;
    };
    // The thread's own, so that no save waits for another one's look; made anew with each catalog.
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
        const bool locks_apart = locks && object.annexes > 0;
        if (locks_apart)
            lock_rows(state, object, page);
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
        if (locks && !locks_apart)
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
        throw Error(Cause::not_found,
                    say("common.no_such_object", {{"object", within(object.label)}}));
    if (!loaded[0].may_write)
        throw Error(Cause::forbidden, say("save.your_role_does_not_let_you_change",
                                          {{"object", within(object.label)}}));
    return std::move(loaded[0].record);
}

std::vector<Loaded> load_many(Transaction& transaction, const Object& object,
                              std::span<const Id> ids, Verb verb)
{
    SaveState& state = transaction.state();
    return load_rows(state, state.catalog->load(object.name), ids, verb, true);
}

} // namespace comity::record
