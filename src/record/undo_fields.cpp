// One record's way back, field by field.

#include "record/undo.h"

#include "base/error.h"

#include <algorithm>

namespace comity::record {
namespace {

std::string json_of(const Record& record, const Field& field)
{
    std::string text;
    JsonWriter json(text);
    kind_of(field).write_json(json, field, record.of(field));
    return text;
}

void add_conflict(const UndoRecord& record, const Field& field,
                  std::vector<UndoConflict>& conflicts)
{
    conflicts.push_back({record.current.object->name, record.id, record.current.title(), field.name,
                         json_of(record.after, field), json_of(record.current, field)});
}

void put_back(const Field& field, const Record& from, Record& to)
{
    const auto cells = from.of(field);
    std::copy(cells.begin(), cells.end(), to.of(field).begin());
}

// What the change set made goes to the bin, unless somebody has written in it since.
Record taken_away(const UndoRecord& record, const Forced& forced, Instant at,
                  std::vector<UndoConflict>& conflicts)
{
    Record target = record.current;
    if (record.current.is_in_bin())
        return target;
    target.cells[column_deleted_at] = at;
    for (const Field& field : record.current.object->fields)
        if (!field.is_read_only && differs(record.after, record.current, field) &&
            !forced.has(*record.current.object, record.id, field.name))
            add_conflict(record, field, conflicts);
    return target;
}

} // namespace

bool Forced::has(const Object& object, const Id& record, const std::string& field) const
{
    if (m_fields.empty())
        return false;
    const std::string whole = object.name + "." + format_id(record);
    return m_fields.contains(whole + "." + field) || m_fields.contains(whole) ||
           m_fields.contains(field) || m_fields.contains("*");
}

Record taken_back(const UndoRecord& record, const Forced& forced, Instant at,
                  std::vector<UndoConflict>& conflicts)
{
    if (!record.before)
        return taken_away(record, forced, at, conflicts);
    const Object& object = *record.current.object;
    Record target = record.current;
    for (const Field& field : object.fields) {
        if (!differs(*record.before, record.after, field) ||
            !differs(*record.before, record.current, field))
            continue;
        const bool is_as_left = !differs(record.after, record.current, field);
        if (is_as_left || forced.has(object, record.id, field.name))
            put_back(field, *record.before, target);
        else if (!field.is_read_only) // what is worked out was worked out again since
            add_conflict(record, field, conflicts);
    }
    const bool was_in_bin = record.before->is_in_bin();
    if (was_in_bin != record.after.is_in_bin() && was_in_bin != record.current.is_in_bin())
        target.cells[column_deleted_at] = was_in_bin ? Value(at) : Value(Null{});
    return target;
}

void throw_conflicts(const std::vector<UndoConflict>& conflicts)
{
    std::string text;
    JsonWriter json(text);
    json.begin_object();
    json.plain_key("conflicts");
    json.begin_array();
    for (const UndoConflict& conflict : conflicts) {
        json.begin_object();
        json.member("object", conflict.object);
        json.plain_key("record");
        json.plain(format_id(conflict.record));
        json.member("title", conflict.title);
        json.member("field", conflict.field);
        json.plain_key("then");
        json.raw(conflict.then);
        json.plain_key("now");
        json.raw(conflict.now);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    throw Error(Cause::conflict, "Some of this has been changed since; nothing was undone.")
        .with_extra_json(std::move(text));
}

} // namespace comity::record
