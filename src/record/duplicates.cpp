#include "record/duplicates.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace comity::record {
namespace {

constexpr std::size_t most_candidates = 10;
constexpr std::size_t most_keys = 6;

// What two records of the same person or firm have in common, and how much that says.
struct Clue {
    std::string text;
    std::string reason;
    double weight = 0;
    bool is_name = false; // a name counts only where it is the other's whole title
};

struct Candidate {
    std::string object;
    std::string title;
    std::string reason;
    double score = 0;
};

void add_entries(std::vector<Clue>& clues, const Json* entries, const char* reason, double weight)
{
    const Json::Array* list = entries ? entries->if_array() : nullptr;
    for (const Json& entry : list ? *list : Json::Array{})
        if (clues.size() < most_keys)
            clues.push_back({std::string(entry.text("value")), reason, weight, false});
}

std::vector<Clue> clues_of(const Object& object, const Json& record)
{
    std::vector<Clue> clues;
    for (const Field& field : object.fields) {
        if (field.kind == Kind::emails)
            add_entries(clues, record.find(field.name), "same e-mail address", 0.95);
        if (field.kind == Kind::phones)
            add_entries(clues, record.find(field.name), "same phone number", 0.9);
    }
    for (const std::string& name : {object.title, std::string("company")})
        if (const std::string_view text = record.text(name); !text.empty())
            clues.push_back({std::string(text), "same name", 0.8, true});
    return clues;
}

void follow(Engine& engine, const Actor& actor, const Clue& clue,
            const std::vector<std::string>& objects, const std::string& self,
            std::map<std::string, Candidate>& found)
{
    std::string answer;
    search_records(engine, actor, clue.text, objects, static_cast<int>(most_candidates), answer);
    const Json told = parse_json(answer);
    for (const Json& hit : *told.find("results")->if_array()) {
        const std::string id(hit.text("id"));
        const bool same_name = fold(hit.text("title")) == fold(clue.text);
        if (id == self || (clue.is_name && !same_name))
            continue;
        Candidate& candidate = found[id];
        candidate.object = hit.text("object");
        candidate.title = hit.text("title");
        if (candidate.reason.find(clue.reason) == std::string::npos)
            candidate.reason += (candidate.reason.empty() ? "" : ", ") + clue.reason;
        // Each further clue leaves less doubt.
        candidate.score = 1 - (1 - candidate.score) * (1 - clue.weight);
    }
}

std::vector<std::string> objects_to_ask(const Catalog& catalog, const Object& object)
{
    std::vector<std::string> objects = {object.name};
    for (const char* other : {"contact", "account"})
        if (object.name != other && catalog.find(other))
            objects.emplace_back(other);
    return objects;
}

} // namespace

void find_duplicates(Engine& engine, const Actor& actor, const Object& object, const Id& id,
                     std::string& out)
{
    std::string text;
    read_record(engine, actor, object, id, {}, text);
    const auto catalog = engine.catalog();
    const auto objects = objects_to_ask(*catalog, object);
    std::map<std::string, Candidate> found;
    for (const Clue& clue : clues_of(object, parse_json(text)))
        follow(engine, actor, clue, objects, format_id(id), found);
    std::vector<std::pair<std::string, Candidate>> ranked(found.begin(), found.end());
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.second.score > b.second.score; });
    if (ranked.size() > most_candidates)
        ranked.resize(most_candidates);
    JsonWriter json(out);
    json.begin_object();
    json.key("candidates");
    json.begin_array();
    for (const auto& [candidate_id, candidate] : ranked) {
        json.begin_object();
        json.member("object", candidate.object);
        json.member("id", candidate_id);
        json.member("title", candidate.title);
        json.member("score", std::round(candidate.score * 100) / 100);
        json.member("reason", candidate.reason);
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

} // namespace comity::record
