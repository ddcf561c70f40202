#include "record/work/chores.h"

#include "base/error.h"
#include "base/excerpt.h"
#include "base/log.h"
#include "record/engine.h"
#include "record/object/shelf.h"
#include "record/work/chore_rows.h"
#include "record/work/servers.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace comity::record {
using Clock = std::chrono::steady_clock;

struct ChoreEntry {
    Chore chore;
    ChoreRow row = {};
    bool is_running = false;
    bool is_woken = false;
    Clock::time_point due = Clock::time_point::max(); // by its interval
    Clock::time_point not_before = {};                // a pause that it asked for, or a failure
    std::vector<Id> noted = {};                       // change sets since its last run

    // When it may run next.
    Clock::time_point next() const
    {
        if (is_running)
            return Clock::time_point::max();
        return is_woken ? not_before : std::max(due, not_before);
    }
};

namespace {

using namespace std::chrono_literals;

constexpr std::size_t thread_count = 3;
constexpr std::int64_t lease_us = 15 * 60'000'000LL;
constexpr auto first_pause = 5s;
constexpr auto longest_pause_after_failure = 10min;
constexpr std::size_t most_noted = 10'000;
// On SQLite runs that are more frequent are not written down: an idle program writes nothing.
constexpr int seldom_s = 60;

Chore chore_of(const Behaviour& behaviour)
{
    return {.name = behaviour.name,
            .label = behaviour.label,
            .every_s = behaviour.when.every_s,
            .run = [&behaviour](ChoreRun& run) {
                Job job{run.engine, behaviour.when.object, {}, {}, {}, behaviour.label};
                behaviour.later(job);
            }};
}

std::vector<ChoreEntry> all_chores(const Engine& engine)
{
    std::vector<ChoreEntry> entries;
    for (const Mechanism& mechanism : engine.mechanisms())
        for (const Chore& chore : mechanism.chores)
            entries.push_back({chore});
    for (const Behaviour& behaviour : engine.shelf().behaviours)
        if (behaviour.when.event == When::Event::every && behaviour.later)
            entries.push_back({chore_of(behaviour)});
    return entries;
}

std::chrono::seconds pause_after(std::int64_t failures)
{
    const auto doubled =
        first_pause * (std::int64_t{1} << std::min<std::int64_t>(failures - 1, 10));
    return std::min<std::chrono::seconds>(doubled, longest_pause_after_failure);
}

} // namespace

struct Chores::Board {
    explicit Board(Engine& its_engine) : engine(its_engine), entries(all_chores(its_engine)) {}

    Engine& engine;
    std::mutex mutex;
    std::condition_variable_any changed;
    std::vector<ChoreEntry> entries; // as many as at the beginning; what is in them under the mutex
    std::vector<std::jthread> threads;
    Listening listening;

    void note(const Notice& notice);
    void begin();
    void work(const std::stop_token& stop);
    ChoreEntry* find(std::string_view name);
    ChoreEntry* wait_for_due(const std::stop_token& stop);
    void run(ChoreEntry& entry, const std::stop_token& stop);
    bool take(const ChoreEntry& entry);
    void keep(const ChoreEntry& entry, const ChoreRow& row, bool was_failing);
    ChoreRow run_once(const Chore& chore, ChoreRun& run, ChoreRow row);
};

// One that runs on each server, or on SQLite, where there is one, needs nobody's leave.
bool Chores::Board::take(const ChoreEntry& entry)
{
    if (entry.chore.on == Chore::On::each_server || !engine.database().dialect().is_postgres())
        return true;
    // Half a second: clocks of servers tick beside each other.
    const std::int64_t gap_us =
        entry.is_woken ? 0 : std::max<std::int64_t>(0, entry.chore.every_s * 1'000'000LL - 500'000);
    bool is_taken = false;
    engine.database().write([&](store::Connection& connection) {
        is_taken = take_chore(connection, entry.chore.name, engine.part<ThisServer>().id(),
                              lease_us, gap_us);
    });
    return is_taken;
}

void Chores::Board::keep(const ChoreEntry& entry, const ChoreRow& row, bool was_failing)
{
    if (entry.chore.on == Chore::On::each_server)
        return;
    const bool is_news = was_failing || row.failures > 0 || entry.chore.every_s >= seldom_s;
    if (!is_news && !engine.database().dialect().is_postgres())
        return;
    try {
        engine.database().write(
            [&](store::Connection& connection) { keep_chore(connection, entry.chore.name, row); });
    } catch (const std::exception& error) {
        log_warning("the run of " + entry.chore.name + " could not be noted: " + error.what());
    }
}

ChoreRow Chores::Board::run_once(const Chore& chore, ChoreRun& run, ChoreRow row)
{
    row.ran_at = now();
    const auto begin = Clock::now();
    try {
        chore.run(run);
        row.failures = 0;
    } catch (const std::exception& error) {
        ++row.failures;
        row.error = excerpt(error.what(), 2000);
        row.failed_at = now();
        log_warning(chore.name + " failed: " + error.what());
    }
    row.took_us =
        std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
    return row;
}

void Chores::Board::run(ChoreEntry& entry, const std::stop_token& stop)
{
    ChoreRow row;
    ChoreRun run{engine, stop};
    bool is_ours = false;
    bool has_failed_to_ask = false;
    try {
        is_ours = take(entry);
    } catch (const std::exception& error) {
        has_failed_to_ask = true;
        log_warning("whose turn " + entry.chore.name + " is could not be asked: " + error.what());
    }
    if (is_ours) {
        {
            std::lock_guard lock(mutex);
            run.change_sets = std::exchange(entry.noted, {});
            entry.is_woken = false; // what wakes it from here on is for the next run
            row = entry.row;
        }
        const bool was_failing = row.failures > 0;
        row = run_once(entry.chore, run, std::move(row));
        keep(entry, row, was_failing);
    }
    std::lock_guard lock(mutex);
    entry.is_running = false;
    const auto at = Clock::now();
    if (entry.chore.every_s > 0)
        entry.due = at + std::chrono::seconds(entry.chore.every_s);
    if (!is_ours) { // another server is at it, and hears what this one hears
        entry.is_woken = entry.is_woken && has_failed_to_ask;
        entry.not_before = at + first_pause;
        entry.noted.clear();
        return;
    }
    entry.row = row;
    entry.not_before = at + (row.failures > 0 ? pause_after(row.failures)
                                              : run.next_in.value_or(std::chrono::milliseconds(0)));
    entry.is_woken = entry.is_woken || run.has_more || row.failures > 0;
}

ChoreEntry* Chores::Board::find(std::string_view name)
{
    const auto found = std::ranges::find_if(
        entries, [&](const ChoreEntry& entry) { return entry.chore.name == name; });
    return found == entries.end() ? nullptr : &*found;
}

ChoreEntry* Chores::Board::wait_for_due(const std::stop_token& stop)
{
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        ChoreEntry& first = *std::ranges::min_element(entries, {}, &ChoreEntry::next);
        const auto next = first.next();
        if (next <= Clock::now()) {
            first.is_running = true;
            return &first;
        }
        // An end of time that clocks can be compared with.
        const auto until = std::min(next, Clock::now() + std::chrono::hours(1));
        changed.wait_until(lock, stop, until, [&] {
            return std::ranges::min_element(entries, {}, &ChoreEntry::next)->next() < next;
        });
    }
    return nullptr;
}

void Chores::Board::work(const std::stop_token& stop)
{
    while (ChoreEntry* due = wait_for_due(stop)) {
        run(*due, stop);
        changed.notify_one(); // there may be more that is due
    }
}

void Chores::Board::note(const Notice& notice)
{
    {
        std::lock_guard lock(mutex);
        for (ChoreEntry& entry : entries) {
            if (!entry.chore.on_notice)
                continue;
            if (entry.noted.size() >= most_noted)
                entry.noted.assign(1, Id{});
            entry.noted.push_back(notice.change_set);
            entry.is_woken = true;
        }
    }
    changed.notify_one();
}

void Chores::Board::begin()
{
    std::unordered_map<std::string, ChoreRow> rows;
    engine.database().read([&](store::Connection& connection) { rows = read_chores(connection); });
    const std::int64_t at = now().us;
    std::lock_guard lock(mutex);
    for (ChoreEntry& entry : entries) {
        if (const auto found = rows.find(entry.chore.name); found != rows.end())
            entry.row = found->second;
        // What happened while nobody ran may be what it is woken by.
        entry.is_woken = entry.is_woken || entry.chore.on_notice;
        if (entry.chore.every_s == 0)
            continue;
        const std::int64_t every_us = entry.chore.every_s * 1'000'000LL;
        const std::int64_t since_us =
            entry.row.ran_at ? std::max<std::int64_t>(0, at - entry.row.ran_at->us) : every_us;
        entry.due = Clock::now() +
                    std::chrono::microseconds(std::max<std::int64_t>(0, every_us - since_us));
    }
}

Chores::Chores(Engine& engine) : m_board(std::make_unique<Board>(engine))
{
}

Chores::~Chores()
{
    stop();
}

void Chores::start()
{
    m_board->begin();
    m_board->listening = m_board->engine.on_notice(
        [board = m_board.get()](const Notice& notice) { board->note(notice); });
    for (std::size_t i = 0; i < thread_count; ++i)
        m_board->threads.emplace_back(
            [board = m_board.get()](const std::stop_token& stop) { board->work(stop); });
}

void Chores::stop()
{
    m_board->listening = {};
    for (std::jthread& thread : m_board->threads)
        thread.request_stop();
    m_board->changed.notify_all();
    m_board->threads.clear();
}

void Chores::wake(std::string_view name)
{
    {
        std::lock_guard lock(m_board->mutex);
        ChoreEntry* entry = m_board->find(name);
        CHECK(entry);
        entry->is_woken = true;
    }
    m_board->changed.notify_one();
}

bool Chores::has(std::string_view name) const
{
    std::lock_guard lock(m_board->mutex);
    return m_board->find(name) != nullptr;
}

std::vector<ChoreStanding> Chores::standings()
{
    std::unordered_map<std::string, ChoreRow> rows;
    m_board->engine.database().read(
        [&](store::Connection& connection) { rows = read_chores(connection); });
    const bool is_alone = !m_board->engine.database().dialect().is_postgres();
    std::vector<ChoreStanding> standings;
    std::lock_guard lock(m_board->mutex);
    for (const ChoreEntry& entry : m_board->entries) {
        const auto found = rows.find(entry.chore.name);
        const bool is_kept =
            !is_alone && entry.chore.on == Chore::On::one_server && found != rows.end();
        const ChoreRow& row = is_kept ? found->second : entry.row;
        standings.push_back({entry.chore.name, entry.chore.label, entry.chore.on,
                             entry.chore.every_s, entry.is_running, row.ran_at, row.took_us,
                             row.failures, row.error, row.failed_at});
    }
    return standings;
}

void Chores::run_now(std::string_view name)
{
    ChoreRun run{m_board->engine, {}};
    const Chore* chore = nullptr;
    {
        std::lock_guard lock(m_board->mutex);
        ChoreEntry* entry = m_board->find(name);
        CHECK(entry);
        run.change_sets = std::exchange(entry->noted, {});
        chore = &entry->chore;
    }
    chore->run(run);
}

Mechanism chores_mechanism()
{
    return {.name = "chores",
            .tables = chore_tables(),
            .begin = [](Engine& engine, OneOfEach& parts) { parts.make<Chores>(engine); }};
}

} // namespace comity::record
