#pragma once
// One of the things that the engine is made of: the search, the outbox, the rules … Each describes
// itself in one Mechanism beside its own code; commands/mechanisms.cpp has the list. The engine
// knows none of them by name.

#include "base/id.h"
#include "base/one_of_each.h"
#include "store/table.h"

#include <functional>
#include <string>
#include <vector>

namespace comity::store {
class Connection;
}

namespace comity::record {

class Catalog;
class Engine;
class LongWrite;
struct CheckReport;

// One kind of what is written in parts in the background (parts/long_write.h).
struct LongWork {
    std::string kind;
    std::function<Id(LongWrite&)> run; // the change set it made; nil when there was nothing to do
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
    std::vector<LongWork> long_works = {};
};

// All that the program is made of, in an order in which each may rest on those before it. Defined
// where the program is put together: commands/mechanisms.cpp.
std::vector<Mechanism> all_mechanisms();

} // namespace comity::record
