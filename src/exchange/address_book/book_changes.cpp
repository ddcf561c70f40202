#include "exchange/address_book/book_changes.h"

#include "base/text.h"
#include "record/log/text.h"
#include "record/object/catalog.h"
#include "record/object/rows.h"
#include "store/database.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace comity::exchange {
namespace {

constexpr std::string_view scheme = "urn:comity:contacts:1:";
constexpr int log_rows = 5'000; // looked at in one go
constexpr int most_goes = 10;   // of one question
constexpr std::int64_t minute_us = 60'000'000;
constexpr std::int64_t day_us = 86'400'000'000;

std::optional<std::int64_t> number_of(std::string_view text)
{
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || number < 0)
        return std::nullopt;
    return number;
}

std::int64_t last_seq(store::Connection& connection)
{
    std::int64_t seq = 0;
    connection.query({"SELECT MAX(\"seq\") FROM \"change_set\"", {}},
                     [&](const store::Row& row) { seq = row.is_null(0) ? 0 : row.integer(0); });
    return seq;
}

// The last change set before which nothing can appear any more. Change sets in parts grow until
// they are closed. On PostgreSQL a number may become durable after a higher one: a recent gap is
// one that is still on its way, or one that was given up.
std::int64_t settled_seq(store::Connection& connection)
{
    const std::int64_t last = last_seq(connection);
    std::int64_t settled = last;
    std::int64_t before = 0;
    const Instant recent{now().us - minute_us};
    if (connection.dialect().is_postgres())
        connection.query({"SELECT \"seq\", \"at\" FROM \"change_set\" WHERE \"seq\" > ? "
                          "ORDER BY \"seq\"",
                          {std::max<std::int64_t>(last - 64, 0)}},
                         [&](const store::Row& row) {
                             const std::int64_t seq = row.integer(0);
                             const bool is_gap = before > 0 && seq > before + 1;
                             if (is_gap && row.instant(1) > recent)
                                 settled = std::min(settled, before);
                             before = seq;
                         });
    connection.query({"SELECT MIN(s.\"seq\") FROM \"open_change_set\" o JOIN \"change_set\" s "
                      "ON s.\"id\" = o.\"id\" WHERE o.\"at\" > ?",
                      {Instant{now().us - day_us}}},
                     [&](const store::Row& row) {
                         if (!row.is_null(0))
                             settled = std::min(settled, row.integer(0) - 1);
                     });
    return settled;
}

} // namespace

// An entry of the log, and the contacts that it is about.
struct BookChanges::Logged {
    std::int64_t seq = 0;
    std::int64_t position = 0;
    std::string object;
    Id record;
    Id contact; // nil: none, or all of an account
    bool is_account = false;
};

std::string BookChanges::format(const Place& place) const
{
    return std::string(scheme) + (place.is_listing ? "list:" : "log:") + std::to_string(place.seq) +
           ":" + std::to_string(place.position) + ":" + format_id(place.within) + ":" +
           m_book.fingerprint();
}

std::optional<BookChanges::Place> BookChanges::parse(std::string_view token) const
{
    if (!token.starts_with(scheme))
        return std::nullopt;
    token.remove_prefix(scheme.size());
    const auto parts = split(token, ':');
    if (parts.size() != 5 || (parts[0] != "list" && parts[0] != "log") ||
        parts[4] != m_book.fingerprint())
        return std::nullopt;
    const auto seq = number_of(parts[1]), position = number_of(parts[2]);
    const auto within = parse_id(parts[3]);
    if (!seq || !position || !within)
        return std::nullopt;
    return Place{*seq, *position, *within, parts[0] == "list"};
}

std::string BookChanges::token_now(store::Connection& connection) const
{
    return format({settled_seq(connection) + 1, 0, {}, false});
}

BookPage BookChanges::list(store::Connection& connection, Place place, int limit,
                           AddressBook::Pictures pictures) const
{
    BookPage page;
    page.changed = m_book.page(connection, place.within, limit, pictures);
    page.has_more = static_cast<int>(page.changed.size()) == limit;
    place.is_listing = page.has_more;
    place.within = page.has_more ? page.changed.back().id() : Id{};
    page.token = format(place);
    return page;
}

std::vector<BookChanges::Logged> BookChanges::read_log(store::Connection& connection,
                                                       const Place& place) const
{
    std::vector<Logged> logged;
    const auto read = [&](const char* sets, std::int64_t position) {
        Sql sql;
        sql += "SELECT s.\"seq\", c.\"position\", c.\"object\", c.\"record\", c.\"verb\", CASE "
               "WHEN c.\"object\" = 'account' THEN c.\"fields\" END FROM \"change_set\" s "
               "JOIN \"change\" c ON c.\"change_set\" = s.\"id\" WHERE s.\"seq\" ";
        (sql += sets).bind(place.seq);
        (sql += " AND c.\"position\" >= ").bind(position);
        sql += " ORDER BY s.\"seq\", c.\"position\" LIMIT ";
        sql.bind(std::int64_t{log_rows} - static_cast<std::int64_t>(logged.size()));
        connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            Logged& one = logged.emplace_back();
            one.seq = row.integer(0);
            one.position = row.integer(1);
            one.object = row.text(2);
            one.record = row.id(3);
            if (one.object != "account")
                return;
            // Cards name the account; nothing else of it is in them.
            const auto fields = row.text(4) == "update" ? logged_fields(row.text(5))
                                                        : std::vector<std::string>{"name"};
            one.is_account = std::ranges::find(fields, "name") != fields.end();
        });
    };
    read("= ", place.position);
    if (logged.size() < log_rows)
        read("> ", 0);
    return logged;
}

// Cards and further addresses are told of as the contacts that they are of.
void BookChanges::name_contacts(store::Connection& connection, std::vector<Logged>& logged) const
{
    for (const Object* object : {&m_book.cards(), &m_book.addresses()}) {
        std::set<Id> wanted;
        for (const Logged& one : logged)
            if (one.object == object->name)
                wanted.insert(one.record);
        std::map<Id, Id> contacts;
        const std::vector<Id> ids(wanted.begin(), wanted.end());
        for (std::size_t from = 0; from < ids.size(); from += 500) {
            Sql sql;
            sql += "SELECT t0.\"id\", t0.\"contact\" FROM " +
                   store::quote(Catalog::table_of(*object)) + " t0 WHERE t0.\"id\" IN (";
            append_ids(sql,
                       std::span(ids).subspan(from, std::min<std::size_t>(500, ids.size() - from)));
            sql += ") AND t0.\"contact\" IS NOT NULL";
            connection.query(std::move(sql).statement(),
                             [&](const store::Row& row) { contacts[row.id(0)] = row.id(1); });
        }
        for (Logged& one : logged)
            if (one.object == object->name)
                one.contact = contacts[one.record];
    }
    for (Logged& one : logged)
        if (one.object == m_book.contacts().name)
            one.contact = one.record;
}

std::vector<Id> BookChanges::contacts_of(store::Connection& connection, const Id& account,
                                         const Id& after, int limit) const
{
    std::vector<Id> ids;
    connection.query({"SELECT t0.\"id\" FROM " +
                          store::quote(Catalog::table_of(m_book.contacts())) +
                          " t0 WHERE t0.\"account\" = ? AND t0.\"id\" > ? ORDER BY t0.\"id\" "
                          "LIMIT ?",
                      {account, after, std::int64_t{limit}}},
                     [&](const store::Row& row) { ids.push_back(row.id(0)); });
    return ids;
}

std::optional<BookPage> BookChanges::after(store::Connection& connection, std::string_view token,
                                           int limit, AddressBook::Pictures pictures) const
{
    const std::int64_t settled = settled_seq(connection);
    Place place{settled + 1, 0, {}, true};
    if (!token.empty()) {
        const auto parsed = parse(token);
        // A log that is shorter than the token is another one: an older backup.
        if (!parsed || parsed->seq > last_seq(connection) + 1)
            return std::nullopt;
        place = *parsed;
    }
    if (place.is_listing)
        return list(connection, place, limit, pictures);

    std::set<Id> touched;
    const auto room = [&] { return limit - static_cast<int>(touched.size()); };
    bool has_more = true;
    for (int go = 0; go < most_goes && has_more && room() > 0; ++go) {
        auto logged = read_log(connection, place);
        name_contacts(connection, logged);
        has_more = logged.size() == log_rows;
        for (const Logged& one : logged) {
            if (room() <= 0) {
                has_more = true;
                break;
            }
            const bool goes_on = place.seq == one.seq && place.position == one.position;
            place = {one.seq, one.position, goes_on ? place.within : Id{}, false};
            if (one.is_account) {
                const auto ids = contacts_of(connection, one.record, place.within, room());
                const bool is_cut = static_cast<int>(ids.size()) == room();
                touched.insert(ids.begin(), ids.end());
                if (is_cut) {
                    place.within = ids.back();
                    has_more = true;
                    break;
                }
            } else if (!one.contact.is_nil()) {
                touched.insert(one.contact);
            }
            place = {one.seq, one.position + 1, {}, false};
        }
    }

    BookPage page;
    const std::vector<Id> ids(touched.begin(), touched.end());
    page.changed = m_book.load(connection, ids, pictures);
    std::vector<Id> gone;
    for (const Id& id : ids)
        if (std::ranges::find(page.changed, id, &BookEntry::id) == page.changed.end())
            gone.push_back(id);
    page.removed = m_book.names_of_removed(connection, gone);
    page.has_more = has_more;
    // What may still grow is told again by the next question rather than missed.
    page.token = format(has_more ? place : Place{settled + 1, 0, {}, false});
    return page;
}

} // namespace comity::exchange
