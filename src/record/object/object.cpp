#include "record/object/object.h"

#include "base/error.h"
#include "record/object/kind.h"

namespace comity::record {
Field make_field(std::string name, const FieldKind& kind)
{
    Field field;
    field.name = std::move(name);
    field.kind = &kind;
    return field;
}

Field lookup(std::string name, std::string path)
{
    Field field = make_field(std::move(name), text_kind()); // the catalog knows its kind
    field.derivation = {Derivation::Sort::lookup, std::move(path), {}, {}, {}, {}, {}};
    return field;
}

Field roll_up(std::string name, std::string object, std::string by, std::string figure,
              std::string of)
{
    Field field = make_field(std::move(name), number_kind()); // the catalog knows its kind
    field.derivation = {Derivation::Sort::roll_up,
                        {},
                        std::move(object),
                        std::move(by),
                        std::move(figure),
                        std::move(of),
                        {}};
    return field;
}

const Field* Object::find_derived(std::string_view name) const
{
    for (const Field& field : derived)
        if (field.name == name)
            return &field;
    return nullptr;
}

const Field* Object::find_readable(std::string_view name) const
{
    const Field* field = find_field(name);
    return field ? field : find_derived(name);
}

const Field* Object::find_field(std::string_view name) const
{
    for (const Field& field : fields)
        if (field.name == name)
            return &field;
    return nullptr;
}

const Field& Object::load_field(std::string_view name) const
{
    if (const Field* field = find_field(name))
        return *field;
    throw Error(
        Cause::invalid,
        say("common.object_has_no_field_called", {{"object", as_label(label)}, {"name", name}}),
        {{std::string(name), "unknown", "There is no such field."}});
}

} // namespace comity::record
