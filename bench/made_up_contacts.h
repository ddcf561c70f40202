#pragma once
// Contacts of a made-up firm as firm.py makes them, with duplicates among them.

#include "record/match/population.h"

#include <cstdint>
#include <vector>

namespace comity::bench {

struct MadeUpContacts {
    record::match::Population population;
    std::vector<std::uint32_t>
        same_as; // for each record the number of the one it repeats, or its own
    std::vector<record::match::Profile> some; // a thousand of them, as somebody would type them
};

// Seeded: the same number gives the same contacts. Two of a hundred repeat an earlier one with a
// slip or two and without some of its values.
MadeUpContacts make_contacts(std::uint32_t count);

} // namespace comity::bench
