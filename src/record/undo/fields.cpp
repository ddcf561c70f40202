// One record's way back, field by field.

#include "record/undo/undo.h"

#include <algorithm>

namespace comity::record {
namespace {

void put_back_field(const Field& field, const Record& from, Record& to)
{
    const auto cells = from.of(field);
    std::copy(cells.begin(), cells.end(), to.of(field).begin());
}

class WayBack {
public:
    WayBack(const UndoRecord& record, const UndoChoices& choices, Instant at,
            UndoConflicts& conflicts)
        : m_record(record), m_object(*record.current.object), m_choices(choices), m_at(at),
          m_conflicts(conflicts), m_target(record.current)
    {
    }

    Record walk()
    {
        for (const UndoStep& step : m_record.steps)
            step.before ? put_back(step) : take_away(step);
        return std::move(m_target);
    }

private:
    UndoDecision decide(const Field& field) const
    {
        return m_choices.of(m_object, m_record.id, field.name);
    }

    void ask(const UndoStep& step, const Field& field)
    {
        m_conflicts.add(m_record.current, step, field);
        m_settled.insert(&field);
    }

    // What the change set made goes to the bin, unless somebody has written in it since.
    void take_away(const UndoStep& step)
    {
        if (m_target.is_in_bin())
            return;
        std::vector<const Field*> asked;
        for (const Field& field : m_object.fields) {
            if (field.is_read_only || !differs(step.after, m_target, field))
                continue;
            const UndoDecision decision = decide(field);
            if (decision == UndoDecision::keep)
                return; // a record is kept whole
            if (decision == UndoDecision::ask && !m_settled.contains(&field))
                asked.push_back(&field);
        }
        for (const Field* field : asked)
            ask(step, *field);
        m_target.cells[column_deleted_at] = m_at;
    }

    void put_back(const UndoStep& step)
    {
        for (const Field& field : m_object.fields) {
            if (!differs(*step.before, step.after, field) ||
                !differs(*step.before, m_target, field) || m_settled.contains(&field))
                continue;
            const bool is_as_left = !differs(step.after, m_target, field);
            const UndoDecision decision = decide(field);
            if (is_as_left || decision == UndoDecision::force)
                put_back_field(field, *step.before, m_target);
            else if (decision == UndoDecision::keep)
                m_settled.insert(&field);
            else if (!field.is_read_only) // what is worked out was worked out again since
                ask(step, field);
        }
        put_back_place(step);
    }

    // The bin and what leads elsewhere, unless somebody has moved it since. What has become a part
    // of another record stays where that put it.
    void put_back_place(const UndoStep& step)
    {
        Value& leads_to = m_target.cells[column_merged_into];
        const Value& led_to = step.before->cells[column_merged_into];
        const Value& made = step.after.cells[column_merged_into];
        if (led_to != made && leads_to == made)
            leads_to = led_to;
        else if (!std::holds_alternative<Null>(leads_to))
            return;
        const bool was_in_bin = step.before->is_in_bin();
        if (was_in_bin != step.after.is_in_bin() && was_in_bin != m_target.is_in_bin())
            m_target.cells[column_deleted_at] = was_in_bin ? Value(m_at) : Value(Null{});
    }

    const UndoRecord& m_record;
    const Object& m_object;
    const UndoChoices& m_choices;
    const Instant m_at;
    UndoConflicts& m_conflicts;
    Record m_target;
    std::set<const Field*> m_settled; // stay as they are, whatever older steps did
};

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
    return WayBack(record, choices, at, conflicts).walk();
}

} // namespace comity::record
