#pragma once
// Passwords and tokens of other systems, kept sealed: what the database, its copies, its past rows
// and its log hold of them opens only with a key that is not in the database.
//
// A secret is sealed under a key of the table `secret_key`, which is itself sealed under the first
// key of a file (key_file.h). So the key that matters is exchanged by sealing a few rows anew, and
// every moment of the past still opens. Fields hold secrets by their kind
// (object/kinds/secret.cpp); whoever speaks to another system opens one just before it does.
//
// Table: secret_key(id, sealed, made_at).

#include "record/key_file.h"
#include "record/mechanism.h"

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace comity::store {
class Database;
}

namespace comity::record {

// Any thread.
class Secrets {
public:
    Secrets(store::Database& database, std::string key_file);

    // In the transaction that keeps it. Error{unavailable} when no key can be had.
    std::string seal(store::Connection& connection, std::string_view secret);
    // Error{unavailable} when its key is not here, Error{broken} when it is no sealed text or was
    // altered. The secret is in no message.
    std::string open(store::Connection& connection, std::string_view sealed);

    // A new key for the file, everything in the table sealed under it, and a new key in the table
    // for what is sealed from now on; the old ones leave the file last, so that a crash leaves
    // everything open. Where the keys come from the environment they are exchanged there, the new
    // one before the old, and only the table is done here. Servers may run meanwhile.
    void exchange_keys();
    // Where the outer keys come from, how many keys are in the table, how many of them are sealed
    // under another than the first of those, and which of them nothing here opens.
    struct Standing {
        bool is_in_file = true; // otherwise in the environment
        std::int64_t keys = 0;
        std::int64_t old = 0;
        std::vector<Id> lost = {}; // of the table's: sealed under an outer key that is not here
    };
    Standing standing();
    // What everything begins with that was sealed under this key of the table.
    static std::string mark_of(const Id& key);

private:
    store::Database& m_database;
    KeyFile m_file;
    std::mutex m_exchanging;
    std::mutex m_mutex;
    std::map<Id, SealKey> m_open; // those of the table that were needed so far

    bool is_open(const Id& id);
    SealKey key_of(store::Connection& connection, const Id& id);
    Id add_key(store::Connection& connection);
    void seal_anew();
};

Mechanism secrets_mechanism();

} // namespace comity::record
