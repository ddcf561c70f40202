#pragma once
// The shelf's English words in other languages.

#include "record/shelf.h"

namespace comity::crm {

record::Dictionary german_words();

} // namespace comity::crm
