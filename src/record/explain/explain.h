#pragma once
// "Why can this person see this?" and "who can see this?", in words, from the same rules that the
// SQL of every path is made from. Whoever may read the record may ask.

#include "record/explain/access_words.h"

namespace comity::record {

// Appends what one person may do with one record and why: verb by verb, and the fields that the
// role hides or keeps from being changed. Error{not_found} for what the asking actor may not see.
void explain_access(Engine& engine, const Actor& asking, const Object& object, const Id& record,
                    const Id& user, const Wording& wording, std::string& out);

// Appends everybody who can see one record, by rule in numbers and by name in pages; `after` is a
// `next` of an earlier page.
void list_who_sees(Engine& engine, const Actor& asking, const Object& object, const Id& record,
                   int limit, std::string_view after, const Wording& wording, std::string& out);

} // namespace comity::record
