#pragma once
// From what a card says to what is written: the fields of a contact that differ, its account, its
// further addresses.

#include "exchange/address_book/book.h"
#include "exchange/exchange.h"
#include "record/save/save.h"

namespace comity::exchange {

struct CardContext {
    Transaction& transaction;
    const AddressBook& book;
    const CardContent& content;
    const BookEntry* entry = nullptr; // null: the contact is new
    bool has_seen = false;            // the phone knows the contact as it is now
    std::vector<Id> likely = {};      // accounts of the card's name but for case and accents
};

// Whether that field of a contact, as far as the actor sees it, takes the value.
bool takes_field(const Object& contacts, const Actor& actor, std::string_view field,
                 const Json& value);

// Accounts that are called so but for case and accents, at most two. Looks at all names where none
// is the same: outside the transaction that writes.
std::vector<Id> accounts_called(Engine& engine, const Actor& actor, const std::string& name);

// The fields that differ, without account and address.
Json changed_fields(const CardContext& context);
// Adds `account` to the fields: found by its name, or made. False when neither can be done; the
// card's line is to be kept then.
bool add_account(const CardContext& context, Json& fields);

// How the card's addresses are spread: one in the contact, the others as records of their own.
struct AddressPlan {
    std::optional<CardAddress> main; // what the contact's own becomes; nothing: it stays
    bool empties_main = false;
    struct Change {
        const FurtherAddress* before; // null: it is new
        CardAddress after;
    };
    std::vector<Change> changes;
    std::vector<Id> removed;
    std::vector<std::string> kept; // lines of those that the person may not have as records
};
AddressPlan plan_addresses(const CardContext& context);
void add_main_address(const AddressPlan& plan, Json& fields);
void write_further_addresses(const CardContext& context, const AddressPlan& plan,
                             const Id& contact);

} // namespace comity::exchange
