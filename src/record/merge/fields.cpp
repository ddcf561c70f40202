// What becomes of the values of two records that become one.

#include "record/merge/steps.h"

#include "base/error.h"
#include "base/excerpt.h"
#include "base/text.h"
#include "record/find/survivors.h"

#include <algorithm>
#include <set>

namespace comity::record {
namespace {

void take(const Record& from, const Field& field, Record& to)
{
    const auto cells = from.of(field);
    std::copy(cells.begin(), cells.end(), to.of(field).begin());
}

// The lines of both, the first's first; of those that are compared as equal only one.
Value united(const Field& field, const Record& first, const Record& second)
{
    std::string lines;
    std::set<std::string> seen;
    for (const Record* record : {&first, &second}) {
        const auto* text = std::get_if<std::string>(&record->of(field)[0]);
        const auto entries = kind_of(field).entries(record->of(field));
        std::size_t at = 0;
        for (const std::string_view line : split(text ? *text : std::string_view(), '\n')) {
            if (line.empty())
                continue;
            CHECK(at < entries.size());
            if (!seen.insert(entries[at++].value).second)
                continue;
            lines += lines.empty() ? "" : "\n";
            lines += line;
        }
    }
    return lines.empty() ? Value(Null{}) : Value(std::move(lines));
}

bool refers_to(const Record& record, const Field& field, const Object& target, const Id& id)
{
    Record probe = record;
    return lead_to(probe, field, target, id, Id{});
}

void check_choice(const SaveState& state, const Object& object, const std::string& name,
                  MergeSide side, std::vector<Problem>& problems)
{
    const Field* field = object.find_field(name);
    if (!field || !state.actor.may_see(object, *field))
        problems.push_back({name, "unknown",
                            say("common.object_has_no_field_called",
                                {{"object", as_label(object.label)}, {"name", excerpt(name)}})});
    else if (field->is_read_only)
        problems.push_back(
            {name, "read_only",
             say("merge.field_is_worked_out_and", {{"field", as_label(field->label)}})});
    else if (!state.actor.may_change(object, *field))
        problems.push_back(
            {name, "forbidden",
             say("common.your_role_does_not_let", {{"field", as_label(field->label)}})});
    else if (side == MergeSide::both && !facts_of(*field).has_many)
        problems.push_back(
            {name, "choice",
             say("merge.field_has_one_value_choose", {{"field", as_label(field->label)}})});
}

void combine_field(const MergeWish& wish, const Field& field, Record& result,
                   std::vector<Problem>& problems)
{
    const auto& [survivor, other, choose] = wish;
    const Object& object = *survivor.object;
    const auto chosen = choose.find(field.name);
    if (facts_of(field).has_many) {
        const MergeSide side = chosen == choose.end() ? MergeSide::both : chosen->second;
        if (side == MergeSide::other)
            take(other, field, result);
        else if (side == MergeSide::both)
            result.of(field)[0] = united(field, survivor, other);
        // Neither the one that goes nor the survivor itself stays among many.
        lead_to(result, field, object, other.id(), survivor.id());
        lead_to(result, field, object, survivor.id(), survivor.id());
        return;
    }
    const bool names_survivor = refers_to(other, field, object, survivor.id());
    if (chosen == choose.end() && is_empty(survivor, field) && !names_survivor)
        take(other, field, result);
    if (chosen != choose.end() && chosen->second == MergeSide::other)
        take(other, field, result);
    if (refers_to(result, field, object, other.id()) ||
        refers_to(result, field, object, survivor.id()))
        problems.push_back(
            {field.name, "ring",
             say("merge.object_would_be_its_own", {{"object", within(object.label)},
                                                   {"field", within(field.label)},
                                                   {"other", as_label(field.label)}})});
}

} // namespace

bool is_empty(const Record& record, const Field& field)
{
    return std::ranges::all_of(
        record.of(field), [](const Value& cell) { return std::holds_alternative<Null>(cell); });
}

Record combined(const SaveState& state, const MergeWish& wish, std::vector<Problem>& problems)
{
    const Object& object = *wish.survivor.object;
    for (const auto& [name, side] : wish.choose)
        check_choice(state, object, name, side, problems);
    Record result = wish.survivor;
    for (const Field& field : object.fields)
        if (!field.is_derived())
            combine_field(wish, field, result, problems);
    return result;
}

std::string_view side_taken(const MergeWish& wish, const Record& result, const Field& field)
{
    const bool is_this = !differs(result, wish.survivor, field);
    const bool is_other = !differs(result, wish.other, field);
    if (is_this && is_other)
        return is_empty(result, field) ? "none" : "same";
    if (is_this)
        return "this";
    return is_other ? "other" : "both";
}

std::optional<MergeSide> find_merge_side(std::string_view word)
{
    if (word == "this")
        return MergeSide::this_;
    if (word == "other")
        return MergeSide::other;
    if (word == "both")
        return MergeSide::both;
    return std::nullopt;
}

} // namespace comity::record
