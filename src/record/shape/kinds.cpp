#include "record/shape/kinds.h"

#include "record/object/kind.h"
#include "record/shape/definition.h"
#include "record/shape/derivations.h"

namespace comity::record {
std::string custom_kind_names()
{
    std::string names;
    for (const FieldKind* kind : all_kinds())
        if (kind->facts().can_be_custom)
            names.append(names.empty() ? "" : ", ").append(kind->name());
    return names;
}

const FieldKind* kind_or_text(std::string_view name)
{
    const FieldKind* kind = find_kind(name);
    return kind ? kind : &text_kind();
}

Field field_of(const Record& definition)
{
    Field field;
    field.name = definition.text("name");
    field.kind = kind_or_text(definition.text("kind"));
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
