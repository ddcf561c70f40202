#include "record/duplicates/follower.h"

#include "record/duplicates/entries.h"
#include "record/duplicates/follow.h"
#include "record/duplicates/scan.h"
#include "record/engine.h"
#include "record/work/long_work.h"

#include <algorithm>
#include <chrono>

namespace comity::record {
namespace {

using namespace std::chrono;

// Changes are followed together: each pass costs a write that is made durable.
constexpr auto least_pause = milliseconds(700);
// At most this share of the time is spent on it while others write.
constexpr int pauses_per_pass = 10;
constexpr auto longest_pause = milliseconds(20'000);

constexpr std::int64_t steps_of_scan = 1'000;
const Id whole_database = *parse_id("00000000-0000-7000-8000-000000000001");

// Among the parts because it remembers from pass to pass.
class FollowingDuplicates {
public:
    explicit FollowingDuplicates(Engine& engine) : m_following(engine) {}

    void run(ChoreRun& run)
    {
        for (const Id& id : run.change_sets)
            if (!id.is_nil())
                m_following.note(id);
        const auto begin = steady_clock::now();
        const bool is_done = m_following.follow(run.stop);
        const auto spent = duration_cast<milliseconds>(steady_clock::now() - begin);
        run.next_in = std::clamp(spent * pauses_per_pass, least_pause, longest_pause);
        if (!is_done) { // another server is at it, or it is the end: looked at again later
            run.next_in = longest_pause;
            run.has_more = true;
        } else if (m_following.wants_scan()) {
            run.engine.part<LongWorks>().start(
                Actor::program("Comity", Origin::automation),
                {.kind = "compare_all", .about = whole_database, .wish = Json(Json::Object{})});
        }
    }

private:
    Following m_following; // by one thread at a time, as chores are run
};

Id compare_all(LongRun& run)
{
    scan_duplicates(run.engine(), [&](double share) {
        run.tell(static_cast<std::int64_t>(share * steps_of_scan), steps_of_scan);
    });
    return {};
}

} // namespace

void follow_duplicates(Engine& engine)
{
    Following following(engine);
    following.follow();
    if (following.wants_scan())
        scan_duplicates(engine, [](double) {});
}

Mechanism duplicates_mechanism()
{
    return {
        .name = "duplicates",
        .tables = match_tables(),
        .begin =
            [](Engine& engine, OneOfEach& parts) {
                parts.make<KeptCommonness>();
                parts.make<FollowingDuplicates>(engine);
            },
        .chores = {{.name = "follow_duplicates",
                    .label = "Looks for duplicates of what was changed",
                    .every_s = 600,
                    .on_notice = true,
                    .run = [](ChoreRun& run) { run.engine.part<FollowingDuplicates>().run(run); }}},
        .long_works = {{.kind = "compare_all", .run = compare_all}}};
}

} // namespace comity::record
