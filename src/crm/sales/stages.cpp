#include "crm/sales/stages.h"

#include <algorithm>
#include <unordered_map>

namespace comity::crm {

using namespace record;

namespace {

constexpr std::size_t most_titles = 20'000;

// What one change set has read. A thread writes one change set at a time, so the next one's first
// question empties it.
struct Remembered {
    Id change_set;
    std::unordered_map<Id, std::vector<Stage>> stages;
    std::unordered_map<Id, bool> wants_reason;
    std::unordered_map<Id, std::string> titles;
    std::optional<Id> standard;
    bool knows_standard = false;
};

Remembered& remembered(Transaction& transaction)
{
    thread_local Remembered memory;
    if (memory.change_set != transaction.change_set()) {
        memory = {};
        memory.change_set = transaction.change_set();
    }
    return memory;
}

std::vector<Stage> read_stages(Transaction& transaction, const Id& pipeline)
{
    std::vector<std::pair<double, Stage>> found;
    transaction.as_program([&] {
        const Object& object = transaction.catalog().load("stage");
        for (const Record& record :
             transaction.find_all(object, "pipeline = \"" + format_id(pipeline) + "\"", 200))
            found.push_back({record.number("position").value_or(1e9),
                             {record.text("key"), record.text("name"), record.text("status"),
                              record.number("probability")}});
    });
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Stage> stages;
    for (auto& [position, stage] : found)
        stages.push_back(std::move(stage));
    return stages;
}

} // namespace

const std::vector<Stage>& stages_of(Transaction& transaction, const Id& pipeline,
                                    const std::string& wanted_key)
{
    auto& known = remembered(transaction).stages;
    const auto found = known.find(pipeline);
    const bool has_it =
        found != known.end() &&
        (wanted_key.empty() || std::any_of(found->second.begin(), found->second.end(),
                                           [&](const Stage& s) { return s.key == wanted_key; }));
    if (has_it)
        return found->second;
    return known[pipeline] = read_stages(transaction, pipeline);
}

const Stage* find_stage(Transaction& transaction, const Id& pipeline, const std::string& key)
{
    for (const Stage& stage : stages_of(transaction, pipeline, key))
        if (stage.key == key)
            return &stage;
    return nullptr;
}

std::optional<Id> default_pipeline(Transaction& transaction)
{
    Remembered& memory = remembered(transaction);
    if (memory.knows_standard)
        return memory.standard;
    transaction.as_program([&] {
        const Object& object = transaction.catalog().load("pipeline");
        auto pipelines = transaction.find_all(object, "is_default = true", 1);
        if (pipelines.empty())
            pipelines = transaction.find_all(object, "", 1);
        if (!pipelines.empty())
            memory.standard = pipelines[0].id();
    });
    memory.knows_standard = true;
    return memory.standard;
}

bool wants_lost_reason(Transaction& transaction, const Id& pipeline)
{
    auto& known = remembered(transaction).wants_reason;
    const auto found = known.find(pipeline);
    if (found != known.end())
        return found->second;
    bool wants = false;
    transaction.as_program([&] {
        const auto record = transaction.find(transaction.catalog().load("pipeline"), pipeline);
        wants = record && record->flag("lost_reason_required");
    });
    return known[pipeline] = wants;
}

std::string title_of(Transaction& transaction, std::string_view object, const Id& id)
{
    auto& known = remembered(transaction).titles;
    const auto found = known.find(id);
    if (found != known.end())
        return found->second;
    if (known.size() >= most_titles)
        known.clear();
    std::string title;
    transaction.as_program([&] {
        if (const auto record = transaction.find(transaction.catalog().load(object), id))
            title = record->title();
    });
    return known[id] = title;
}

} // namespace comity::crm
