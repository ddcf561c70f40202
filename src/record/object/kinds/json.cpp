// A definition: JSON kept as its text, given back as it is.
#include "base/text.h"
#include "record/object/kinds/shared/problems.h"

namespace comity::record {
namespace {

constexpr std::size_t most_bytes = 200'000;

class JsonKind : public FieldKind {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {
            .name = "json", .is_listed = false, .can_match = false, .can_be_custom = false};
        return facts;
    }

    std::span<const Part> parts(const Field&) const override
    {
        static constexpr Part parts[] = {{"", store::Type::text}};
        return parts;
    }

    void parse(const Field& field, const Json& json, const TextFormat&, std::span<Value> out,
               std::vector<Problem>& problems) const override
    {
        out[0] = Null{};
        if (json.is_null())
            return;
        std::string text = format_json(json);
        if (text.size() > most_bytes)
            return add_problem(problems, field, "length",
                               say("value.field_is_too_long", {{"field", as_label(field.label)}}));
        if (text.find("\\u0000") != text.npos)
            return add_problem(
                problems, field, "format",
                say("value.field_must_not_contain_nul", {{"field", as_label(field.label)}}));
        out[0] = std::move(text);
    }

    void parse_text(const Field& field, std::string_view text, const TextFormat& format,
                    std::span<Value> out, std::vector<Problem>& problems) const override
    {
        out[0] = Null{};
        if (is_blank(text))
            return;
        try {
            parse(field, parse_json(text), format, out, problems);
        } catch (const Error& error) {
            add_problem(problems, field, "format", error.message());
        }
    }

    void write_json(JsonWriter& json, const Field&, const store::Row& row,
                    int column) const override
    {
        json.raw(row.is_null(column) ? std::string_view("null") : row.text(column));
    }

    void write_json(JsonWriter& json, const Field&, std::span<const Value> cells) const override
    {
        const auto* text = std::get_if<std::string>(&cells[0]);
        json.raw(text ? std::string_view(*text) : std::string_view("null"));
    }

    void write_text(std::string& out, const Field&, std::span<const Value> cells) const override
    {
        if (const auto* text = std::get_if<std::string>(&cells[0]))
            out += *text;
    }

    Json schema(const Field&) const override { return Json::Object{}; }
    Json example(const Field&) const override { return Json::Object{}; }
};

} // namespace

const FieldKind& json_kind()
{
    static const JsonKind kind;
    return kind;
}

Field document(std::string name)
{
    return make_field(std::move(name), json_kind());
}

} // namespace comity::record
