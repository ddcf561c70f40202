#pragma once
// One contact as an address book has it: what its card is made of, and the card itself.

#include "exchange/address_book/card_content.h"
#include "exchange/exchange.h"
#include "record/access/actor.h"
#include "record/object/record.h"

#include <string>
#include <vector>

namespace comity::exchange {

// One of the contact's further addresses.
struct FurtherAddress {
    Id id;
    std::int64_t version = 0;
    std::string purpose; // office, home, billing …
    std::string name;
    AddressParts parts;
};

struct BookEntry {
    Record contact;
    std::string resource; // the last part of its address in every book: `….vcf`
    std::string uid;
    std::string account;             // its title; "" also for one that may not be seen
    bool has_unseen_account = false; // there is one that may not be seen
    std::vector<FurtherAddress> addresses;
    Id card; // of the contact_card; nil when there is none
    std::int64_t card_version = 0;
    std::vector<KeptLine> properties;
    std::vector<KeptLine> pictures; // only when they were asked for

    Id id() const { return contact.id(); }
    // The contact's own address has no label there; that of the card is kept under this name.
    static constexpr std::string_view main_label_name = "X-COMITY-MAIN";
    std::string main_address_label() const;
    // Changes whenever the card does. With its quotes.
    std::string etag() const;
};

// The name that a contact has in address books before a phone gives it one.
std::string own_resource(const Id& contact);

AddressParts address_of(const Record& contact);
// What a card calls an address: `work`, `home`, or a word of people's own.
std::string label_of_address(const FurtherAddress& address);

enum class CardVersion { v3, v4 };
// The fields that the actor may see.
std::string write_card(const BookEntry& entry, const Actor& actor, CardVersion version);

} // namespace comity::exchange
