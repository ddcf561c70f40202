#pragma once
// The shelf's English words in other languages. words_test.cpp fails for every one that is missing.

#include "record/object/shelf.h"

namespace comity::crm {

// All of them.
record::Dictionary german_words();

// What is known of people besides their own fields, a part of the above.
record::Dictionary german_contact_words();

// Labels and help texts of fields, a part of the above.
record::Dictionary german_field_words();
record::Dictionary german_derived_words();
record::Dictionary german_shape_words();

// The company, its hours and holidays, a part of the above.
record::Dictionary german_programme_words();

// Insights and actions, a part of the above.
record::Dictionary german_insight_words();

} // namespace comity::crm
