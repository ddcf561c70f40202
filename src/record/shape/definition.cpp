#include "record/shape/definition.h"

#include "base/error.h"
#include "base/json.h"
#include "base/secret.h"
#include "record/shape/derivations.h"
#include "store/database.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr const char* object_columns =
    R"("id", "version", "deleted_at", "name", "plural", "label", "label_plural", "icon", "group",
       "title", "sort", "list", "board", "board_sum", "hidden", "emptied_at")";
constexpr const char* field_columns =
    R"("id", "version", "deleted_at", "object", "name", "kind", "label", "help", "position",
       "required", "unique", "indexed", "searched", "personal", "hidden", "choices", "target",
       "default", "decimals", "max_length", "least", "most", "annex", "emptied_at",
       "formula", "lookup", "roll_up")";

std::string text_at(const store::Row& row, int column)
{
    return row.is_null(column) ? std::string() : std::string(row.text(column));
}

bool is_true_at(const store::Row& row, int column)
{
    return !row.is_null(column) && row.boolean(column);
}

int whole_at(const store::Row& row, int column, int otherwise)
{
    return row.is_null(column) ? otherwise : static_cast<int>(row.real(column));
}

std::optional<double> number_at(const store::Row& row, int column)
{
    return row.is_null(column) ? std::nullopt : std::optional(row.real(column));
}

std::vector<std::string> read_words(const std::string& text)
{
    std::vector<std::string> words;
    if (text.empty())
        return words;
    if (const Json list = parse_json(text); list.if_array())
        for (const Json& word : *list.if_array())
            if (word.if_string())
                words.push_back(*word.if_string());
    return words;
}

ObjectDefinition read_object(const store::Row& row)
{
    ObjectDefinition made;
    made.id = row.id(0);
    made.is_in_bin = !row.is_null(2);
    Object& object = made.object;
    object.name = text_at(row, 3);
    object.plural = text_at(row, 4);
    object.label = text_at(row, 5);
    object.label_plural = text_at(row, 6);
    object.icon = text_at(row, 7);
    object.group = text_at(row, 8);
    object.title = text_at(row, 9);
    object.sort = text_at(row, 10);
    object.list = read_words(text_at(row, 11));
    if (!row.is_null(12))
        object.board = Board{text_at(row, 12), text_at(row, 13)};
    made.is_hidden = is_true_at(row, 14);
    made.is_emptied = !row.is_null(15);
    return made;
}

FieldDefinition read_field(const store::Row& row)
{
    FieldDefinition made;
    made.id = row.id(0);
    made.is_in_bin = !row.is_null(2);
    made.object = text_at(row, 3);
    Field& field = made.field;
    field.name = text_at(row, 4);
    field.kind = kind_or_text(text_at(row, 5));
    field.label = text_at(row, 6);
    field.help = text_at(row, 7);
    made.position = whole_at(row, 8, 0);
    field.is_required = is_true_at(row, 9);
    field.is_unique = is_true_at(row, 10);
    field.is_indexed = is_true_at(row, 11);
    field.is_searched = is_true_at(row, 12);
    field.is_personal = is_true_at(row, 13);
    field.is_hidden = is_true_at(row, 14);
    field.choices = read_choices(text_at(row, 15));
    field.target = text_at(row, 16);
    field.starts_with = text_at(row, 17);
    field.decimals = whole_at(row, 18, -1);
    field.max_length = whole_at(row, 19, 0);
    field.least = number_at(row, 20);
    field.most = number_at(row, 21);
    field.annex = whole_at(row, 22, 0);
    field.is_custom = true;
    made.is_emptied = !row.is_null(23);
    const std::string roll_up = text_at(row, 26);
    field.derivation = read_derivation(text_at(row, 24), text_at(row, 25),
                                       roll_up.empty() ? Json() : parse_json(roll_up));
    return made;
}

} // namespace

std::vector<Choice> read_choices(std::string_view text)
{
    std::vector<Choice> choices;
    if (text.empty())
        return choices;
    const Json list = parse_json(text);
    if (const Json::Array* array = list.if_array())
        for (const Json& choice : *array)
            if (choice.if_object())
                choices.push_back({std::string(choice.text("key")),
                                   std::string(choice.text("label")),
                                   std::string(choice.text("tone"))});
    return choices;
}

const Object* find_object(std::span<const Object> objects, std::string_view name_or_plural)
{
    const auto found = std::ranges::find_if(objects, [&](const Object& object) {
        return object.name == name_or_plural || object.plural == name_or_plural;
    });
    return found == objects.end() ? nullptr : &*found;
}

const ObjectDefinition* Definitions::find_object(std::string_view name_or_plural) const
{
    for (const ObjectDefinition& each : objects)
        if (!each.is_emptied &&
            (each.object.name == name_or_plural || each.object.plural == name_or_plural))
            return &each;
    return nullptr;
}

const FieldDefinition* Definitions::find_field(std::string_view object, std::string_view name) const
{
    for (const FieldDefinition& each : fields)
        if (!each.is_emptied && each.object == object && each.field.name == name)
            return &each;
    return nullptr;
}

Definitions load_definitions(store::Connection& connection, std::span<const Object> shelf)
{
    Definitions definitions;
    if (!find_object(shelf, "custom_object") || !find_object(shelf, "custom_field"))
        return definitions;
    std::string seen;
    const auto note = [&](const store::Row& row) {
        seen += format_id(row.id(0)) + std::to_string(row.integer(1)) + ",";
    };
    connection.query({"SELECT " + std::string(object_columns) +
                          " FROM \"custom_objects\" ORDER BY \"created_at\", \"id\"",
                      {}},
                     [&](const store::Row& row) {
                         note(row);
                         definitions.objects.push_back(read_object(row));
                     });
    connection.query({"SELECT " + std::string(field_columns) +
                          " FROM \"custom_fields\" ORDER BY \"position\", \"created_at\", \"id\"",
                      {}},
                     [&](const store::Row& row) {
                         note(row);
                         definitions.fields.push_back(read_field(row));
                     });
    definitions.fingerprint = sha256_hex(seen);
    return definitions;
}

} // namespace comity::record
