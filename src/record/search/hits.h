#pragma once
// The stages of a search: what the index offers, what the actor may see of it, how it is told.

#include "base/json.h"
#include "record/object/catalog.h"
#include "record/search/search.h"

#include <string>
#include <unordered_set>
#include <vector>

namespace comity::record {

class Engine;

struct SearchHit {
    const Object* object = nullptr;
    Id record = {};
    std::int64_t recency = 0; // later entries are larger
    double score = 0;
    bool is_own = false; // the searcher's
    std::string linked =
        {}; // the folded title of what it hangs on, where that has some of the words

    // Found by words that resemble those typed.
    bool is_similar() const { return score > 0 && score < 0.36; }
};

// What was looked for, and what resembles it (empty where that was not needed).
struct SearchQuestion {
    const SearchTerms& typed;
    const SearchTerms& similar;
};

// How well an entry answers: exact title 1, beginning of the title 0.9, words' beginnings in the
// title 0.8, in the text 0.65, parts of words in the title 0.5, in the text 0.4; 0.03 less where a
// word is written otherwise (Mueller as Müller); 0 when a term is missing.
double score_of(const SearchTerms& terms, std::string_view title, std::string_view body);

// Of these hits, those that the actor may see and that are not in the bin: one query an object.
void keep_visible(store::Connection& connection, const Catalog& catalog, const Actor& actor,
                  std::vector<SearchHit>& hits);

// Writes `"did_you_mean"` and `"results"`: each hit as
// `{"object","id","title","subtitle","matched", "title_parts","matched_parts","score"}`, at most
// `limit`. A hit that only a hidden field explains is left out. What is suggested stands in the
// first hit, where none has the words themselves.
void write_hits(Engine& engine, store::Connection& connection, const Actor& actor,
                const SearchQuestion& question, const std::vector<SearchHit>& hits, int limit,
                JsonWriter& json);

} // namespace comity::record
