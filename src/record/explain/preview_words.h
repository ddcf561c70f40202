#pragma once
// What would change, as sentences.

#include "record/explain/access_words.h"

namespace comity::record {

// One person, object and verb.
struct PreviewChange {
    const Object* object = nullptr;
    Verb verb = Verb::read;
    Reach old_reach = Reach::none;
    Reach new_reach = Reach::none;
    std::int64_t before = 0; // records
    std::int64_t after = 0;
    std::int64_t lost = 0;
    std::int64_t gained = 0;
};

// Of all people together; each record once.
struct PreviewTotals {
    std::int64_t losers = 0;
    std::int64_t lost = 0;
    std::int64_t gainers = 0;
    std::int64_t gained = 0;
    std::int64_t others = 0; // for whom only the rule changes
};

// "12 people lose sight of 3,120 Deals of other teams."
std::vector<Sentence> total_words(const PreviewChange& change, const PreviewTotals& totals);
// `change`: hidden, shown, read_only or writable.
Sentence field_words(const Object& object, const Field& field, std::string_view change,
                     std::int64_t people);

} // namespace comity::record
