#pragma once
// Contacts of a made-up firm as firm.py makes them, with duplicates among them.

#include "match/population.h"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace comity::bench {

enum MadeUpField { given, family, firm, email, phone, street, postcode, place, born, field_count };
using MadeUpContact = std::array<std::string, field_count>;

// Hands over `count` contacts and the number of the one that each repeats, or its own. Seeded: the
// same number gives the same contacts. Two of a hundred repeat an earlier one with a slip or two
// and without some of its values.
void each_contact(std::uint32_t count,
                  const std::function<void(const MadeUpContact&, std::uint32_t same_as)>& see);

struct MadeUpContacts {
    match::Population population;
    std::vector<std::uint32_t>
        same_as; // for each record the number of the one it repeats, or its own
    std::vector<match::Profile> some; // a thousand of them, as somebody would type them
};

MadeUpContacts make_contacts(std::uint32_t count);

} // namespace comity::bench
