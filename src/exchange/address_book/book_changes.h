#pragma once
// What has changed in an address book since a token (RFC 6578), from the change log: cheap, and
// complete in what has gone too.
//
// A token is a place in the log: the number of a change set, a position in it. Before it a phone
// has read the contacts one by one, so its first token also says how far it has come. A token is of
// one person's rights; when those are others (a role, a team, a share), the phone reads all again.

#include "exchange/address_book/book.h"
#include "exchange/exchange.h"

#include <compare>

namespace comity::exchange {

struct BookPage {
    std::vector<BookEntry> changed;
    std::vector<std::string> removed; // by name
    std::string token;                // for the next question
    bool has_more = false;            // ask at once
};

class BookChanges {
public:
    explicit BookChanges(const AddressBook& book) : m_book(book) {}

    // Where the log is now: what a phone that has read all would hold.
    std::string token_now(store::Connection& connection) const;
    // At most `limit` contacts; "" begins. Nothing for a token that is not of this book as this
    // person sees it now: begin again.
    std::optional<BookPage> after(store::Connection& connection, std::string_view token, int limit,
                                  AddressBook::Pictures pictures) const;

private:
    struct Place {
        std::int64_t seq = 0;
        std::int64_t position = 0;
        Id within; // of the contacts that this position is about, those up to this one are told
        bool is_listing = false; // contacts up to `within` are told; the log from there on waits

        auto operator<=>(const Place&) const = default;
    };
    struct Logged;

    std::string format(const Place& place) const;
    std::optional<Place> parse(std::string_view token) const;
    BookPage list(store::Connection& connection, Place place, int limit,
                  AddressBook::Pictures pictures) const;
    std::vector<Logged> read_log(store::Connection& connection, const Place& place) const;
    void name_contacts(store::Connection& connection, std::vector<Logged>& logged) const;
    std::vector<Id> contacts_of(store::Connection& connection, const Id& account, const Id& after,
                                int limit) const;

    const AddressBook& m_book;
};

} // namespace comity::exchange
