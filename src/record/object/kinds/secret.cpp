// A password or token of another system: typed in, kept sealed, never told again.
#include "record/object/condition.h"
#include "record/object/kinds/shared/problems.h"
#include "record/object/telling.h"
#include "record/object/typed_secret.h"

namespace comity::record {
namespace {

class SecretKind : public FieldKind {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "secret",
                                            .is_listed = false,
                                            .can_match = false,
                                            .is_secret = true,
                                            .can_be_custom = false,
                                            .usual_length = 2'000};
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
        const std::string* text = json.if_string();
        if (json.is_null() || (text && text->empty()))
            return;
        if (!text)
            add_problem(problems, field, "type",
                        say("value.field_is_typed_in_as", {{"field", as_label(field.label)}}));
        else if (check_text(field, *text, facts().usual_length, problems))
            out[0] = std::string(typed_secret) + *text;
    }

    void parse_text(const Field& field, std::string_view text, const TextFormat&,
                    std::span<Value> out, std::vector<Problem>& problems) const override
    {
        out[0] = Null{};
        if (!text.empty())
            add_problem(problems, field, "secret",
                        say("value.field_is_typed_in_never", {{"field", as_label(field.label)}}));
    }

    void write_json(JsonWriter& json, const Field&, const store::Row& row,
                    int column) const override
    {
        row.is_null(column) ? json.null() : json.value(true);
    }
    void write_json(JsonWriter& json, const Field&, std::span<const Value> cells) const override
    {
        is_there(cells) ? json.value(true) : json.null();
    }
    void write_text(std::string&, const Field&, std::span<const Value>) const override {}
    std::string tell(const Field&, std::span<const Value> cells,
                     const Telling& telling) const override
    {
        return is_there(cells) ? telling.tongue().tell(say("paper.yes")) : std::string();
    }
    void append_search(std::string&, std::span<const Value>) const override {}

    void compare(Condition& condition) const override
    {
        condition.complain("operator",
                           say("value.what_name_is_cannot_be", {{"name", condition.field.name}}));
    }

    Json schema(const Field&) const override
    {
        return Json()
            .set("type", Json::Array{"string", "boolean", "null"})
            .set("description", "Written as a text; read as true where there is one.");
    }
    Json example(const Field&) const override { return "a token of another system"; }

private:
    static bool is_there(std::span<const Value> cells)
    {
        return std::holds_alternative<std::string>(cells[0]);
    }
};

} // namespace

const FieldKind& secret_kind()
{
    static const SecretKind kind;
    return kind;
}

Field secret(std::string name)
{
    return make_field(std::move(name), secret_kind());
}

} // namespace comity::record
