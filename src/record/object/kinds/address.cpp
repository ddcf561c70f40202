// A postal address: five readable columns.
#include "base/text.h"
#include "record/object/kinds/shared/problems.h"
#include "record/object/kinds/shared/schemas.h"

#include <array>

namespace comity::record {
namespace {

constexpr int longest_part = 500;
constexpr std::array<std::string_view, 5> names = {"street", "city", "region", "postal_code",
                                                   "country"};

// Other systems' words for the parts, and what of theirs is left out without complaint.
std::string_view own_name(std::string_view name)
{
    if (name == "state")
        return "region";
    if (name == "postalCode" || name == "zip")
        return "postal_code";
    return name;
}

bool is_left_out(std::string_view name)
{
    return name == "latitude" || name == "longitude" || name == "geocodeAccuracy" ||
           name == "stateCode" || name == "countryCode";
}

int position_of(std::string_view name)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name)
            return static_cast<int>(i);
    return -1;
}

class AddressKind : public FieldKind {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "address",
                                            .sense = Sense::postal,
                                            .is_in_parts = true,
                                            .is_listed = false,
                                            .can_match = false,
                                            .can_be_searched = true};
        return facts;
    }

    std::span<const Part> parts(const Field&) const override
    {
        using store::Type;
        static constexpr Part parts[] = {{"_street", Type::text, names[0]},
                                         {"_city", Type::text, names[1]},
                                         {"_region", Type::text, names[2]},
                                         {"_postal_code", Type::text, names[3]},
                                         {"_country", Type::text, names[4]}};
        return parts;
    }

    void parse(const Field& field, const Json& json, const TextFormat& format, std::span<Value> out,
               std::vector<Problem>& problems) const override
    {
        for (Value& cell : out)
            cell = Null{};
        if (json.is_null())
            return;
        if (const std::string* text = json.if_string())
            return parse_text(field, *text, format, out, problems);
        const Json::Object* object = json.if_object();
        if (!object)
            return add_problem(
                problems, field, "type",
                say("value.field_must_be_address", {{"field", as_label(field.label)}}));
        for (const auto& [name, value] : *object) {
            const int position = position_of(own_name(name));
            const std::string* text = value.if_string();
            if (position < 0 && is_left_out(name))
                continue;
            if (position < 0)
                add_problem(problems, field, "unknown",
                            say("value.address_has_no_name", {{"name", name}}));
            else if (!text && !value.is_null())
                add_problem(problems, field, "type",
                            say("value.address_name_must_be_text", {{"name", name}}));
            else if (text && !text->empty() && check_text(field, *text, longest_part, problems))
                out[static_cast<std::size_t>(position)] = *text;
        }
    }

    // A JSON object in a cell, as some exports write it; anything else is the street.
    void parse_text(const Field& field, std::string_view text, const TextFormat& format,
                    std::span<Value> out, std::vector<Problem>& problems) const override
    {
        for (Value& cell : out)
            cell = Null{};
        const std::string_view trimmed = trim(text);
        if (trimmed.empty())
            return;
        if (trimmed.starts_with('{')) {
            try {
                return parse(field, parse_json(trimmed), format, out, problems);
            } catch (const Error&) {
                return add_problem(
                    problems, field, "format",
                    say("value.field_holds_json_that_cannot", {{"field", as_label(field.label)}}));
            }
        }
        if (check_text(field, text, longest_part, problems))
            out[0] = std::string(text);
    }

    void parse_part(const Field& field, std::size_t part, std::string_view text, const TextFormat&,
                    std::span<Value> out, std::vector<Problem>& problems) const override
    {
        if (trim(text).empty())
            out[part] = Null{};
        else if (length_of(text) > longest_part)
            add_problem(problems, field, "length",
                        say("value.field_is_too_long", {{"field", as_label(field.label)}}));
        else
            out[part] = std::string(text);
    }

    void write_json(JsonWriter& json, const Field&, const store::Row& row,
                    int column) const override
    {
        write(json, [&](int part) -> std::optional<std::string_view> {
            if (row.is_null(column + part))
                return std::nullopt;
            return row.text(column + part);
        });
    }

    void write_json(JsonWriter& json, const Field&, std::span<const Value> cells) const override
    {
        write(json, [&](int part) -> std::optional<std::string_view> {
            if (const auto* text = std::get_if<std::string>(&cells[static_cast<std::size_t>(part)]))
                return *text;
            return std::nullopt;
        });
    }

    void write_text(std::string& out, const Field& field,
                    std::span<const Value> cells) const override
    {
        std::string json_text;
        JsonWriter json(json_text);
        write_json(json, field, cells);
        if (json_text != "null")
            out += json_text;
    }

    std::string tell(const Field&, std::span<const Value> cells, const Telling&) const override
    {
        std::string told;
        for (const Value& cell : cells)
            if (const auto* text = std::get_if<std::string>(&cell); text && !text->empty())
                told += (told.empty() ? "" : ", ") + *text;
        return told;
    }

    void append_cells(const Field&, std::span<const Value> cells,
                      std::vector<TableCell>& out) const override
    {
        for (const Value& cell : cells) {
            const auto* text = std::get_if<std::string>(&cell);
            out.push_back(text_cell(text ? *text : std::string()));
        }
    }

    Json schema(const Field&) const override
    {
        Json properties;
        for (const std::string_view name : names)
            properties.set(std::string(name), schema_of_type("string"));
        return schema_of_type("object").set("properties", properties);
    }

    Json example(const Field&) const override
    {
        return Json()
            .set("street", "12 Road Lane")
            .set("city", "London")
            .set("postal_code", "N1 7AA")
            .set("country", "GB");
    }

    void append_search(std::string& out, std::span<const Value> cells) const override
    {
        for (const Value& cell : cells)
            if (const auto* text = std::get_if<std::string>(&cell))
                out.append(fold(*text)).append(" ");
    }

private:
    template <class PartOf> static void write(JsonWriter& json, PartOf part_of)
    {
        bool is_empty = true;
        for (int part = 0; part < 5; ++part)
            is_empty = is_empty && !part_of(part);
        if (is_empty)
            return json.null();
        json.begin_object();
        for (int part = 0; part < 5; ++part) {
            json.plain_key(names[static_cast<std::size_t>(part)]);
            if (const auto text = part_of(part))
                json.value(*text);
            else
                json.null();
        }
        json.end_object();
    }
};

} // namespace

const FieldKind& address_kind()
{
    static const AddressKind kind;
    return kind;
}

Field address(std::string name)
{
    return make_field(std::move(name), address_kind());
}

} // namespace comity::record
