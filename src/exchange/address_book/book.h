#pragma once
// Contacts as an address book that phones keep in step with (docs/address_books.md): reading it.
// What a person may see decides what is in it, as everywhere.

#include "exchange/address_book/book_entry.h"
#include "exchange/exchange.h"
#include "record/engine.h"
#include "record/object/sql.h"
#include "store/database.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::exchange {

enum class BookKind {
    mine, // contacts that the person owns
    all,  // every contact that the person may see
};

// For one request, on one thread. Every function works inside the connection that it is given, so
// that a write sees what it writes into.
class AddressBook {
public:
    // Error{forbidden} for who may see no contacts at all.
    AddressBook(Engine& engine, const Actor& actor, BookKind kind);

    enum class Pictures { left_out, read };
    // Those of these contacts that are in the book, by id.
    std::vector<BookEntry> load(store::Connection& connection, std::span<const Id> contacts,
                                Pictures pictures) const;
    // The next ones by id.
    std::vector<BookEntry> page(store::Connection& connection, const Id& after, int limit,
                                Pictures pictures) const;
    std::vector<Id> ids_after(store::Connection& connection, const Id& after, int limit) const;
    // The contact in the book with that name.
    std::optional<Id> find(store::Connection& connection, std::string_view resource) const;
    // Those of these names that are in the book.
    std::vector<BookEntry> load_named(store::Connection& connection,
                                      std::span<const std::string> resources,
                                      Pictures pictures) const;
    // Of those contacts, the names of the ones that were in the book once and are not any more.
    std::vector<std::string> names_of_removed(store::Connection& connection,
                                              std::span<const Id> contacts) const;

    const Object& contacts() const { return m_contacts; }
    const Object& cards() const { return m_cards; }
    const Object& addresses() const { return m_addresses; }
    const Catalog& catalog() const { return *m_catalog; }
    const Actor& actor() const { return m_actor; }
    // What decides who is in the book, as a digest: another one means that all may be others.
    std::string fingerprint() const;
    bool shows_addresses() const;

private:
    Sql rows_of(std::string_view columns, std::string_view table, bool with_bin) const;
    std::vector<BookEntry> complete(store::Connection& connection, std::vector<Record> contacts,
                                    Pictures pictures) const;
    void add_accounts(store::Connection& connection, std::vector<BookEntry>& entries) const;
    void add_cards(store::Connection& connection, std::vector<BookEntry>& entries,
                   Pictures pictures) const;
    void add_addresses(store::Connection& connection, std::vector<BookEntry>& entries) const;

    std::shared_ptr<const Catalog> m_catalog;
    const Actor& m_actor;
    BookKind m_kind;
    const Object& m_contacts;
    const Object& m_cards;
    const Object& m_addresses;
    const Object& m_accounts;
};

} // namespace comity::exchange
