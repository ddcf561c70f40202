// How fast the program is with the firm's own records: asked over the loopback, on a copy.
#include "commands/bench_caller.h"
#include "commands/bench_questions.h"
#include "commands/house.h"

#include "api/desk.h"
#include "api/live.h"
#include "base/error.h"
#include "base/secret.h"
#include "http/server.h"
#include "record/sign_in/identity_cache.h"
#include "store/database.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <optional>

namespace comity::commands {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t most_answers = 50'000; // of one question
constexpr int most_refusals = 20;

volatile std::sig_atomic_t is_stopped = 0;

double seconds_since(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double seconds_of(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// What the program used, without this thread, which only asks.
double server_seconds()
{
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID) - seconds_of(CLOCK_THREAD_CPUTIME_ID);
}

// A folder that is gone when this is, also after Ctrl+C.
class Scratch {
public:
    Scratch()
    {
        std::string name = (fs::temp_directory_path() / "comity-bench.XXXXXX").string();
        if (!mkdtemp(name.data()))
            throw Error(Cause::unavailable, "There is no room for a copy in " +
                                                fs::temp_directory_path().string() + ".");
        m_folder = name;
        for (const int signal : {SIGINT, SIGTERM})
            std::signal(signal, [](int) { is_stopped = 1; });
    }
    ~Scratch()
    {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    const fs::path& folder() const { return m_folder; }

private:
    fs::path m_folder;
};

void copy_into(const Place& place, const fs::path& folder)
{
    const auto original =
        store::Database::open({.data_folder = place.data, .url = {}, .read_only = true});
    const std::int64_t size = original->size_bytes();
    // The copy, and what is written to it.
    if (fs::space(folder).available < static_cast<std::uintmax_t>(size) * 2)
        throw Error(Cause::unavailable, "A copy needs " + std::to_string(size * 2 / 1'000'000) +
                                            " MB in " + folder.string() + "; TMPDIR says where.");
    const auto begin = Clock::now();
    original->snapshot((folder / "comity.db").string());
    std::printf("Copied %lld MB in %.1f s; the original is not touched.\n",
                static_cast<long long>(size / 1'000'000), seconds_since(begin));
}

record::Actor find_administrator(record::Engine& engine)
{
    std::optional<Id> user;
    engine.database().read([&](store::Connection& connection) {
        connection.query({R"(SELECT u."id" FROM "users" u JOIN "roles" r ON u."role" = r."id"
                             WHERE r."key" = 'administrator' AND u."deleted_at" IS NULL
                             ORDER BY u."id" LIMIT 1)",
                          {}},
                         [&](const store::Row& row) { user = row.id(0); });
    });
    if (!user)
        throw Error(Cause::not_found, "There is no administrator in this database to ask as.");
    return engine.actor_for(*user, record::Origin::api);
}

// The whole program but for the worker of the outbox, so that nothing is sent to anybody.
class Measured {
public:
    Measured(record::Engine& engine, const record::Actor& actor)
        : m_user(actor.user), m_key(make_token()), m_live(engine), m_desk{engine, m_live},
          m_server(options(), api::make_router(m_desk))
    {
        m_server.start();
        m_caller.emplace(m_server.port(), m_key);
    }
    ~Measured() { m_server.stop(std::chrono::seconds(1)); }
    Measured(const Measured&) = delete;
    Measured& operator=(const Measured&) = delete;

    Caller::Answer ask(const Asked& asked)
    {
        // A key that only this process knows, and forgets within seconds: none is written.
        m_desk.engine.part<record::SignInMemory>().keys.put(sha256_hex(m_key), m_user);
        return m_caller->ask(asked.method, asked.target, asked.body);
    }

private:
    Id m_user;
    std::string m_key;
    api::LiveUpdates m_live;
    api::Desk m_desk;
    http::Server m_server;
    std::optional<Caller> m_caller;

    http::Options options()
    {
        http::Options options;
        options.listen = "127.0.0.1:0";
        options.worker_threads = 4;
        options.choose_lane = [this](const http::Request& request, http::Lane wanted) {
            return api::choose_lane(m_desk, request, wanted);
        };
        return options;
    }
};

struct Times {
    std::vector<double> ms;
    double processor_ms = 0; // of each
    std::string refusal;     // what the server said, where it said no
};

Times ask_for(Measured& measured, const Question& question, double seconds)
{
    Times times;
    int refusals = 0;
    const auto begin = Clock::now();
    const double spent = server_seconds();
    for (std::size_t turn = 0; turn < most_answers && refusals < most_refusals; ++turn) {
        const auto asked = Clock::now();
        bool is_whole = true;
        for (const Asked& request : question.requests(turn))
            if (const auto answer = measured.ask(request); answer.status / 100 != 2) {
                times.refusal = answer.body.substr(0, 200);
                is_whole = false;
            }
        is_whole ? times.ms.push_back(seconds_since(asked) * 1000) : void(++refusals);
        if (is_stopped || seconds_since(begin) > seconds)
            break;
    }
    const double all = static_cast<double>(times.ms.size()) + refusals;
    times.processor_ms = (server_seconds() - spent) * 1000 / all;
    std::ranges::sort(times.ms);
    return times;
}

double percentile(const std::vector<double>& sorted, double share)
{
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
    return sorted[std::min(rank, sorted.size() - 1)];
}

void print(const Question& question, const Times& times)
{
    if (times.ms.empty()) {
        std::printf("%-46s refused: %s\n", question.name.c_str(), times.refusal.c_str());
        return;
    }
    std::printf("%-46s %8zu %9.2f %9.2f %9.2f %11.2f\n", question.name.c_str(), times.ms.size(),
                percentile(times.ms, 0.5), percentile(times.ms, 0.95), percentile(times.ms, 0.99),
                times.processor_ms);
    std::fflush(stdout);
}

// Each question has the same share of what is left; what takes longer is asked once.
void ask_all(Measured& measured, const std::vector<Question>& questions, double seconds)
{
    std::printf("\n%-46s %8s %9s %9s %9s %11s\n", "one after another, in ms", "answers", "p50",
                "p95", "p99", "processor");
    const auto begin = Clock::now();
    for (std::size_t at = 0; at < questions.size() && !is_stopped; ++at) {
        const double left = seconds - seconds_since(begin);
        if (left <= 0 && at > 0) {
            std::printf("Time is up; %zu more were not asked.\n", questions.size() - at);
            return;
        }
        const double share = left / static_cast<double>(questions.size() - at);
        print(questions[at], ask_for(measured, questions[at], share));
    }
}

} // namespace

int bench(const Place& place, const Bench& options)
{
    std::optional<Scratch> scratch;
    const bool is_copied = place.database.empty();
    Place measured_place = place;
    if (is_copied) {
        scratch.emplace();
        copy_into(place, scratch->folder());
        measured_place.data = scratch->folder().string();
        if (is_stopped)
            return 1;
    } else {
        std::printf("PostgreSQL: read only, nothing is written to it; the processor time is that "
                    "of this program alone.\n");
    }
    House house = open_house(measured_place, {.read_only = !is_copied});
    const record::Actor actor = find_administrator(*house.engine);
    std::int64_t records = 0;
    const auto questions = make_questions(*house.engine, actor, is_copied, records);
    if (questions.empty())
        throw Error(Cause::not_found, "There are no records to measure with; import some first.");
    std::printf("%lld records; asking for %d s as %s.\n", static_cast<long long>(records),
                options.seconds, actor.name.c_str());
    {
        Measured measured(*house.engine, actor);
        ask_all(measured, questions, options.seconds);
    }
    house.close();
    if (is_copied)
        std::printf("\nThe copy is removed.\n");
    return is_stopped ? 1 : 0;
}

} // namespace comity::commands
