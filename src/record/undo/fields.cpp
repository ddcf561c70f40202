// One record's way back, field by field.

#include "record/undo/undo.h"

#include <algorithm>

namespace comity::record {
namespace {

void put_back(const Field& field, const Record& from, Record& to)
{
    const auto cells = from.of(field);
    std::copy(cells.begin(), cells.end(), to.of(field).begin());
}

// What the change set made goes to the bin, unless somebody has written in it since.
Record taken_away(const UndoRecord& record, const UndoChoices& choices, Instant at,
                  UndoConflicts& conflicts)
{
    const Object& object = *record.current.object;
    if (record.current.is_in_bin())
        return record.current;
    std::vector<const Field*> asked;
    for (const Field& field : object.fields) {
        if (field.is_read_only || !differs(record.after, record.current, field))
            continue;
        const UndoDecision decision = choices.of(object, record.id, field.name);
        if (decision == UndoDecision::keep)
            return record.current; // a record is kept whole
        if (decision == UndoDecision::ask)
            asked.push_back(&field);
    }
    for (const Field* field : asked)
        conflicts.add(record, *field);
    Record target = record.current;
    target.cells[column_deleted_at] = at;
    return target;
}

// The bin and what leads elsewhere, unless somebody has moved it since.
void put_back_place(const UndoRecord& record, Instant at, Record& target)
{
    const bool was_in_bin = record.before->is_in_bin();
    if (was_in_bin != record.after.is_in_bin() && was_in_bin != record.current.is_in_bin())
        target.cells[column_deleted_at] = was_in_bin ? Value(at) : Value(Null{});
    const Value& was = record.before->cells[column_merged_into];
    if (was != record.after.cells[column_merged_into] &&
        record.current.cells[column_merged_into] == record.after.cells[column_merged_into])
        target.cells[column_merged_into] = was;
}

} // namespace

UndoDecision UndoChoices::of(const Object& object, const Id& record, const std::string& field) const
{
    if (!has_any())
        return m_otherwise;
    const std::string whole = object.name + "." + format_id(record);
    for (const std::string& name :
         {whole + "." + field, whole, object.name + "." + field, field, std::string("*")}) {
        if (m_force.contains(name))
            return UndoDecision::force;
        if (m_keep.contains(name))
            return UndoDecision::keep;
    }
    return m_otherwise;
}

Record taken_back(const UndoRecord& record, const UndoChoices& choices, Instant at,
                  UndoConflicts& conflicts)
{
    if (!record.before)
        return taken_away(record, choices, at, conflicts);
    const Object& object = *record.current.object;
    Record target = record.current;
    for (const Field& field : object.fields) {
        if (!differs(*record.before, record.after, field) ||
            !differs(*record.before, record.current, field))
            continue;
        const bool is_as_left = !differs(record.after, record.current, field);
        const UndoDecision decision = choices.of(object, record.id, field.name);
        if (is_as_left || decision == UndoDecision::force)
            put_back(field, *record.before, target);
        else if (decision == UndoDecision::ask && !field.is_read_only)
            conflicts.add(record, field); // what is worked out was worked out again since
    }
    put_back_place(record, at, target);
    return target;
}

} // namespace comity::record
