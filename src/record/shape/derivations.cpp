#include "record/shape/derivations.h"

#include "base/words/tongue.h"
#include "record/object/catalog.h"

#include <algorithm>

namespace comity::record {
namespace {

using Sort = Derivation::Sort;

std::string_view member_of(const Derivation& derivation)
{
    return derivation.sort == Sort::formula  ? "formula"
           : derivation.sort == Sort::lookup ? "lookup"
                                             : "roll_up";
}

// The problems that making a catalog of these has; none when it can be made.
std::vector<Problem> problems_of(const std::vector<Object>& objects)
{
    try {
        const Catalog trial(objects);
        return {};
    } catch (const Error& error) {
        return error.problems();
    }
}

bool has_derived(const std::vector<Object>& objects)
{
    return std::ranges::any_of(objects, [](const Object& object) {
        return std::ranges::any_of(object.fields, [](const Field& field) {
            return field.is_custom && field.is_derived();
        });
    });
}

} // namespace

Derivation read_derivation(const std::string& formula, const std::string& lookup,
                           const Json& roll_up)
{
    Derivation derivation;
    if (!formula.empty()) {
        derivation.sort = Sort::formula;
        derivation.text = formula;
    } else if (!lookup.empty()) {
        derivation.sort = Sort::lookup;
        derivation.text = lookup;
    } else if (roll_up.if_object()) {
        const std::string_view figure = roll_up.text("figure");
        derivation.sort = Sort::roll_up;
        derivation.figure = figure.empty() ? "count" : std::string(figure);
        derivation.object = roll_up.text("object");
        derivation.by = roll_up.text("by");
        derivation.of = roll_up.text("of");
        derivation.filter = roll_up.text("filter");
        const Json* below = roll_up.find("below");
        derivation.below = below && below->if_bool() && *below->if_bool();
    }
    return derivation;
}

void tell_derivation(Json& json, const Derivation& derivation)
{
    if (derivation.sort == Sort::none)
        return;
    if (derivation.sort != Sort::roll_up) {
        json.set(std::string(member_of(derivation)), derivation.text);
        return;
    }
    Json roll_up;
    roll_up.set("figure", derivation.figure);
    roll_up.set("object", derivation.object).set("by", derivation.by);
    if (!derivation.of.empty())
        roll_up.set("of", derivation.of);
    if (!derivation.filter.empty())
        roll_up.set("filter", derivation.filter);
    if (derivation.below)
        roll_up.set("below", true);
    json.set("roll_up", std::move(roll_up));
}

void set_aside_broken(std::vector<Object>& objects, std::vector<LeftOutDefinition>& left_out)
{
    while (has_derived(objects)) {
        std::size_t gone = 0;
        for (const Problem& problem : problems_of(objects))
            for (Object& object : objects) {
                const auto is_it = [&](const Field& field) {
                    return field.is_custom && field.is_derived() &&
                           object.name + "." + field.name == problem.field;
                };
                if (std::erase_if(object.fields, is_it) == 0)
                    continue;
                left_out.push_back({problem.field, problem.message});
                ++gone;
            }
        if (gone == 0)
            return; // all is well, or it is nothing of ours
    }
}

namespace {

// A loop is told of one of its fields, whichever was read first; the others then miss that one.
const Sentence* find_loop_through(const std::string& name,
                                  std::span<const LeftOutDefinition> left_out)
{
    for (const LeftOutDefinition& one : left_out) {
        const bool is_loop = one.why.key() == "formula.it_would_be_worked_out";
        if (is_loop && in_english(one.why).contains(" " + name + " → "))
            return &one.why;
    }
    return nullptr;
}

} // namespace

DerivedField try_derivation(std::span<const Object> shelf, Definitions definitions,
                            const FieldDefinition& tried)
{
    DerivedField outcome;
    std::erase_if(definitions.fields,
                  [&](const FieldDefinition& each) { return each.id == tried.id; });
    definitions.fields.push_back(tried);
    std::vector<LeftOutDefinition> left_out;
    const std::vector<Object> objects = shaped(shelf, definitions, left_out);
    const std::string name = tried.object + "." + tried.field.name;
    const std::string member(member_of(tried.field.derivation));
    if (const Sentence* loop = find_loop_through(name, left_out))
        outcome.problems.push_back({member, "formula", *loop});
    for (const auto& [what, why] : left_out)
        if (outcome.problems.empty() && what == name)
            outcome.problems.push_back({member, "formula", why});
    if (!outcome.problems.empty())
        return outcome;
    try {
        const Catalog catalog(objects);
        if (const Object* object = catalog.find(tried.object))
            if (const Field* field = object->find_derived(tried.field.name))
                outcome.kind = field->kind;
    } catch (const Error& error) {
        outcome.problems = error.problems();
    }
    return outcome;
}

} // namespace comity::record
