#pragma once
// Contacts as vCard 4.0 (RFC 6350), which import/cards.h reads back.

#include "record/record.h"

#include <functional>
#include <string>
#include <string_view>

namespace comity::record {

// `account`: the title of the contact's account, or "". `sees`: which fields may leave.
void append_card(std::string& out, const Record& contact, std::string_view account,
                 const std::function<bool(const Field&)>& sees);

} // namespace comity::record
