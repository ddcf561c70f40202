#include "record/shape/kinds.h"

#include "record/object/kind.h"
#include "record/shape/definition.h"
#include "record/shape/derivations.h"

namespace comity::record {
namespace {

constexpr Kind custom_kinds[] = {
    Kind::text,   Kind::long_text, Kind::number,  Kind::money,   Kind::percent,   Kind::yes_no,
    Kind::date,   Kind::instant,   Kind::choice,  Kind::choices, Kind::reference, Kind::references,
    Kind::emails, Kind::phones,    Kind::address, Kind::web,     Kind::file};

} // namespace

bool can_be_custom(Kind kind)
{
    return kind != Kind::json;
}

std::string custom_kind_names()
{
    std::string names;
    for (const Kind kind : custom_kinds)
        names.append(names.empty() ? "" : ", ").append(name_of(kind));
    return names;
}

bool can_be_unique(Kind kind)
{
    switch (kind) {
    case Kind::text:
    case Kind::web:
    case Kind::number:
    case Kind::date:
    case Kind::instant:
    case Kind::emails:
    case Kind::phones:
        return true;
    default:
        return false;
    }
}

bool can_be_searched(Kind kind)
{
    switch (kind) {
    case Kind::text:
    case Kind::long_text:
    case Kind::web:
    case Kind::emails:
    case Kind::phones:
    case Kind::address:
        return true;
    default:
        return false;
    }
}

bool keeps_values(Kind before, Kind after)
{
    const bool is_line = before == Kind::text || before == Kind::web || before == Kind::choice;
    return before == after || (is_line && (after == Kind::text || after == Kind::long_text));
}

Field field_of(const Record& definition)
{
    Field field;
    field.name = definition.text("name");
    field.kind = find_kind(definition.text("kind")).value_or(Kind::text);
    field.label = definition.text("label");
    field.help = definition.text("help");
    field.is_required = definition.flag("required");
    field.is_unique = definition.flag("unique");
    field.is_indexed = definition.flag("indexed");
    field.is_searched = definition.flag("searched");
    field.is_personal = definition.flag("personal");
    field.is_hidden = definition.flag("hidden");
    field.choices = read_choices(format_json(definition.json("choices")));
    field.target = definition.text("target");
    field.starts_with = definition.text("default");
    field.decimals = static_cast<int>(definition.number("decimals").value_or(-1));
    field.max_length = static_cast<int>(definition.number("max_length").value_or(0));
    field.least = definition.number("least");
    field.most = definition.number("most");
    field.annex = static_cast<int>(definition.number("annex").value_or(0));
    field.is_custom = true;
    field.derivation = read_derivation(definition.text("formula"), definition.text("lookup"),
                                       definition.json("roll_up"));
    return field;
}

} // namespace comity::record
