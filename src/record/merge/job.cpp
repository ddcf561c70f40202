#include "record/merge/job.h"

#include "record/merge/steps.h"
#include "record/object/catalog.h"
#include "record/parts/in_parts.h"
#include "record/parts/part_time.h"
#include "store/database.h"

namespace comity::record {
namespace {

std::string_view word_of(MergeSide side)
{
    return side == MergeSide::this_ ? "this" : side == MergeSide::other ? "other" : "both";
}

Json json_of(const Object& object, const MergeRequest& request)
{
    Json choose(Json::Object{});
    for (const auto& [field, side] : request.choose)
        choose.set(field, std::string(word_of(side)));
    Json wish;
    wish.set("object", object.name);
    wish.set("survivor", format_id(request.survivor));
    wish.set("other", format_id(request.other));
    wish.set("choose", std::move(choose));
    if (request.version)
        wish.set("version", *request.version);
    if (request.other_version)
        wish.set("other_version", *request.other_version);
    return wish;
}

std::optional<std::int64_t> version_in(const Json& wish, std::string_view name)
{
    const Json* version = wish.find(name);
    return version ? std::optional(std::stoll(version->if_number()->text)) : std::nullopt;
}

MergeRequest request_of(const Json& wish)
{
    MergeRequest request{*parse_id(wish.text("survivor")), *parse_id(wish.text("other"))};
    for (const auto& [field, side] : *wish.find("choose")->if_object())
        request.choose[field] = *find_merge_side(*side.if_string());
    request.version = version_in(wish, "version");
    request.other_version = version_in(wish, "other_version");
    return request;
}

class RunningMerge {
public:
    explicit RunningMerge(LongRun& run)
        : m_engine(run.engine()), m_run(run), m_object(run.wish().text("object")),
          m_request(request_of(run.wish()))
    {
    }

    Id run()
    {
        if (!m_run.has_begun()) {
            look();
            m_run.begin();
        }
        return write();
    }

private:
    std::size_t move(Transaction& transaction, ChildPass pass, ChildPlace& place,
                     store::FunctionRef<bool()> is_over)
    {
        transaction.state().sees_merged = true;
        return move_children(transaction, transaction.catalog().load(m_object), m_request.other,
                             m_request.survivor, pass, place, is_over);
    }

    // Everything on one snapshot: a child that may not move refuses the merge by name.
    void look()
    {
        m_engine.database().read([&](store::Connection& connection) {
            SaveState state(m_engine, m_run.actor(), connection);
            Transaction transaction(state);
            const Object& object = state.catalog->load(m_object);
            MergePair pair = load_pair(state, object, m_request.survivor, m_request.other, false);
            check_seen(state, pair, m_request);
            m_children = 0;
            for (const MergeMove& moved : count_children(state, object, m_request.other))
                m_children += moved.count + moved.in_bin;
            look_at_pair(transaction, m_request, std::move(pair));
            ChildPlace place;
            move(transaction, ChildPass::look, place, [&] {
                tell(0);
                return false;
            });
        });
    }

    void write_pair(ChangeSetInParts& parts)
    {
        parts.run([&](Transaction& transaction) {
            SaveState& state = transaction.state();
            const Object& object = state.catalog->load(m_object);
            MergePair pair = load_pair(state, object, m_request.survivor, m_request.other, true);
            check_seen(state, pair, m_request);
            merge_pair(transaction, m_request, std::move(pair));
        });
    }

    // All that refer to the other; what came while they were moved is found the second time.
    void write_children(ChangeSetInParts& parts)
    {
        for (int pass = 0; pass < 2; ++pass) {
            ChildPlace place;
            for (std::size_t pages = 1; pages > 0;) {
                ChildPlace next;
                parts.run([&](Transaction& transaction) {
                    next = place;
                    const PartTime time(m_engine.database());
                    pages =
                        move(transaction, ChildPass::write, next, [&] { return time.is_over(); });
                });
                place = next;
                tell(parts.records());
            }
        }
    }

    Id write()
    {
        const auto catalog = m_engine.catalog();
        ChangeSetOptions options;
        options.label = merge_label(catalog->load(m_object));
        options.kind = "merge";
        ChangeSetInParts parts = parts_of(m_run, m_run.actor(), std::move(options));
        if (parts.records() == 0)
            write_pair(parts);
        write_children(parts);
        return parts.finish();
    }

    void tell(std::int64_t moved) { m_run.tell(moved, std::max(moved, m_children)); }

    Engine& m_engine;
    LongRun& m_run;
    const std::string m_object;
    const MergeRequest m_request;
    std::int64_t m_children = 0; // that the actor may see
};

Id run_merge(LongRun& run)
{
    return RunningMerge(run).run();
}

} // namespace

Id start_merge(Engine& engine, const Actor& actor, const Object& asked, const MergeRequest& request)
{
    LongWorks& works = engine.part<LongWorks>();
    if (const auto job = works.find_unfinished("merge", request.other))
        return *job;
    engine.database().read([&](store::Connection& connection) {
        SaveState state(engine, actor, connection);
        Transaction transaction(state);
        MergePair pair = load_pair(state, state.catalog->load(asked.name), request.survivor,
                                   request.other, false);
        check_seen(state, pair, request);
        look_at_pair(transaction, request, std::move(pair));
    });
    return works.start(actor, {"merge", request.other, json_of(asked, request)});
}

Mechanism merge_mechanism()
{
    return {.name = "merge",
            .long_works = {{.kind = "merge", .run = run_merge, .must_be_whole = true}}};
}

} // namespace comity::record
