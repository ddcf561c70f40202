#pragma once
// A verdict of the matcher as people are told it.

#include "base/json.h"
#include "base/words/sentence.h"
#include "match/weigh.h"
#include "record/duplicates/duplicates.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::record {

enum class Standing {
    none,
    possible, // worth a word to somebody who is typing: what is known so far singles it out
    proposed, // worth a place in the queue
};

// Beside what the matcher proposes by itself: two firms of one rare name of which nothing else is
// known, and, as possible, one mailbox under two names.
Standing standing_of(const match::Verdict& verdict, float log2_size);
// The same of a person's employer and an organisation: a name or a domain is enough.
Standing standing_of_employer(const match::Verdict& verdict, float log2_size);

// More than that one thing is shared while others differ.
bool is_likely(float bits, float log2_size);

// From 0 to 1: how far beyond chance; 0.5 is where one such pair would be found among all by
// chance, and what is proposed begins at 0.7.
double score_of(float bits, float log2_size);

// For before against, and the weightier first.
std::vector<ToldReason> reasons_of(const match::Verdict& verdict);
// "same e-mail, similar name".
Sentence sentence_of(std::span<const ToldReason> reasons);
// The members `score`, `reasons` and `reason` of an object that is open.
void write_verdict(JsonWriter& json, double score, std::span<const ToldReason> reasons);

} // namespace comity::record
