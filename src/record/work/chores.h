#pragma once
// Everything that ticks: what the program does by itself every so often, or because something
// happened, is a Chore of a Mechanism (mechanism.h), or a behaviour of the shelf that says `every`.
// A few threads run what is due. One that fails is tried again after 5 s, 10 s, … 10 min at most,
// and the failure stands on the administration page until it works again.
//
// Table: chore(name, holder, held_until, ran_at, took_us, failures, error, failed_at). Of chores
// that one server of all runs, whose times are the database's; each_server ones are told from
// memory.

#include "record/mechanism.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace comity::record {

// How one chore stands on this server or, of those that one of all runs, in the database.
struct ChoreStanding {
    std::string name;
    std::string label;
    Chore::On on = Chore::On::one_server;
    int every_s = 0; // 0: only when something happens
    bool is_running = false;
    std::optional<Instant> ran_at; // when its last run began
    std::int64_t took_us = 0;
    std::int64_t failures = 0; // in a row
    std::string error;         // of the last failure, also when it has worked since
    std::optional<Instant> failed_at;
};

// Any thread.
class Chores {
public:
    explicit Chores(Engine& engine);
    ~Chores(); // ends the threads

    // Begins to run what is due, until stop() or the end. A program that serves nobody runs none.
    void start();
    // Asks what runs to end and waits for it.
    void stop();
    bool has(std::string_view name) const;
    // That chore is due now. Cheap; nothing happens before start() but is remembered.
    void wake(std::string_view name);

    std::vector<ChoreStanding> standings();
    // Runs one on this thread, whatever its time; for tests and commands. Throws what it throws.
    void run_now(std::string_view name);

private:
    struct Board;
    std::unique_ptr<Board> m_board;
};

Mechanism chores_mechanism();

} // namespace comity::record
