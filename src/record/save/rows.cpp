// Writing rows: the row, the row as it was, and the tables of many-valued fields. Statements wait
// and go to the database together, in one round trip where it can.

#include "record/save/state.h"

#include "base/error.h"
#include "record/object/annex.h"

#include <algorithm>

namespace comity::record {
namespace {

void add_side_rows(SaveState& state, const Shape& shape, const Field& field, const Record& record)
{
    const std::string& sql = shape.side_inserts.at(field.name);
    std::int64_t position = 0;
    for (FieldKind::Entry& entry : kind_of(field).entries(record.of(field)))
        state.waiting.push_back(
            {sql,
             {record.id(), position++, std::move(entry.value),
              entry.label.empty() ? Value(Null{}) : Value(std::move(entry.label))}});
}

std::vector<Value> own_cells(const Shape& shape, const std::vector<Value>& cells)
{
    std::vector<Value> own;
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (shape.annexes[i] == 0)
            own.push_back(cells[i]);
    return own;
}

// What differs in one annex; of a new row (`before` is null) what has a value.
void write_annex(SaveState& state, const Shape& shape, const Record* before, const Record& after,
                 int number)
{
    std::string names = "\"id\"";
    std::string marks = "?";
    std::string assigned;
    std::vector<Value> values = {after.id()};
    for (std::size_t i = 0; i < shape.annexes.size(); ++i) {
        const bool is_same = before ? before->cells[i] == after.cells[i]
                                    : std::holds_alternative<Null>(after.cells[i]);
        if (shape.annexes[i] != number || is_same)
            continue;
        const std::string name = store::quote(shape.names[i]);
        names += ", " + name;
        marks += ", ?";
        assigned += (assigned.empty() ? "" : ", ") + name + " = excluded." + name;
        values.push_back(after.cells[i]);
    }
    if (!assigned.empty())
        state.waiting.push_back({"INSERT INTO " + store::quote(annex_table(*after.object, number)) +
                                     " (" + names + ") VALUES (" + marks +
                                     ") ON CONFLICT (\"id\") DO UPDATE SET " + assigned,
                                 std::move(values)});
}

void write_annexes(SaveState& state, const Shape& shape, const Record* before, const Record& after)
{
    for (int number = 1; number <= after.object->annexes; ++number)
        write_annex(state, shape, before, after, number);
}

void insert_row(SaveState& state, const Draft& draft)
{
    const auto shape = shape_of(state, *draft.after.object);
    const bool is_whole = shape->annexes.empty();
    state.waiting.push_back(
        {shape->insert, is_whole ? draft.after.cells : own_cells(*shape, draft.after.cells)});
    write_annexes(state, *shape, nullptr, draft.after);
    for (const Field& field : draft.after.object->fields)
        if (draft.after.has(field) && facts_of(field).has_many)
            add_side_rows(state, *shape, field, draft.after);
}

void append_assignment(store::Statement& statement, const std::string& name, const Value& value)
{
    statement.sql += statement.values.empty() ? "" : ", ";
    statement.sql += store::quote(name);
    statement.sql += " = ?";
    statement.values.push_back(value);
}

void update_row(SaveState& state, const Draft& draft)
{
    const Object& object = *draft.after.object;
    const auto shape = shape_of(state, object);
    const auto& cells = draft.after.cells;
    if (draft.is_first) {
        for (const std::string& sql : shape->past_annexes)
            state.waiting.push_back({sql, {draft.after.id()}});
        state.waiting.push_back({shape->past, {cells[column_updated_at], draft.after.id()}});
    }
    store::Statement statement;
    statement.sql = "UPDATE " + store::quote(Catalog::own_table_of(object)) + " SET ";
    for (std::size_t i = column_version; i < cells.size(); ++i)
        if (cells[i] != draft.before->cells[i] && (shape->annexes.empty() || !shape->annexes[i]))
            append_assignment(statement, shape->names[i], cells[i]);
    write_annexes(state, *shape, &*draft.before, draft.after);
    if (!statement.values.empty()) {
        statement.sql += " WHERE \"id\" = ?";
        statement.values.emplace_back(draft.after.id());
        state.waiting.push_back(std::move(statement));
    }
    for (const Field& field : object.fields) {
        if (!facts_of(field).has_many || !differs(*draft.before, draft.after, field))
            continue;
        state.waiting.push_back({"DELETE FROM " +
                                     store::quote(Catalog::many_table_of(object, field)) +
                                     " WHERE \"record\" = ?",
                                 {draft.after.id()}});
        add_side_rows(state, *shape, field, draft.after);
    }
}

// The object and field that a unique index of that name guards.
const Field* find_unique_field(const Catalog& catalog, std::string_view index, const Object*& owner)
{
    for (const Object& object : catalog.objects()) {
        const store::Table table = Catalog::tables_of(object).front();
        for (const store::Index& candidate : table.indexes)
            if (candidate.unique && store::index_name(table, candidate) == index) {
                owner = &object;
                return object.find_field(candidate.columns.front());
            }
    }
    return nullptr;
}

void bulk_insert_side_rows(SaveState& state, const Object& object, std::span<Draft*> drafts)
{
    static const std::vector<std::string> names = {"record", "position", "value", "label"};
    static const std::vector<store::Type> types = {store::Type::uuid, store::Type::integer,
                                                   store::Type::text, store::Type::text};
    for (const Field& field : object.fields) {
        if (!facts_of(field).has_many)
            continue;
        std::vector<std::vector<Value>> rows;
        for (const Draft* draft : drafts) {
            std::int64_t position = 0;
            for (FieldKind::Entry& entry : kind_of(field).entries(draft->after.of(field)))
                rows.push_back(
                    {draft->after.id(), position++, std::move(entry.value),
                     entry.label.empty() ? Value(Null{}) : Value(std::move(entry.label))});
        }
        if (!rows.empty())
            state.connection.bulk_insert(Catalog::many_table_of(object, field), names, types, rows);
    }
}

} // namespace

bool same_cells(std::span<const Value> a, std::span<const Value> b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

bool differs(const Record& a, const Record& b, const Field& field)
{
    return !same_cells(a.of(field), b.of(field));
}

void rethrow_unique(const SaveState& state, const Error& error)
{
    if (error.cause() == Cause::conflict && error.problems().size() == 1 &&
        error.problems()[0].rule == "unique") {
        const Object* object = nullptr;
        if (const Field* field =
                find_unique_field(*state.catalog, error.problems()[0].field, object))
            throw_problems(
                {{field->name, "unique",
                  say("save.another_object_has_this_field",
                      {{"object", within(object->label)}, {"field", as_label(field->label)}})}});
    }
    throw error;
}

void send_waiting(SaveState& state)
{
    if (state.waiting.empty())
        return;
    try {
        state.connection.batch(state.waiting);
    } catch (const Error& error) {
        rethrow_unique(state, error);
    }
    state.waiting.clear();
}

bool is_of_this_change_set(const SaveState& state, const Record& row)
{
    if (state.where.contains(row.id()))
        return true;
    if (!state.has_flushed)
        return false;
    return std::get<Instant>(row.cells[column_updated_at]) == state.at ||
           state.bumped.contains(row.id());
}

void stamp(SaveState& state, Draft& draft)
{
    if (!draft.before)
        return;
    auto& cells = draft.after.cells;
    cells[column_updated_by] = state.actor.user.is_nil() ? Value(Null{}) : Value(state.actor.user);
    // Asked once, and before the row is noted as bumped, which would answer for itself: whoever
    // writes it down goes by this, or somebody else's version would be written over.
    draft.is_first = !is_of_this_change_set(state, *draft.before);
    if (!draft.is_first)
        return;
    cells[column_version] = draft.before->version() + 1;
    // Another server's clock may be ahead: a row's own times must increase all the same, or two
    // of its versions would hold at one moment.
    const auto was = std::get<Instant>(draft.before->cells[column_updated_at]);
    if (was >= state.at)
        state.bumped.insert(draft.after.id());
    cells[column_updated_at] = std::max(state.at, Instant{was.us + 1});
}

void write_row(SaveState& state, Draft& draft)
{
    if (draft.before)
        update_row(state, draft);
    else
        insert_row(state, draft);
    if (state.waiting.size() >= 1000)
        send_waiting(state);
}

void write_new_rows(SaveState& state, const Object& object, std::span<Draft*> drafts)
{
    send_waiting(state);
    const auto shape = shape_of(state, object);
    if (!shape->annexes.empty()) { // wide rows go one by one
        for (Draft* draft : drafts)
            write_row(state, *draft);
        return send_waiting(state);
    }
    // The cells are lent to the insert and come back.
    std::vector<std::vector<Value>> rows(drafts.size());
    for (std::size_t i = 0; i < drafts.size(); ++i)
        rows[i].swap(drafts[i]->after.cells);
    const auto give_back = [&] {
        for (std::size_t i = 0; i < drafts.size(); ++i)
            rows[i].swap(drafts[i]->after.cells);
    };
    try {
        state.connection.bulk_insert(Catalog::table_of(object), shape->names, shape->types, rows);
    } catch (const Error& error) {
        give_back();
        rethrow_unique(state, error);
    }
    give_back();
    bulk_insert_side_rows(state, object, drafts);
}

} // namespace comity::record
