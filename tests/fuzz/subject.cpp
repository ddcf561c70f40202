#include "subject.h"

#include "base/text.h"
#include "must.h"

namespace comity::fuzz {

using namespace record;

namespace {

std::vector<Object> make_objects()
{
    return {
        {.name = "user", .fields = {text("name"), text("email"), reference("team", "team")}},
        {.name = "team", .fields = {text("name"), reference("parent", "team")}},
        {.name = "account",
         .fields = {text("name").unique().searched(), text("sector"), emails("emails"),
                    reference("parent", "account"), reference("owner", "user")}},
        {.name = "file", .fields = {text("name")}},
        {.name = "stage", .fields = {text("name"), text("key"), reference("account", "account")}},
        {.name = "thing",
         .fields = {text("name").searched(),
                    text("text"),
                    long_text("long_text"),
                    number("number"),
                    number("whole", 0).between(-1000, 1'000'000),
                    money("money"),
                    percent("percent"),
                    yes_no("yes_no"),
                    date("date"),
                    instant("instant"),
                    choice("choice", {{"open", "Open", ""}, {"won", "Closed won", ""}}),
                    choice("stage").from("stage", "account"),
                    choices("choices", {{"red", "Red", ""}, {"blue", "Blue", ""}}),
                    choices("tags"),
                    reference("account", "account"),
                    reference("about"),
                    references("accounts", "account"),
                    emails("emails"),
                    phones("phones"),
                    address("address"),
                    web("web"),
                    file("file"),
                    document("json"),
                    reference("owner", "user")}},
    };
}

Actor make_rep()
{
    auto role = std::make_shared<Role>();
    role->reaches["*"] = {Reach::own, Reach::own, Reach::own, Reach::own, Reach::own};
    role->hidden_fields["thing"] = {"text"};
    Actor actor;
    actor.user.bytes[15] = 1;
    actor.name = "Rep";
    actor.role = role;
    actor.zone = "Europe/Berlin";
    return actor;
}

} // namespace

const Catalog& catalog()
{
    static const Catalog catalog(make_objects());
    return catalog;
}

const Object& thing()
{
    return catalog().load("thing");
}

const Actor& administrator()
{
    static const Actor actor = Actor::program("Fuzzer", Origin::api);
    return actor;
}

const Actor& rep()
{
    static const Actor actor = make_rep();
    return actor;
}

Cells empty_cells(const Field& field)
{
    return Cells(kind_of(field).parts(field).size());
}

std::string json_of(const Field& field, const Cells& cells)
{
    std::string out;
    JsonWriter json(out);
    kind_of(field).write_json(json, field, cells);
    return out;
}

std::string text_of(const Field& field, const Cells& cells)
{
    std::string out;
    kind_of(field).write_text(out, field, cells);
    return out;
}

std::optional<Cells> read_text(const Field& field, std::string_view text, const TextFormat& format)
{
    Cells cells = empty_cells(field);
    std::vector<Problem> problems;
    kind_of(field).parse_text(field, text, format, cells, problems);
    return problems.empty() ? std::optional(std::move(cells)) : std::nullopt;
}

std::optional<Cells> read_json(const Field& field, const Json& json)
{
    Cells cells = empty_cells(field);
    std::vector<Problem> problems;
    kind_of(field).parse(field, json, {}, cells, problems);
    return problems.empty() ? std::optional(std::move(cells)) : std::nullopt;
}

namespace {

// Values and labels that look like the joint between two of them are not told apart in one cell.
bool has_joints(const Field& field, const Cells& cells)
{
    const auto* lines = std::get_if<std::string>(&cells[0]);
    return facts_of(field).has_many && lines &&
           (lines->find_first_of(";,") != std::string::npos ||
            lines->find(": ") != std::string::npos || lines->ends_with(':') ||
            lines->find(":\n") != std::string::npos);
}

} // namespace

void check_value(const Field& field, const Cells& cells)
{
    const std::string json = json_of(field, cells);
    must(is_utf8(json), "a value is said in UTF-8");
    const auto from_json = read_json(field, parse_json(json));
    must(from_json && *from_json == cells, "JSON of a " + field.name + " reads back: " + json);
    if (!has_joints(field, cells)) {
        const std::string text = text_of(field, cells);
        const auto from_text = read_text(field, text);
        must(from_text && *from_text == cells, "text of a " + field.name + " reads back: " + text);
    }
    std::string found;
    kind_of(field).append_search(found, cells);
    must(is_utf8(found), "what the search finds a value by is UTF-8");
    for (const auto& entry : kind_of(field).entries(cells))
        must(!entry.value.empty() || facts_of(field).sense == Sense::phone, "an entry has a value");
}

} // namespace comity::fuzz
