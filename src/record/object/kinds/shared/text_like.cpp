#include "record/object/kinds/shared/text_like.h"

#include "base/text.h"
#include "record/object/condition.h"
#include "record/object/kinds/shared/schemas.h"

namespace comity::record {

std::span<const Part> TextLike::parts(const Field&) const
{
    static constexpr Part parts[] = {{"", store::Type::text}};
    return parts;
}

std::optional<std::string> TextLike::accept(const Field& field, std::string_view text,
                                            std::vector<Problem>& problems) const
{
    if (!check_text(field, text, longest_of(field), problems))
        return std::nullopt;
    return std::string(text);
}

void TextLike::parse(const Field& field, const Json& json, const TextFormat& format,
                     std::span<Value> out, std::vector<Problem>& problems) const
{
    out[0] = Null{};
    if (json.is_null())
        return;
    if (const std::string* text = json.if_string())
        return parse_text(field, *text, format, out, problems);
    add_problem(problems, field, "type",
                say("value.field_must_be_text", {{"field", as_label(field.label)}}));
}

void TextLike::parse_text(const Field& field, std::string_view text, const TextFormat&,
                          std::span<Value> out, std::vector<Problem>& problems) const
{
    out[0] = Null{};
    if (text.empty())
        return;
    if (auto kept = accept(field, text, problems); kept && !kept->empty())
        out[0] = std::move(*kept);
}

void TextLike::write_json(JsonWriter& json, const Field&, const store::Row& row, int column) const
{
    if (row.is_null(column))
        json.null();
    else
        json.value(row.text(column));
}

void TextLike::write_json(JsonWriter& json, const Field&, std::span<const Value> cells) const
{
    if (const auto* text = std::get_if<std::string>(&cells[0]))
        json.value(std::string_view(*text));
    else
        json.null();
}

void TextLike::write_text(std::string& out, const Field&, std::span<const Value> cells) const
{
    if (const auto* text = std::get_if<std::string>(&cells[0]))
        out += *text;
}

void TextLike::append_search(std::string& out, std::span<const Value> cells) const
{
    if (const auto* text = std::get_if<std::string>(&cells[0]))
        out += fold(*text);
}

void TextLike::compare(Condition& condition) const
{
    condition.append_text(condition.column());
}

bool TextLike::keeps_values(const FieldKind& other) const
{
    const bool takes_any_text = other.facts().most_length > 0;
    return this == &other || ((facts().is_line || facts().has_choices) && takes_any_text);
}

Json TextLike::schema(const Field& field) const
{
    return schema_of_type("string").set("maxLength", longest_of(field));
}

} // namespace comity::record
