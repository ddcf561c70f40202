#pragma once
// The four kinds of things that the business consists of, as data. crm fills a Shelf with them.

#include "base/json.h"
#include "base/words/catalogue.h"
#include "record/object/insight.h"
#include "record/object/record.h"

#include <functional>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

namespace comity::record {

class Engine;
class Transaction;
struct Actor;

// When a behaviour is due. `field` and `value` narrow it.
struct When {
    enum class Event {
        created,
        becomes,
        changes,
        written,
        removed,
        restored,
        every
    } event = Event::created;
    std::string object;
    std::string field = {};               // changes, becomes
    std::vector<std::string> values = {}; // becomes: any of these texts
    int every_s = 0;                      // every: seconds between runs
};
When created(std::string object);
When changes(std::string object, std::string field); // also when created with a value in it
When becomes(std::string object, std::string field, std::vector<std::string> values);
When written(std::string object); // created, or changed in any field
When removed(std::string object);
When restored(std::string object);
When every(int seconds);

// One record on its way to disk, handed to the behaviours whose moment it is.
struct Moment {
    Transaction& transaction;
    const Record* before; // null when it is being created
    Record& after;        // `before_write` may change it; afterwards it is only read

    bool is_new() const { return before == nullptr; }
    bool changed(std::string_view field) const;
    // Sets a field of `after` from JSON, as the program (read-only fields too).
    void set(std::string_view field, const Json& value) const;
};

// Work after commit, from the outbox; runs at least once.
struct Job {
    Engine& engine;
    std::string object;
    Id record;
    Id change_set;
    Json payload;
    std::string behaviour = {}; // its label
    std::stop_token stop = {};  // to be passed on by what waits for others: the program ends

    // Whoever does it: the program, because of that behaviour and after that change set.
    Actor actor() const;
};

// What follows by itself.
struct Behaviour {
    std::string name = {};
    std::string label = {}; // a sentence for people
    When when = {};
    // Names of behaviours that must have run before it at the same moment: it reads what they set,
    // or is due because of it. Others may run before it or behind it.
    std::vector<std::string> after = {};
    // In the transaction, before the row is written: derives and checks fields of the record
    // itself. May throw Error{invalid} with problems.
    std::function<void(Moment&)> before_write = nullptr;
    // In the transaction, after the row is written: may touch other records through the
    // transaction.
    std::function<void(Moment&)> then = nullptr;
    // After commit, from the outbox: may speak to the world, must be safe to run twice.
    std::function<void(Job&)> later = nullptr;
    // `then` only works out anew what is kept on other records, so it also runs after an undo,
    // which otherwise puts values back and lets nothing follow.
    bool follows_undo = false;
    // `later` that fails: how long until it is tried again, in seconds, attempt after attempt; then
    // it is set aside. Empty: 10 s, 1 min, 10 min, 1 h, 6 h.
    std::vector<std::int64_t> retries_s = {};
};

// What a person can do beyond editing.
struct Action {
    std::string name;   // convert
    std::string object; // lead
    std::string label;
    std::vector<Field> input = {};
    bool on_list = false; // may run on many records in bulk
    // A filter: it is offered on records that meet it. `run` refuses others and says why.
    std::string when = {};
    // Runs inside one change set; `input` is checked against the declaration before. The answer is
    // a JSON object that the API sends with `change` added.
    std::function<Json(Transaction&, const Record& record, const Json& input)> run = nullptr;
};

struct Shelf {
    std::vector<Object> objects;
    std::vector<Behaviour> behaviours;
    std::vector<Action> actions;
    std::vector<Insight> insights;
    std::unordered_map<std::string, Dictionary> words; // labels by language: de
    // What follows the first set-up, when the firm's settings are known.
    std::function<void(Engine&)> when_set_up = nullptr;
};

} // namespace comity::record
