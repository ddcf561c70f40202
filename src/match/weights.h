#pragma once
// All that is weighed, in one table. Bits for agreement follow Fellegi and Sunter, "A Theory for
// Record Linkage" (1969): the logarithm of how much likelier two records of one thing agree than
// two of different things. How likely the latter are to agree follows from how common the value is
// (Winkler, "Frequency-Based Matching in Fellegi-Sunter Model of Record Linkage", 1989): a value
// that f of N records have weighs log2(N / f). Errors and dependence make less of it, so each kind
// has a most, as a share of log2(N), which is what singles out one record. The figures are round
// and were set by reasoning and by looking at files of different sorts; none was fitted to truth.

namespace comity::match {

struct Weight {
    float most;    // bits that agreement is worth at most, in shares of log2(N)
    float slipped; // share that is left with one or two slips of the keyboard
    float against; // bits that are taken off for a clear difference
};

namespace weights {

// Persons. A different given name is the sign of another member of the family.
inline constexpr Weight given_name = {.75f, .75f, 5};
inline constexpr Weight family_name = {.75f, .75f, 4};
inline constexpr Weight birth_date = {1.1f, .6f, 5};
// A number that one alone has, so agreement says more than that few have it.
inline constexpr Weight identifier = {1.3f, .6f, 5};
inline constexpr Weight email = {1.3f, .6f, 2};
inline constexpr float other_mailbox = 5; // taken off for two mailboxes of one domain
inline constexpr Weight shared_email = {.8f, 0, 0};
inline constexpr float names_swapped = 1;  // taken off when given and family name changed places
inline constexpr float name_implied = .5f; // share of an initial, or a name that is part of another

// Organisations: the words of the name together, each by how rare it is.
inline constexpr Weight organisation = {1, .8f, 4};
inline constexpr float word_implied = .5f; // share of a word's bits for an initial or abbreviation
inline constexpr float other_employer = 2; // taken off persons of two firms; people do change them
inline constexpr float employer = .5f;     // most for colleagues, in shares of log2(N)

// Where and how to reach them.
inline constexpr Weight street_number = {.75f, .25f, 4};
inline constexpr Weight street = {.75f, .6f, 3};
inline constexpr Weight locality = {.6f, .6f, .5f};
inline constexpr Weight place = {.7f, .75f, 2};
inline constexpr Weight postcode = {.6f, .6f, 2.5f};
inline constexpr Weight region = {.15f, 0, .5f};
inline constexpr Weight phone = {.9f, .4f, 1};
inline constexpr Weight domain = {.7f, 0, 1};

// The parts of an address go together, and so do a firm's address, telephone and domain: what they
// say in sum is bounded, in shares of log2(N). The less the names or the towns agree, the more
// likely is it that people share a home or a firm, and a firm's branches its name and telephone.
inline constexpr float most_of_address = 1.7f;
inline constexpr float most_of_person = 2.2f;     // names agree or are not known
inline constexpr float most_of_shared = .5f;      // either name is another
inline constexpr float most_of_known = 1;         // but an identifier is the same
inline constexpr float most_of_unsure = 1;        // a name is like the other's, but only so
inline constexpr float most_of_other_name = 1.7f; // an organisation's name is another
inline constexpr float most_of_branch = .3f;      // the address is another

// Two records are proposed as one when they agree in more than chance finds among all pairs:
// log2(N), and this more, which asks for odds of 32 to 1.
inline constexpr float beyond_chance = 5;
// Most holders of a blocking key whose pairs are looked at.
inline constexpr unsigned most_in_block = 80;

} // namespace weights
} // namespace comity::match
