#include "record/object/object.h"

#include "base/error.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace comity::record {
namespace {

constexpr std::array<std::string_view, 18> kind_names = {
    "text",   "long_text", "number",  "money",   "percent",   "yes_no",
    "date",   "instant",   "choice",  "choices", "reference", "references",
    "emails", "phones",    "address", "web",     "file",      "json"};

Field make_field(std::string name, Kind kind)
{
    Field field;
    field.name = std::move(name);
    field.kind = kind;
    return field;
}

} // namespace

std::string_view name_of(Kind kind)
{
    return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<Kind> find_kind(std::string_view name)
{
    for (std::size_t i = 0; i < kind_names.size(); ++i)
        if (kind_names[i] == name)
            return static_cast<Kind>(i);
    return std::nullopt;
}

Field text(std::string name)
{
    return make_field(std::move(name), Kind::text);
}

Field long_text(std::string name)
{
    return make_field(std::move(name), Kind::long_text);
}

Field number(std::string name, int decimals)
{
    Field field = make_field(std::move(name), Kind::number);
    field.decimals = decimals;
    return field;
}

Field money(std::string name)
{
    return make_field(std::move(name), Kind::money);
}

Field percent(std::string name)
{
    return make_field(std::move(name), Kind::percent).between(0, 100);
}

Field yes_no(std::string name)
{
    return make_field(std::move(name), Kind::yes_no);
}

Field date(std::string name)
{
    return make_field(std::move(name), Kind::date);
}

Field instant(std::string name)
{
    return make_field(std::move(name), Kind::instant);
}

Field choice(std::string name, std::vector<Choice> choices)
{
    Field field = make_field(std::move(name), Kind::choice);
    field.choices = std::move(choices);
    return field;
}

Field choices(std::string name, std::vector<Choice> choices)
{
    Field field = make_field(std::move(name), Kind::choices);
    field.choices = std::move(choices);
    return field;
}

Field reference(std::string name, std::string target)
{
    Field field = make_field(std::move(name), Kind::reference);
    field.target = std::move(target);
    return field;
}

Field references(std::string name, std::string target)
{
    Field field = make_field(std::move(name), Kind::references);
    field.target = std::move(target);
    return field;
}

Field emails(std::string name)
{
    return make_field(std::move(name), Kind::emails).personal().searched();
}

Field phones(std::string name)
{
    return make_field(std::move(name), Kind::phones).personal().searched();
}

Field address(std::string name)
{
    return make_field(std::move(name), Kind::address);
}

Field web(std::string name)
{
    return make_field(std::move(name), Kind::web);
}

Field file(std::string name)
{
    Field field = make_field(std::move(name), Kind::file);
    field.target = "file";
    return field;
}

Field document(std::string name)
{
    return make_field(std::move(name), Kind::json);
}

Field lookup(std::string name, std::string path)
{
    Field field = make_field(std::move(name), Kind::text); // the catalog knows its kind
    field.derivation = {Derivation::Sort::lookup, std::move(path), {}, {}, {}, {}, {}};
    return field;
}

Field roll_up(std::string name, std::string object, std::string by, std::string figure,
              std::string of)
{
    Field field = make_field(std::move(name), Kind::number); // the catalog knows its kind
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
    throw Error(Cause::invalid, label + " has no field called \"" + std::string(name) + "\".",
                {{std::string(name), "unknown", "There is no such field."}});
}

} // namespace comity::record
