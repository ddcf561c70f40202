#include "exchange/address_book/book_reading.h"

#include "base/error.h"
#include "base/json.h"
#include "record/object/catalog.h"
#include "store/database.h"

namespace comity::exchange {

BookKind chosen_book(Engine& engine, const Actor& actor)
{
    const auto catalog = engine.catalog();
    const Object& users = catalog->load("user");
    std::string text;
    engine.database().read([&](store::Connection& connection) {
        connection.query({"SELECT t0.\"preferences\" FROM " +
                              store::quote(Catalog::table_of(users)) + " t0 WHERE t0.\"id\" = ?",
                          {actor.user}},
                         [&](const store::Row& row) { text = row.text(0); });
    });
    const Json preferences = text.empty() ? Json() : parse_json(text);
    return preferences.text("address_book") == "all" ? BookKind::all : BookKind::mine;
}

BookEntry BookReading::load_card(std::string_view resource) const
{
    std::vector<BookEntry> found;
    m_engine.database().read([&](store::Connection& connection) {
        found.clear();
        if (const auto id = m_book.find(connection, resource))
            found = m_book.load(connection, {&*id, 1}, Pictures::read);
    });
    if (found.empty())
        throw Error(Cause::not_found, say("address_book.no_such_card"));
    return std::move(found[0]);
}

std::vector<BookEntry> BookReading::page(const Id& after, int limit, Pictures pictures) const
{
    std::vector<BookEntry> page;
    m_engine.database().read([&](store::Connection& connection) {
        page = m_book.page(connection, after, limit, pictures);
    });
    return page;
}

std::vector<BookEntry> BookReading::load_named(std::span<const std::string> resources,
                                               Pictures pictures) const
{
    std::vector<BookEntry> entries;
    m_engine.database().read([&](store::Connection& connection) {
        entries = m_book.load_named(connection, resources, pictures);
    });
    return entries;
}

std::string BookReading::token_now() const
{
    std::string token;
    m_engine.database().read(
        [&](store::Connection& connection) { token = BookChanges(m_book).token_now(connection); });
    return token;
}

std::optional<BookPage> BookReading::changes_after(std::string_view token, int limit,
                                                   Pictures pictures) const
{
    std::optional<BookPage> page;
    m_engine.database().read([&](store::Connection& connection) {
        page = BookChanges(m_book).after(connection, token, limit, pictures);
    });
    return page;
}

} // namespace comity::exchange
