#pragma once
// What change sets are called: sentences (words/server/log.txt), kept without a language and told
// in the reader's. Those of before there were sentences are English and stay as they are.

#include "base/words/sentence.h"
#include "record/object/object.h"

#include <cstdint>
#include <string_view>

namespace comity::record {

// "deal Acme"; "deal" where there is no title.
Piece titled(const Object& object, std::string_view title);
// "1200 deals".
Piece counted(const Object& object, std::int64_t count);
// "Created deal Acme": a verb of the log (create, update, delete, restore) and to what.
Sentence label_of_verb(std::string_view verb, Piece what);
// "Undid: Created deal Acme", and the other way round of what was undone before.
Sentence label_of_undo(std::string_view kept);

} // namespace comity::record
