#pragma once
// One of the things that the engine is made of: the search, the outbox, the rules … Each describes
// itself in one Mechanism beside its own code; commands/mechanisms.cpp has the list. The engine
// knows none of them by name.

#include "base/id.h"
#include "base/one_of_each.h"
#include "store/table.h"

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace comity::store {
class Connection;
}

namespace comity::record {

class Catalog;
class Engine;
class LongRun;
struct CheckReport;

// One run of a chore.
struct ChoreRun {
    Engine& engine;
    std::stop_token stop; // to be looked at by what takes longer than a second
    // What was made durable since the last run, for those that are woken by it; nil among them:
    // something may have been missed.
    std::vector<Id> change_sets = {};
    // When it wants to run again, whatever its interval: not before (0: when it is woken).
    std::optional<std::chrono::milliseconds> next_in = {};
    // There is something left: woken again after `next_in`.
    bool has_more = false;
};

// What the program does by itself (work/chores.h).
struct Chore {
    std::string name;  // one word, snake_case, the only one of that name
    std::string label; // a sentence for people: what it does
    // one_server: of several servers on one database one runs it at a time.
    enum class On { one_server, each_server } on = On::one_server;
    int every_s = 0;        // 0: only when it is woken
    bool on_notice = false; // woken by each durable change set of any server
    std::function<void(ChoreRun&)> run = nullptr;
};

// What takes seconds to hours, in a row of its own, so that another server goes on with it when
// this one ends (work/long_work.h).
struct LongWork {
    std::string kind; // one word: undo, import
    // The change set that it made; nil when there was nothing to do.
    std::function<Id(LongRun&)> run = nullptr;
    // What it has written may not stay as it is when it fails: it is tried again, and set aside at
    // last. Otherwise what it wrote is whole as far as it goes.
    bool must_be_whole = false;
};

struct Mechanism {
    std::string name; // one word, snake_case; what other servers are told of it carries it

    // What it keeps in the database beside the records.
    std::vector<store::Table> tables = {};
    // More SQL for tables of objects: indexes that only it asks for, safe to run again. Its text is
    // part of the schema, so another text runs again at the next start.
    std::function<std::string(const Catalog&)> indexes = nullptr;
    // What it derives from the records by a rule that may change from release to release: it is
    // made anew when the number is another one than the database's. 0: nothing.
    int generation = 0;
    std::function<void(store::Connection&, const Catalog&)> rebuild = nullptr;

    // Makes what it keeps in memory, asked for by Engine::part<…>(). The schema is there, other
    // mechanisms' parts are there when they stand before it in the list; no thread works yet.
    std::function<void(Engine&, OneOfEach& parts)> begin = nullptr;

    // What it keeps in memory of records of these objects (plain names), and how it is brought up
    // to date once a change set that wrote some is durable: `follow` on the server that wrote,
    // before the writer has his answer; `hear` on every server when the notice comes, on a thread
    // of the database's (`follow` when there is none). Both may run more often than needed.
    std::vector<std::string> follows = {};
    std::function<void(Engine&)> follow = nullptr;
    std::function<void(Engine&)> hear = nullptr;
    // Fields mean other columns now: Engine::exchange_catalog() was called.
    std::function<void(Engine&)> forget_catalog = nullptr;

    // What a check of the whole database asks of it. Reads only, in memory that does not grow with
    // the database.
    std::function<void(store::Connection&, const Catalog&, CheckReport&)> check = nullptr;
    std::vector<Chore> chores = {};
    std::vector<LongWork> long_works = {};
};

// All that the program is made of, in an order in which each may rest on those before it. Defined
// where the program is put together: commands/mechanisms.cpp.
std::vector<Mechanism> all_mechanisms();

} // namespace comity::record
