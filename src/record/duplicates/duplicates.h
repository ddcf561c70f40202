#pragma once
// Records that are likely to be one. One matcher (match/) says it on every path: to somebody who is
// typing, of what is saved or imported, of a lead that is converted, and in the queue of all pairs.
// What the asker may not see is neither told nor counted, and says nothing of itself: candidates
// are weighed by the fields that the asker may see. docs/duplicates.md has the whole.

#include "record/find/find.h"

#include <string_view>

namespace comity::record {

// The object whose records say that two are not the same.
inline constexpr std::string_view distinct_pair_object = "distinct_pair";

struct ToldReason {
    std::string_view what; // email, phone, given_name, …: the matcher's sorts as one word
    std::string_view how;  // same, similar, different
};

struct Candidate {
    const Object* object = nullptr;
    Id id;
    std::string title;
    std::vector<std::string> words; // what tells it from others of its name
    double score = 0;               // duplicates/verdicts.h
    std::vector<ToldReason> reasons;
    // False for what shares a mailbox but is called otherwise: to be told, not to be refused for.
    bool is_likely = false;
};

// Whether the object's records are compared: by what kinds of fields they have.
bool is_compared(const Catalog& catalog, const Object& object);

// Who a record with these fields (as the API has them) might be, best first, at most ten. With
// `self`, what is not among the fields is that record's, and what somebody said it is not is left
// out; Error{not_found} when it may not be seen.
std::vector<Candidate> find_candidates(Engine& engine, const Actor& actor, const Object& object,
                                       const Json& fields, std::optional<Id> self = {});
// Whether any of these fields is matched at all, so that it is worth asking.
bool has_matched_field(const Catalog& catalog, const Object& object, const Json& fields);

// `[{"object","id","title","words","score","reasons","reason"},…]`.
void write_candidates(JsonWriter& json, std::span<const Candidate> candidates);

// --- The queue: all pairs of records that are likely to be one. ---

struct DuplicateQuery {
    std::string object; // "" means every matched one that the actor may read
    std::string after;  // a cursor from `next`
    int limit = 50;
};
// `{"pairs":[{"object","score","reasons","reason","a":{"id","title","values":[…]},"b":{…}},…],
// "next"}`, likeliest first: pairs of which the actor may see both.
void list_duplicates(Engine& engine, const Actor& actor, const DuplicateQuery& query,
                     std::string& out);

// Remembers for good that the two are not one: no path proposes them again. The change set; nil
// when somebody said so before. Error{invalid} for one record and itself, not_found for what may
// not be seen, forbidden for who may change no records of the object.
Id dismiss_duplicate(Engine& engine, const Actor& actor, const Object& object, const Id& a,
                     const Id& b);

// Asks for a comparison of all; administrators only. It runs in the background, once.
void start_duplicate_scan(Engine& engine, const Actor& actor);
// `{"state":"idle|waiting|running","percent","ended_at","objects":[…]}`.
void read_duplicate_scan(Engine& engine, const Actor& actor, std::string& out);

} // namespace comity::record
