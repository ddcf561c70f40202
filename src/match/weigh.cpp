#include "match/weigh.h"

#include "match/compare.h"
#include "match/weights.h"

#include <algorithm>

namespace comity::match {
namespace {

struct Names {
    Agreement given, family;
    bool is_swapped = false;

    float bits() const { return given.bits + family.bits; }
};

// Given name with given name and family name with family name, or, when that agrees better, across.
Names compare_persons(const Subject& a, const Subject& b, float log2_size)
{
    using namespace weights;
    Names names = {.given = compare_best(a, b, Part::given_name, given_name, log2_size),
                   .family = compare_best(a, b, Part::family_name, family_name, log2_size)};
    if (names.given.is_exact && names.family.is_exact)
        return names;
    const auto across = [&](Part one, Part another) {
        const auto left = a.of(one), right = b.of(another);
        return left.empty() || right.empty()
                   ? Agreement()
                   : compare_names(left.front(), right.front(), given_name, log2_size);
    };
    const Names swapped = {.given = across(Part::given_name, Part::family_name),
                           .family = across(Part::family_name, Part::given_name),
                           .is_swapped = true};
    return swapped.bits() - names_swapped > names.bits() ? swapped : names;
}

struct Address {
    float bits = 0; // of number, street and what stands beside them
    float place_bits = 0;
    bool is_exact = false, place_is_exact = false;
    bool differs = false; // another house in another street or town
};

Address compare_addresses(const Subject& a, const Subject& b, float log2_size)
{
    using namespace weights;
    const auto part = [&](Part which, const Weight& weight) {
        return compare_best(a, b, which, weight, log2_size);
    };
    const Agreement number = part(Part::street_number, street_number);
    const Agreement line = part(Part::street, street);
    const Agreement beside = part(Part::locality, locality);
    const Agreement town = part(Part::place, place);
    const Agreement code = part(Part::postcode, postcode);
    const Agreement land = part(Part::region, region);
    Address address;
    address.bits = number.bits + line.bits + beside.bits;
    address.place_bits = town.bits + code.bits + land.bits;
    address.is_exact = number.is_exact && line.is_exact;
    address.place_is_exact = town.is_exact || (code.is_exact && !town.is_known);
    const int differing = number.differs + line.differs + town.differs + code.differs;
    address.differs = differing >= 2 || (town.differs && !code.agrees());
    const float most = most_of_address * log2_size;
    address.bits = std::min(address.bits, most);
    address.place_bits = std::min(address.place_bits, most - std::max(0.f, address.bits));
    return address;
}

// What those of one home or firm share, and what is taken off it when it is too much.
float weigh_shared(Verdict& verdict, const Subject& a, const Subject& b, const Address& address,
                   float log2_size)
{
    using namespace weights;
    const Agreement phones = compare_best(a, b, Part::phone, phone, log2_size);
    const Agreement mailbox = compare_best(a, b, Part::shared_email, shared_email, log2_size);
    const Agreement domains = compare_best(a, b, Part::domain, domain, log2_size);
    verdict.add(Sort::address, address.bits, address.is_exact);
    verdict.add(Sort::place, address.place_bits, address.place_is_exact);
    verdict.add(Sort::phone, phones.bits, phones.is_exact);
    // A mailbox of the domain says it again.
    verdict.add(Sort::email, mailbox.bits, mailbox.is_exact);
    const float domain_bits = mailbox.agrees() ? 0 : domains.bits;
    verdict.add(Sort::domain, domain_bits, domains.is_exact);
    return std::max(0.f, address.bits) + std::max(0.f, address.place_bits) +
           std::max(0.f, phones.bits) + mailbox.bits + std::max(0.f, domain_bits);
}

void take_off(Verdict& verdict, float shared, float most)
{
    if (shared > most)
        verdict.add(Sort::shared, most - shared);
}

void weigh_persons(Verdict& verdict, const Subject& a, const Subject& b, bool has_same_number,
                   float log2_size, float interesting)
{
    using namespace weights;
    const Names names = compare_persons(a, b, log2_size);
    verdict.add(Sort::given_name, names.given.bits, names.given.is_exact);
    verdict.add(Sort::family_name, names.family.bits, names.family.is_exact);
    if (names.is_swapped)
        verdict.add(Sort::swapped_names, -names_swapped);
    const Agreement born = compare_best(a, b, Part::birth_date, birth_date, log2_size);
    verdict.add(Sort::birth_date, born.bits, born.is_exact);

    float shared = 0;
    const bool has_other_name = names.given.differs || names.family.differs;
    const Agreement mail = compare_best(a, b, Part::email, email, log2_size);
    verdict.add(Sort::email, mail.bits, mail.is_exact);
    if (has_other_name)
        shared += std::max(0.f, mail.bits);
    const bool is_unsure = names.given.is_unsure || names.family.is_unsure;
    const float most =
        log2_size * (has_other_name ? (has_same_number ? most_of_known : most_of_shared)
                                    : (is_unsure ? most_of_unsure : most_of_person));
    if (verdict.bits() - shared + most < interesting)
        return;
    const Agreement firm = compare_organisations(a, b, log2_size);
    if (firm.agrees()) {
        const float bits = std::min(firm.bits, employer * log2_size);
        verdict.add(Sort::organisation, bits, firm.is_exact);
        shared += bits;
    } else if (firm.differs) {
        verdict.add(Sort::organisation, -other_employer);
    }
    shared += weigh_shared(verdict, a, b, compare_addresses(a, b, log2_size), log2_size);
    take_off(verdict, shared, most);
}

void weigh_organisations(Verdict& verdict, const Subject& a, const Subject& b, float log2_size)
{
    using namespace weights;
    const Agreement name = compare_organisations(a, b, log2_size);
    verdict.add(Sort::organisation, name.bits, name.is_exact);
    const Agreement mail = compare_best(a, b, Part::email, email, log2_size);
    verdict.add(Sort::email, mail.bits, mail.is_exact);
    const Address address = compare_addresses(a, b, log2_size);
    float shared = weigh_shared(verdict, a, b, address, log2_size);
    if (address.differs || name.differs)
        shared += std::max(0.f, mail.bits);
    if (address.differs)
        take_off(verdict, shared, most_of_branch * log2_size);
    else if (name.differs)
        take_off(verdict, shared, most_of_other_name * log2_size);
}

bool is_person(const Subject& subject)
{
    return subject.has(Part::given_name) || subject.has(Part::family_name);
}

} // namespace

std::string_view name_of(Sort sort)
{
    switch (sort) {
    case Sort::given_name:
        return "given name";
    case Sort::family_name:
        return "family name";
    case Sort::swapped_names:
        return "names changed places";
    case Sort::organisation:
        return "organisation";
    case Sort::birth_date:
        return "date of birth";
    case Sort::identifier:
        return "identifier";
    case Sort::email:
        return "e-mail";
    case Sort::phone:
        return "phone";
    case Sort::domain:
        return "domain";
    case Sort::address:
        return "address";
    case Sort::place:
        return "place";
    case Sort::shared:
        return "shared with others";
    }
    return "";
}

void Verdict::add(Sort sort, float bits, bool is_exact)
{
    m_bits += bits;
    if (bits != 0 && m_count < m_reasons.size())
        m_reasons[m_count++] = {sort, bits, is_exact};
}

Verdict weigh(const Subject& a, const Subject& b, float log2_size, float interesting)
{
    Verdict verdict;
    const Agreement number = compare_best(a, b, Part::identifier, weights::identifier, log2_size);
    verdict.add(Sort::identifier, number.bits, number.is_exact);
    if (is_person(a) || is_person(b))
        weigh_persons(verdict, a, b, number.is_exact, log2_size, interesting);
    else
        weigh_organisations(verdict, a, b, log2_size);
    return verdict;
}

float least_bits(float log2_size)
{
    return log2_size + weights::beyond_chance;
}

} // namespace comity::match
