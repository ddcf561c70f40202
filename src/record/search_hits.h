#pragma once
// The stages of a search: what the index offers, what the actor may see of it, how it is told.

#include "record/find.h"
#include "record/search.h"

#include <string>
#include <unordered_set>
#include <vector>

namespace comity::record {

struct SearchHit {
    const Object* object = nullptr;
    Id record;
    std::int64_t recency = 0; // later entries are larger
    double score = 0;
};

// How well an entry answers: exact title 1, beginning of the title 0.9, words' beginnings in the
// title 0.8, in the text 0.65, parts of words in the title 0.5, in the text 0.4; 0 when a term is
// missing.
double score_of(const SearchTerms& terms, std::string_view title, std::string_view body);

// Of these hits, those that the actor may see and that are not in the bin: one query an object.
void keep_visible(store::Connection& connection, const Catalog& catalog, const Actor& actor,
                  std::vector<SearchHit>& hits);

// Appends each hit as `{"object","id","title","subtitle","matched","score"}`, at most `limit`. A
// hit that only a hidden field explains is left out.
void write_hits(Engine& engine, store::Connection& connection, const Actor& actor,
                const SearchTerms& terms, const std::vector<SearchHit>& hits, int limit,
                JsonWriter& json);

} // namespace comity::record
