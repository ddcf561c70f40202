#include "record/explain/explain.h"

#include "base/error.h"
#include "record/access/people.h"
#include "record/find/find.h"
#include "record/object/catalog.h"

#include <algorithm>
#include <map>

namespace comity::record {
namespace {

constexpr std::array verbs_of_records = {Verb::read, Verb::update, Verb::remove, Verb::export_};

void check_may_ask(Engine& engine, const Actor& asking, const Object& object, const Id& record)
{
    std::string ignored;
    ListQuery id_only;
    id_only.fields = {"id"};
    id_only.bin = true;
    read_record(engine, asking, object, record, id_only, ignored);
}

// Whoever asks is not told what the role hides from them.
void write_record(JsonWriter& json, const Actor& asking, const RecordFacts& facts)
{
    json.key("record");
    json.begin_object();
    json.member("object", facts.object->name);
    json.member("id", format_id(facts.id));
    const Field* title = facts.object->find_field(facts.object->title);
    json.member("title", title && asking.may_see(*facts.object, *title) ? facts.title : "");
    json.end_object();
}

void write_person(JsonWriter& json, const Wording& wording, const Actor& person)
{
    json.member("user", format_id(person.user));
    json.member("name", person.name);
    json.member("role", role_of(person));
    json.member("team", wording.people.name_of_team(person.team));
}

void write_verdict(JsonWriter& json, const Wording& wording, const Actor& person,
                   const Verdict& verdict)
{
    json.begin_object();
    json.member("verb", name_of(verdict.verb));
    json.member("allowed", verdict.is_allowed);
    json.member("rule", name_of(verdict.why));
    json.member("text", wording.tongue.tell(verdict_words(wording.people, person, verdict)));
    if (const Sentence would = what_would(wording.people, person, verdict); !would.is_empty())
        json.member("would_allow", wording.tongue.tell(would));
    json.end_object();
}

void write_fields(JsonWriter& json, const Wording& wording, const Actor& asking,
                  const Actor& person, const Object& object)
{
    json.key("fields");
    json.begin_array();
    for (const Field& field : object.fields) {
        const bool is_hidden = !person.may_see(object, field);
        if (field.is_hidden || field.is_read_only || !asking.may_see(object, field) ||
            person.may_change(object, field))
            continue;
        const Sentence::Places places = {{"role", role_of(person)},
                                         {"field", as_label(field.label)}};
        json.begin_object();
        json.member("field", field.name);
        json.member("label", wording.tongue.label(field.label));
        json.member("hidden", is_hidden);
        json.member("text",
                    wording.tongue.tell(
                        say(is_hidden ? "access.field_hidden" : "access.field_only_read", places)));
        json.end_object();
    }
    json.end_array();
}

// One person who sees the record, and why.
struct Seer {
    Actor person;
    Verdict verdict;
};

std::vector<Seer> find_seers(const Catalog& catalog, const RecordFacts& facts, const People& people)
{
    std::vector<Seer> seers;
    for (const Person* person : people.everybody()) {
        Actor actor = *people.actor_for(person->id, Origin::api);
        Verdict verdict = judge(catalog, actor, facts, Verb::read);
        if (verdict.is_allowed)
            seers.push_back({std::move(actor), std::move(verdict)});
    }
    return seers;
}

void write_rules(JsonWriter& json, const Wording& wording, const std::vector<Seer>& seers)
{
    struct Counted {
        std::string_view rule;
        std::int64_t count = 0;
    };
    std::map<std::string, Counted> rules;
    for (const Seer& seer : seers) {
        Counted& counted =
            rules[wording.tongue.tell(rule_words(seer.person.role.get(), seer.verdict))];
        counted.rule = name_of(seer.verdict.why);
        ++counted.count;
    }
    json.key("rules");
    json.begin_array();
    for (const auto& [text, counted] : rules) {
        json.begin_object();
        json.member("rule", counted.rule);
        json.member("text", text);
        json.member("count", counted.count);
        json.end_object();
    }
    json.end_array();
}

void write_seer(JsonWriter& json, const Wording& wording, const Catalog& catalog,
                const RecordFacts& facts, const Seer& seer)
{
    json.begin_object();
    write_person(json, wording, seer.person);
    json.member("rule", name_of(seer.verdict.why));
    json.member("text",
                wording.tongue.tell(verdict_words(wording.people, seer.person, seer.verdict)));
    json.key("verbs");
    json.begin_array();
    for (const Verb verb : verbs_of_records)
        if (judge(catalog, seer.person, facts, verb).is_allowed)
            json.value(name_of(verb));
    json.end_array();
    json.end_object();
}

} // namespace

void explain_access(Engine& engine, const Actor& asking, const Object& object, const Id& record,
                    const Id& user, const Wording& wording, std::string& out)
{
    check_may_ask(engine, asking, object, record);
    const auto catalog = engine.catalog();
    const auto person = wording.people.actor_for(user, Origin::api);
    if (!person)
        throw Error(Cause::not_found, say("access.nobody_with_that_id"));
    const RecordFacts facts = load_facts(engine, object, record);
    JsonWriter json(out);
    json.begin_object();
    write_record(json, asking, facts);
    json.key("person");
    json.begin_object();
    write_person(json, wording, *person);
    json.end_object();
    json.key("verbs");
    json.begin_array();
    for (const Verb verb : verbs_of_records)
        write_verdict(json, wording, *person, judge(*catalog, *person, facts, verb));
    json.end_array();
    write_fields(json, wording, asking, *person, object);
    json.end_object();
}

void list_who_sees(Engine& engine, const Actor& asking, const Object& object, const Id& record,
                   int limit, std::string_view after, const Wording& wording, std::string& out)
{
    check_may_ask(engine, asking, object, record);
    const auto catalog = engine.catalog();
    const RecordFacts facts = load_facts(engine, object, record);
    const auto seers = find_seers(*catalog, facts, wording.people);
    auto from = seers.begin();
    if (!after.empty()) {
        const auto last = parse_id(after);
        from = std::ranges::find_if(
            seers, [&](const Seer& seer) { return last && seer.person.user == *last; });
        if (from == seers.end())
            throw Error(Cause::malformed, say("access.after_is_not_end_of"));
        ++from;
    }
    const auto rest = static_cast<std::size_t>(seers.end() - from);
    const auto end = from + static_cast<std::ptrdiff_t>(std::min<std::size_t>(rest, limit));
    JsonWriter json(out);
    json.begin_object();
    write_record(json, asking, facts);
    json.member("count", static_cast<std::int64_t>(seers.size()));
    json.member("of", static_cast<std::int64_t>(wording.people.everybody().size()));
    write_rules(json, wording, seers);
    json.key("people");
    json.begin_array();
    for (auto seer = from; seer != end; ++seer)
        write_seer(json, wording, *catalog, facts, *seer);
    json.end_array();
    json.key("next");
    if (end == seers.end())
        json.null();
    else
        json.value(format_id((end - 1)->person.user));
    json.end_object();
}

} // namespace comity::record
