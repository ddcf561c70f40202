#pragma once
// What the texts of a linking column mean: records that are there, rows that the file brings later,
// records that are made because the options say so, or nothing.

#include "base/words/sentence.h"
#include "exchange/exchange.h"
#include "exchange/import/mapping/names.h"
#include "exchange/import/mapping/plan.h"
#include "exchange/import/rows/batch.h"
#include "record/save/many.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace comity::exchange {

struct Meaning {
    enum class Sort {
        record,  // `id`, of `object`
        coming,  // a row of this file that is not written yet
        unknown, // nothing is called that
        refused, // several are, or it could not be made: `reason`
    } sort = Sort::unknown;
    Id id{};
    const Object* object = nullptr;
    Sentence reason{};
    std::size_t order = 0; // of its first row among the texts of a page
};
using Meanings = std::unordered_map<std::string_view, Meaning>;
// Adds a text to be resolved.
inline void ask_for(Meanings& meanings, std::string_view text)
{
    if (const auto [at, is_new] = meanings.try_emplace(text); is_new)
        at->second.order = meanings.size();
}

class Links {
public:
    Links(const Catalog& catalog, const Actor& actor, const ImportPlan& plan)
        : m_catalog(catalog), m_actor(actor), m_plan(plan)
    {
    }

    // Reads the names that this batch may refer to; outside the transactions that write.
    void load(store::Connection& connection, const RowBatch& batch);
    // The same for one text.
    void load(store::Connection& connection, const ImportColumn& column, std::string_view text);
    // Call first in each transaction, also when one is tried again.
    void begin();
    // Fills in the meaning of every text among the keys; makes nothing.
    void resolve(store::Connection& connection, const ImportColumn& column, Meanings& meanings);
    // Makes records of these texts that nothing is called, for a column that may.
    void make(Transaction& transaction, const ImportColumn& column, Meanings& meanings,
              const std::unordered_set<std::string_view>& wanted);
    // The transaction is durable: what it made is known from now on.
    void keep();
    // What this transaction has made so far.
    struct Made {
        const Object* object;
        Record record;
    };
    const std::vector<Made>& made() const { return m_made; }
    void add_made(const Object& object, Record record);

    Names& names_of(const Object& object);
    // A record of the imported object was written.
    void learn(const Record& record);

private:
    struct Asked {
        std::string_view text; // as options.same has it, without an object's name
        const Object* object;  // null: whichever has this external id
        Meaning* meaning;
        std::size_t order;
    };
    std::vector<Asked> ask(const ImportColumn& column, Meanings& meanings) const;
    std::map<Id, Id> existing_or_survivor(store::Connection& connection, const Object& object,
                                          std::vector<Id> wanted);
    void find_ids(store::Connection& connection, std::vector<Asked>& asked);
    // Objects that a bare external id may be of.
    std::vector<const Object*> anything() const;
    void find_anywhere(std::vector<Asked>& asked);
    void find_names(store::Connection& connection, std::vector<Asked>& asked);
    const Record* find_made(const Object& object, std::string_view text) const;
    bool is_coming(const Object& object, std::string_view text) const;

    const Catalog& m_catalog;
    const Actor& m_actor;
    const ImportPlan& m_plan;
    std::map<std::string, std::unique_ptr<Names>, std::less<>> m_names; // by object
    std::vector<Made> m_made;
    std::map<std::pair<const Object*, std::string>, std::size_t> m_made_names;
};

} // namespace comity::exchange
