#pragma once
// Words divided between a record and what it hangs on: "ada analytical" means the Ada of
// Analytical Engines.

#include "record/search/entries.h"

#include <functional>

namespace comity::record {

// Hands over entries of which some words are found in the record and the others in the title of one
// that it links to (an account, a contact) and that the actor may see; with that title, folded.
void find_linked(store::Connection& connection, const Catalog& catalog, const Actor& actor,
                 const SearchTerms& terms, const std::vector<const Object*>& objects,
                 const std::function<void(const FoundEntry&, double score,
                                          const std::string& linked)>& on_entry);

} // namespace comity::record
