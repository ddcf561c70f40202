#pragma once
// Writing through an address book: what a phone puts and removes, each as one change set.

#include "exchange/address_book/book.h"
#include "exchange/exchange.h"

namespace comity::exchange {

struct CardPut {
    std::string resource; // its name in the book
    std::string text;
    std::optional<std::string> if_match; // the ETag that the phone has seen; `*` is any
    bool is_only_new = false;            // If-None-Match: *
    std::string program;                 // User-Agent
};

struct CardOutcome {
    enum class Sort {
        created,
        changed,             // also when nothing differed
        precondition_failed, // nothing was written
        uid_taken,           // nothing was written: that card is in the books as `taken_by`
    } sort = Sort::changed;
    Id contact;
    Id change_set; // nil when nothing was written
    std::string taken_by;
};

// Creates or changes the contact behind a card.
//
// A card whose UID is known makes no second contact: it is `uid_taken`, or, when the contact lies
// in the bin, brings it back. What the card does not have is emptied only when the phone has seen
// the contact as it is now (`if_match`) and the card would have said it; docs/address_books.md has
// the whole. Errors as save.h has them, and Error{malformed} for what is no card.
CardOutcome put_card(Engine& engine, const Actor& actor, BookKind kind, const CardPut& put);

// To the bin. Error{not_found} when there is no such card in the book.
CardOutcome remove_card(Engine& engine, const Actor& actor, BookKind kind,
                        std::string_view resource, const std::optional<std::string>& if_match);

} // namespace comity::exchange
