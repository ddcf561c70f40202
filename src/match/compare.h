#pragma once
// How single parts of two records agree. Each comparison says its bits, 0 when a side has nothing.

#include "match/population.h"
#include "match/weights.h"

namespace comity::match {

struct Agreement {
    float bits = 0;
    bool is_known = false; // both sides say something
    bool is_exact = false;
    bool differs = false;   // clearly, not by a slip
    bool is_unsure = false; // like, but by more than a slip

    bool agrees() const { return bits > 0; }
};

using Value = Subject::Value;

// One value with another; `log2_size` turns the weight's shares into bits.
Agreement compare_names(const Value& a, const Value& b, const Weight& weight, float log2_size);
// The best of the values of one part.
Agreement compare_best(const Subject& a, const Subject& b, Part part, const Weight& weight,
                       float log2_size);
// The names of two organisations, as bags of words.
Agreement compare_organisations(const Subject& a, const Subject& b, float log2_size);

} // namespace comity::match
