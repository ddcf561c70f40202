#pragma once
// Words that are nearly those typed.

#include "record/search/search.h"
#include "record/search/vocabulary.h"

#include <vector>

namespace comity::record {

// The question with, for each word, words of the vocabulary that resemble it beside itself.
struct SimilarTerms {
    SearchTerms terms;                           // empty when nothing resembles
    std::vector<std::vector<std::size_t>> edits; // of each form
};
// At most `most` words for one that was typed.
SimilarTerms similar_terms_of(Vocabulary& vocabulary, store::Connection& connection,
                              const SearchTerms& terms, std::size_t most);

// 0.35 in the title, 0.3 elsewhere, less for each edit; 0 when a term is missing.
double score_of(const SimilarTerms& similar, std::string_view title, std::string_view body);

} // namespace comity::record
