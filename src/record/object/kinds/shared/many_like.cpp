#include "record/object/kinds/shared/many_like.h"

#include "base/text.h"
#include "record/object/condition.h"
#include "record/object/kinds/shared/schemas.h"
#include "record/object/rows.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t most_values = 100;

struct Line {
    std::string_view value;
    std::string_view label;
};

Line line_of(std::string_view text)
{
    const std::size_t tab = text.find('\t');
    if (tab == text.npos)
        return {text, {}};
    return {text.substr(0, tab), text.substr(tab + 1)};
}

bool is_label(std::string_view text)
{
    const bool is_plain =
        std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    return is_plain && length_of(text) <= 50;
}

void complain_of_label(const Field& field, std::vector<Problem>& problems)
{
    add_problem(problems, field, "format",
                say("value.field_has_label_that_is", {{"field", as_label(field.label)}}));
}

template <class OnLine> void each_line(std::string_view lines, OnLine on_line)
{
    for (const std::string_view text : split(lines, '\n'))
        if (!text.empty())
            on_line(line_of(text));
}

void append_line(std::string& lines, std::string_view value, std::string_view label)
{
    if (!lines.empty())
        lines += '\n';
    lines += value;
    if (!label.empty()) {
        lines += '\t';
        lines += label;
    }
}

} // namespace

std::span<const Part> ManyLike::parts(const Field&) const
{
    static constexpr Part parts[] = {{"", store::Type::text}};
    return parts;
}

void ManyLike::parse(const Field& field, const Json& json, const TextFormat& format,
                     std::span<Value> out, std::vector<Problem>& problems) const
{
    out[0] = Null{};
    if (json.is_null())
        return;
    if (const std::string* text = json.if_string())
        return parse_text(field, *text, format, out, problems);
    const Json::Array* items = json.if_array();
    if (!items)
        return add_problem(problems, field, "type",
                           say("value.field_must_be_list", {{"field", as_label(field.label)}}));
    if (items->size() > most_values)
        return add_problem(problems, field, "length",
                           say("value.field_may_have_at_most", {{"field", as_label(field.label)}}));
    std::string lines;
    for (const Json& item : *items) {
        const std::string* text = item.if_string();
        std::string_view value = text ? std::string_view(*text) : item.text("value");
        const std::string_view label = text ? std::string_view() : trim(item.text("label"));
        if ((!text && !(facts().has_labels && item.if_object())) || trim(value).empty()) {
            add_problem(problems, field, "type",
                        say("value.field_has_entry_that_is", {{"field", as_label(field.label)}}));
            continue;
        }
        if (!is_label(label)) {
            complain_of_label(field, problems);
            continue;
        }
        if (const auto kept = accept(field, trim(value), problems))
            append_line(lines, *kept, label);
    }
    if (!lines.empty())
        out[0] = std::move(lines);
}

void ManyLike::parse_text(const Field& field, std::string_view text, const TextFormat&,
                          std::span<Value> out, std::vector<Problem>& problems) const
{
    out[0] = Null{};
    std::string lines;
    std::size_t count = 0;
    while (!text.empty()) {
        const std::size_t end = text.find_first_of(separators());
        std::string_view value = trim(text.substr(0, end));
        text = end == text.npos ? std::string_view() : text.substr(end + 1);
        if (value.empty())
            continue;
        // `work: a@b.c`, as write_text writes it.
        std::string_view label;
        const std::size_t colon = value.find(": ");
        if (facts().has_labels && colon != value.npos && colon <= 50) {
            label = trim(value.substr(0, colon));
            value = trim(value.substr(colon + 2));
            if (!is_label(label)) {
                complain_of_label(field, problems);
                continue;
            }
        }
        if (++count > most_values)
            return add_problem(
                problems, field, "length",
                say("value.field_may_have_at_most", {{"field", as_label(field.label)}}));
        if (const auto kept = accept(field, value, problems))
            append_line(lines, *kept, label);
    }
    if (!lines.empty())
        out[0] = std::move(lines);
}

void ManyLike::write_lines(JsonWriter& json, std::string_view lines) const
{
    json.begin_array();
    each_line(lines, [&](const Line& line) {
        if (!facts().has_labels)
            return json.value(line.value);
        json.begin_object();
        json.plain_key("value");
        json.value(line.value);
        json.plain_key("label");
        if (line.label.empty())
            json.null();
        else
            json.value(line.label);
        json.end_object();
    });
    json.end_array();
}

void ManyLike::write_json(JsonWriter& json, const Field&, const store::Row& row, int column) const
{
    write_lines(json, row.is_null(column) ? std::string_view() : row.text(column));
}

void ManyLike::write_json(JsonWriter& json, const Field&, std::span<const Value> cells) const
{
    const auto* lines = std::get_if<std::string>(&cells[0]);
    write_lines(json, lines ? std::string_view(*lines) : std::string_view());
}

void ManyLike::write_text(std::string& out, const Field&, std::span<const Value> cells) const
{
    const auto* lines = std::get_if<std::string>(&cells[0]);
    bool first = true;
    each_line(lines ? std::string_view(*lines) : std::string_view(), [&](const Line& line) {
        if (!first)
            out += "; ";
        first = false;
        if (!line.label.empty())
            out.append(line.label).append(": ");
        out += line.value;
    });
}

std::vector<FieldKind::Entry> ManyLike::entries(std::span<const Value> cells) const
{
    std::vector<Entry> found;
    if (const auto* lines = std::get_if<std::string>(&cells[0]))
        each_line(*lines, [&](const Line& line) {
            found.push_back({normalise(line.value), std::string(line.label)});
        });
    return found;
}

// Of one value, as its entry has it.
void ManyLike::compare(Condition& condition) const
{
    const FilterNode& node = condition.node;
    if (has_wildcard(node)) {
        std::vector<std::string> pieces;
        for (const std::string& piece : node.pieces)
            pieces.push_back(normalise_piece(piece));
        (condition.sql += condition.column()) += " LIKE ";
        condition.sql.bind(like_pattern(pieces)) += " ESCAPE '\\'";
        return;
    }
    std::string value = normalise(node.literal);
    if (value.empty())
        return condition.complain("type",
                                  say("value.literal_cannot_be_in_name",
                                      {{"literal", node.literal}, {"name", condition.field.name}}));
    (condition.sql += condition.column()) += " = ";
    condition.sql.bind(std::move(value));
}

// A line is a value alone, or one with its label behind a tab.
void ManyLike::compare_lines(Condition& condition) const
{
    std::vector<std::string> pieces;
    for (const std::string& piece : condition.node.pieces)
        pieces.push_back(fold(piece));
    const std::string pattern = like_pattern(pieces);
    const std::string column =
        "'\n' || " + folded_sql(condition.column(), condition.is_postgres) + " || '\n'";
    const auto test = [&](std::string_view after) {
        (condition.sql += column) += " LIKE ";
        condition.sql.bind("%\n" + pattern + std::string(after)) += " ESCAPE '\\'";
    };
    test("\n%");
    condition.sql += " OR ";
    test("\t%");
}

Json ManyLike::schema(const Field&) const
{
    if (!facts().has_labels)
        return schema_of_list(Json().set("type", "string"));
    Json properties;
    properties.set("value", Json().set("type", "string")).set("label", schema_of_type("string"));
    return schema_of_list(Json()
                              .set("type", "object")
                              .set("properties", properties)
                              .set("required", Json::Array{"value"}));
}

} // namespace comity::record
