#pragma once
// Reading: filter text becomes a predicate, the access predicate is ANDed to it inside the SQL, the
// cellar runs it, and rows are written straight to JSON. Fields the actor may not see never leave.

#include "record/engine.h"
#include "record/language/filter.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace comity::record {

struct ListQuery {
    std::string filter = {};
    std::string sort = {};                // "-amount,name"; the object's own when empty
    std::vector<std::string> fields = {}; // all visible ones when empty
    std::vector<std::string> expand = {}; // "account", "account.sector"
    int limit = 50;                       // 1 to 200
    std::string after = {}; // a cursor from `next`; Error{malformed} when it is not one of ours
    std::optional<Instant> as_of = {};
    enum class Count { none, estimate, exact } count = Count::none;
    bool bin = false;
};

// Appends `{"records":[…],"next":…}` to `out`.
void list_records(Engine& engine, const Actor& actor, const Object& object, const ListQuery& query,
                  std::string& out);

// Appends one record and returns its version. Error{not_found} also for what may not be seen.
std::int64_t read_record(Engine& engine, const Actor& actor, const Object& object, const Id& id,
                         const ListQuery& query, std::string& out);

struct AggregateQuery {
    std::vector<std::string> groups = {};   // "stage", "owner.team", "close_date.quarter"
    std::vector<std::string> measures = {}; // "count", "sum(amount)", "weighted(amount)"
    std::string filter = {};
    std::string sort = {}; // by a group or a measure
    std::optional<Instant> as_of = {};
    int limit = 200; // groups; at most 1,000
};

// Appends `{"rows":[…],…}` as in docs/wire.md. Sums are exact, in base currency, converted by
// currency.
void aggregate_records(Engine& engine, const Actor& actor, const Object& object,
                       const AggregateQuery& query, std::string& out);
// The same as values, for insights.
Json aggregate(Engine& engine, const Actor& actor, const Object& object,
               const AggregateQuery& query);

// Calls `on_page` with consecutive records, in pages of `page_size`, in constant memory; for
// exports and jobs. Each page is its own snapshot; keyed, so nothing is skipped or doubled. Only
// `query`'s filter, sort, as_of are used. Stops when on_page returns false.
void each_page(Engine& engine, const Actor& actor, const Object& object, const ListQuery& query,
               int page_size, const std::function<bool(std::vector<Record>& page)>& on_page);

// Titles of records by id: one query an object. What may not be seen is missing.
std::vector<std::pair<Id, std::string>> titles_of(Engine& engine, const Actor& actor,
                                                  const Object& object, std::vector<Id> ids);

// Appends `{"results":[…]}`: best first across objects (all searched ones when `objects` is empty).
void search_records(Engine& engine, const Actor& actor, std::string_view text,
                    const std::vector<std::string>& objects, int limit, std::string& out);

// Appends `{"entries":[…],"titles":{…},"next":…}`: activities, changes, files, stage moves of one
// record; with `as_of` those that were there at that moment, as they were.
void read_timeline(Engine& engine, const Actor& actor, const Object& object, const Id& id,
                   const std::vector<std::string>& kinds, std::string_view after, int limit,
                   std::string& out, std::optional<Instant> as_of = {});

} // namespace comity::record
