#pragma once
// Rules that an administrator has laid down, as records of the object `rule` (docs/rules.md): a
// filter that finds what is wrong, or what certain fields are required of.

#include "base/error.h"
#include "record/engine.h"
#include "record/language/filter.h"
#include "record/mechanism.h"

#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace comity::record {

struct Rule {
    std::string name;
    std::string object;
    std::string message;
    std::string field;                 // that the message stands at; may be empty
    std::vector<std::string> required; // of what the condition finds; empty: it may not be found
    std::string text;                  // of the condition
    Filter condition;
    // The object's own fields that the rule stands on: a change of others is no business of it.
    std::vector<std::string> fields;
};

// All rules that are in force: an immutable snapshot.
class Rules {
public:
    // Rules whose object or fields are gone are left out.
    static std::shared_ptr<const Rules> load(store::Connection& connection,
                                             std::shared_ptr<const Catalog> catalog);
    // Rules name fields of this catalog; of another one they are to be read again.
    bool is_of(const Catalog& catalog) const { return m_catalog.get() == &catalog; }

    std::span<const Rule> of(const Object& object) const;

private:
    std::shared_ptr<const Catalog> m_catalog;
    std::unordered_map<std::string, std::vector<Rule>> m_by_object;
};

// The rules in memory, until one of them or who they are for changes. Any thread.
class KnownRules {
public:
    // Read by this connection when they are not known, and kept unless what it sees may yet be
    // taken back.
    std::shared_ptr<const Rules> of(store::Connection& connection,
                                    const std::shared_ptr<const Catalog>& catalog, bool may_keep);
    void forget();

private:
    std::mutex m_mutex;
    std::shared_ptr<const Rules> m_rules;
};

Mechanism rules_mechanism();

// A rule from its record's fields. Every problem is added: unknown object or fields, a condition
// that cannot be read, nothing to say.
Rule make_rule(const Catalog& catalog, const Record& record, std::vector<Problem>& problems);

// {"object","condition","required_fields"} → how many records break it already and where they are:
// {"count","filter","rows"}. Error{invalid} with every problem of it.
Json preview_rule(Engine& engine, const Actor& actor, const Json& asked);

// The filter that finds the records that break it.
std::string violations_of(const Rule& rule);

} // namespace comity::record
