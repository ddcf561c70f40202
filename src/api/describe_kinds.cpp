#include "api/describe_kinds.h"

#include "record/object/kind.h"

#include <array>

namespace comity::api {

using namespace record;

namespace {

void write_word(JsonWriter& json, std::string_view key, std::string_view word)
{
    json.key(key);
    if (word.empty())
        json.null();
    else
        json.value(word);
}

void write_list(JsonWriter& json, std::string_view key, std::span<const std::string_view> words)
{
    json.key(key);
    json.begin_array();
    for (const std::string_view word : words)
        json.value(word);
    json.end_array();
}

// The measures that there are of a field beside the count of its records.
std::span<const std::string_view> figures_of(Worth worth)
{
    static constexpr std::array<std::string_view, 4> all = {"min", "max", "sum", "avg"};
    if (adds_up(worth))
        return all;
    return std::span(all).first(is_time(worth) ? 2 : 0);
}

std::string_view worth_word(Worth worth)
{
    static constexpr std::array<std::string_view, 8> words = {
        "", "number", "money", "text", "yes_no", "date", "instant", "record"};
    return words[static_cast<std::size_t>(worth)];
}

std::string_view sense_word(Sense sense)
{
    static constexpr std::array<std::string_view, 5> words = {"", "email", "phone", "web",
                                                              "postal"};
    return words[static_cast<std::size_t>(sense)];
}

// A field whose kind an administrator chooses.
void write_own(JsonWriter& json, const FieldKind& kind)
{
    const KindFacts& facts = kind.facts();
    const bool can_be_worked_out = facts.worth != Worth::nothing && !facts.refers;
    json.key("own");
    if (!facts.can_be_custom)
        return json.null();
    json.begin_object();
    json.member("formula", can_be_worked_out && !facts.has_choices);
    json.member("unique", facts.can_be_unique);
    json.member("indexed", facts.has_order);
    json.member("searched", facts.can_be_searched);
    json.member("target", facts.refers && facts.target.empty());
    json.member("range", adds_up(facts.worth));
    json.member("decimals", facts.has_decimals);
    json.key("max_length");
    if (facts.most_length > 0)
        json.value(facts.most_length);
    else
        json.null();
    json.key("becomes");
    json.begin_array();
    for (const FieldKind* other : all_kinds())
        if (other != &kind && kind.keeps_values(*other))
            json.value(other->name());
    json.end_array();
    json.end_object();
}

} // namespace

void write_facts(JsonWriter& json, const KindFacts& facts)
{
    write_word(json, "worth", worth_word(facts.worth));
    write_word(json, "sense", sense_word(facts.sense));
    write_word(json, "unit", facts.unit);
    json.member("many", facts.has_many);
    json.member("labelled", facts.has_labels);
    write_list(json, "operators", facts.operators);
    json.member("sorts", facts.has_order);
    json.member("groups", facts.can_group);
    write_list(json, "figures", figures_of(facts.worth));
}

void write_kinds(JsonWriter& json)
{
    json.key("kinds");
    json.begin_array();
    for (const FieldKind* kind : all_kinds()) {
        const KindFacts& facts = kind->facts();
        json.begin_object();
        json.member("name", facts.name);
        write_facts(json, facts);
        json.member("refers", facts.refers);
        json.member("choices", facts.has_choices);
        json.key("example");
        Field field = make_field("example", *kind);
        field.target = facts.target;
        json.value(kind->example(field));
        write_own(json, *kind);
        json.end_object();
    }
    json.end_array();
}

} // namespace comity::api
