#pragma once
// Which existing records rows are about, found by the fields that the options name.

#include "exchange/exchange.h"
#include "exchange/import/mapping/names.h"
#include "exchange/import/mapping/plan.h"
#include "record/save/many.h"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace comity::exchange {

class Matcher {
public:
    explicit Matcher(const ImportPlan& plan);

    // Reads what it keeps in memory, once; outside the transactions that write.
    void load(store::Connection& connection);
    bool is_needed() const { return !m_fields.empty(); }
    // What a row's record is found by; several for a field with many values, none when a field that
    // it would be found by is empty: then it is new.
    std::vector<std::string> keys_of(const Record& record) const;
    // The records of each key; some may be in the bin or not for this actor to see.
    using Found = std::unordered_map<std::string, std::vector<Id>>;
    Found find(store::Connection& connection, const std::vector<std::string>& keys);
    // A record that this import wrote; so that a later row of the file finds it.
    void learn(const Record& record);

private:
    bool is_asked_each_time() const;
    std::string key_of(const Record& record, const Field& field) const;
    void ask(store::Connection& connection, std::span<const std::string> keys, Found& found) const;

    const Object& m_object;
    std::vector<const Field*> m_fields;
    KeyIndex m_index; // where no index of the database answers
    bool m_is_loaded = false;
};

} // namespace comity::exchange
