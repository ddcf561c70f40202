#pragma once
// What is asked of an address book over HTTP: each question is a read of its own.

#include "exchange/address_book/book.h"
#include "exchange/address_book/book_changes.h"
#include "exchange/exchange.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::exchange {

// The book that the person's phones are shown: the preference `address_book` of /me.
BookKind chosen_book(Engine& engine, const Actor& actor);

// For one request, on one thread; the actor must live as long.
class BookReading {
public:
    using Pictures = AddressBook::Pictures;

    // Error{forbidden} for who may see no contacts at all.
    BookReading(Engine& engine, const Actor& actor, BookKind kind)
        : m_engine(engine), m_book(engine, actor, kind)
    {
    }

    const Object& contacts() const { return m_book.contacts(); }
    // With its pictures. Error{not_found} when there is no card of that name in the book.
    BookEntry load_card(std::string_view resource) const;
    // The next ones by id.
    std::vector<BookEntry> page(const Id& after, int limit, Pictures pictures) const;
    // Those of these names that are in the book.
    std::vector<BookEntry> load_named(std::span<const std::string> resources,
                                      Pictures pictures) const;
    // As BookChanges has them.
    std::string token_now() const;
    std::optional<BookPage> changes_after(std::string_view token, int limit,
                                          Pictures pictures) const;

private:
    Engine& m_engine;
    AddressBook m_book;
};

} // namespace comity::exchange
