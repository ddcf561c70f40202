#include "exchange/address_book/book.h"

#include "base/secret.h"
#include "base/text.h"
#include "record/access/access.h"
#include "record/object/catalog.h"
#include "record/object/rows.h"
#include "record/object/value_bytes.h"
#include "record/object/whole_rows.h"
#include "store/database.h"

#include <algorithm>
#include <map>
#include <set>

namespace comity::exchange {
namespace {

// The entry of that contact among those that are sorted by id.
BookEntry* entry_of(std::vector<BookEntry>& entries, const Id& contact)
{
    const auto found = std::ranges::lower_bound(entries, contact, {}, &BookEntry::id);
    return found != entries.end() && found->id() == contact ? &*found : nullptr;
}

std::vector<Id> ids_of(const std::vector<BookEntry>& entries)
{
    std::vector<Id> ids;
    for (const BookEntry& entry : entries)
        ids.push_back(entry.id());
    return ids;
}

// `WHERE column IN (…)` of what is not in the bin.
Sql of_contacts(std::string_view columns, const Object& object, std::span<const Id> contacts)
{
    Sql sql;
    sql += "SELECT " + std::string(columns) + " FROM " + store::quote(Catalog::table_of(object)) +
           " t0 WHERE t0.\"contact\" IN (";
    append_ids(sql, contacts);
    sql += ") AND t0.\"deleted_at\" IS NULL";
    return sql;
}

} // namespace

AddressBook::AddressBook(Engine& engine, const Actor& actor, BookKind kind)
    : m_catalog(engine.catalog()), m_actor(actor), m_kind(kind),
      m_contacts(m_catalog->load("contact")), m_cards(m_catalog->load("contact_card")),
      m_addresses(m_catalog->load("contact_address")), m_accounts(m_catalog->load("account"))
{
    m_actor.require(m_contacts, Verb::read);
}

Sql AddressBook::rows_of(std::string_view columns, std::string_view table, bool with_bin) const
{
    Sql sql;
    sql += "SELECT " + std::string(columns) + " FROM " + store::quote(table) + " t0 WHERE ";
    sql += with_bin ? "1 = 1" : "t0.\"deleted_at\" IS NULL";
    if (m_kind == BookKind::mine)
        (sql += " AND " + column_sql("t0", m_contacts.owner) + " = ").bind(m_actor.user);
    if (const auto rights = access_predicate(*m_catalog, m_actor, m_contacts, Verb::read, "t0"))
        (sql += " AND (").append(*rights) += ")";
    return sql;
}

std::string AddressBook::fingerprint() const
{
    std::string bytes;
    append_sql_bytes(bytes, rows_of("1", Catalog::table_of(m_contacts), false));
    if (const auto rights = access_predicate(*m_catalog, m_actor, m_accounts, Verb::read, "t0"))
        append_sql_bytes(bytes, *rights);
    bytes += shows_addresses() ? '+' : '-';
    for (const Field& field : m_contacts.fields)
        bytes += m_actor.may_see(m_contacts, field) ? '+' : '-';
    return sha256_hex(bytes).substr(0, 16);
}

bool AddressBook::shows_addresses() const
{
    return m_actor.reach(m_addresses, Verb::read) != Reach::none;
}

std::vector<BookEntry> AddressBook::load(store::Connection& connection,
                                         std::span<const Id> contacts, Pictures pictures) const
{
    if (contacts.empty())
        return {};
    const WholeRows rows(m_contacts);
    Sql sql = rows_of(rows.columns(), Catalog::table_of(m_contacts), false);
    sql += " AND t0.\"id\" IN (";
    append_ids(sql, contacts);
    sql += ") ORDER BY t0.\"id\"";
    std::vector<Record> found;
    connection.query(std::move(sql).statement(),
                     [&](const store::Row& row) { found.push_back(rows.read(row)); });
    return complete(connection, std::move(found), pictures);
}

std::vector<Id> AddressBook::ids_after(store::Connection& connection, const Id& after,
                                       int limit) const
{
    Sql sql = rows_of("t0.\"id\"", Catalog::table_of(m_contacts), false);
    (sql += " AND t0.\"id\" > ").bind(after);
    sql += " ORDER BY t0.\"id\" LIMIT " + std::to_string(limit);
    std::vector<Id> ids;
    connection.query(std::move(sql).statement(),
                     [&](const store::Row& row) { ids.push_back(row.id(0)); });
    return ids;
}

std::vector<BookEntry> AddressBook::page(store::Connection& connection, const Id& after, int limit,
                                         Pictures pictures) const
{
    return load(connection, ids_after(connection, after, limit), pictures);
}

std::vector<BookEntry> AddressBook::complete(store::Connection& connection,
                                             std::vector<Record> contacts, Pictures pictures) const
{
    std::vector<BookEntry> entries;
    for (Record& contact : contacts) {
        BookEntry& entry = entries.emplace_back();
        entry.contact = std::move(contact);
        entry.resource = own_resource(entry.id());
        entry.uid = format_id(entry.id());
    }
    if (entries.empty())
        return entries;
    add_accounts(connection, entries);
    add_cards(connection, entries, pictures);
    if (shows_addresses())
        add_addresses(connection, entries);
    return entries;
}

void AddressBook::add_accounts(store::Connection& connection, std::vector<BookEntry>& entries) const
{
    const Field* title = m_accounts.find_field(m_accounts.title);
    const Field* account = m_contacts.find_field("account");
    if (!account || !m_actor.may_see(m_contacts, *account))
        return;
    std::set<Id> wanted;
    for (const BookEntry& entry : entries)
        if (const auto id = entry.contact.reference("account"))
            wanted.insert(*id);
    std::map<Id, std::string> names;
    if (!wanted.empty() && title && m_actor.may_see(m_accounts, *title) &&
        m_actor.reach(m_accounts, Verb::read) != Reach::none) {
        const std::vector<Id> ids(wanted.begin(), wanted.end());
        Sql sql;
        sql += "SELECT t0.\"id\", " + column_sql("t0", *title) + " FROM " +
               store::quote(Catalog::table_of(m_accounts)) + " t0 WHERE t0.\"id\" IN (";
        append_ids(sql, ids);
        sql += ") AND t0.\"deleted_at\" IS NULL";
        if (const auto rights = access_predicate(*m_catalog, m_actor, m_accounts, Verb::read, "t0"))
            (sql += " AND (").append(*rights) += ")";
        connection.query(std::move(sql).statement(),
                         [&](const store::Row& row) { names[row.id(0)] = row.text(1); });
    }
    for (BookEntry& entry : entries)
        if (const auto id = entry.contact.reference("account")) {
            const auto name = names.find(*id);
            entry.has_unseen_account = name == names.end();
            entry.account = name == names.end() ? "" : name->second;
        }
}

void AddressBook::add_cards(store::Connection& connection, std::vector<BookEntry>& entries,
                            Pictures pictures) const
{
    Sql sql = of_contacts("t0.\"contact\", t0.\"home\", t0.\"id\", t0.\"version\", t0.\"uid\", "
                          "t0.\"resource\", t0.\"properties\"" +
                              std::string(pictures == Pictures::read ? ", t0.\"pictures\"" : ""),
                          m_cards, ids_of(entries));
    connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        BookEntry* entry = entry_of(entries, row.id(0));
        // Cards of what was merged into this contact are out of all books.
        if (!entry || row.text(1) != format_id(entry->id()))
            return;
        entry->card = row.id(2);
        entry->card_version = row.integer(3);
        entry->uid = row.text(4);
        entry->resource = row.text(5);
        entry->properties = read_kept(row.text(6));
        if (pictures == Pictures::read)
            entry->pictures = read_kept(row.text(7));
    });
}

void AddressBook::add_addresses(store::Connection& connection,
                                std::vector<BookEntry>& entries) const
{
    Sql sql = of_contacts("t0.\"contact\", t0.\"id\", t0.\"version\", t0.\"purpose\", t0.\"name\", "
                          "t0.\"address_street\", t0.\"address_city\", t0.\"address_region\", "
                          "t0.\"address_postal_code\", t0.\"address_country\"",
                          m_addresses, ids_of(entries));
    sql += " ORDER BY t0.\"id\"";
    connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        BookEntry* entry = entry_of(entries, row.id(0));
        if (!entry)
            return;
        FurtherAddress& address = entry->addresses.emplace_back();
        address.id = row.id(1);
        address.version = row.integer(2);
        address.purpose = row.text(3);
        address.name = row.text(4);
        for (std::size_t i = 0; i < address.parts.size(); ++i)
            address.parts[i] = row.text(static_cast<int>(i) + 5);
    });
}

std::vector<BookEntry> AddressBook::load_named(store::Connection& connection,
                                               std::span<const std::string> resources,
                                               Pictures pictures) const
{
    std::set<Id> named;
    Sql sql;
    sql += "SELECT t0.\"contact\", t0.\"home\" FROM " + store::quote(Catalog::table_of(m_cards)) +
           " t0 WHERE t0.\"deleted_at\" IS NULL AND t0.\"contact\" IS NOT NULL AND "
           "t0.\"resource\" IN (";
    for (std::size_t i = 0; i < in_list_length(resources.size()); ++i) {
        sql += i ? ", " : "";
        sql.bind(resources.empty() ? "" : resources[std::min(i, resources.size() - 1)]);
    }
    sql += ") LIMIT 5000";
    connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        if (row.text(1) == format_id(row.id(0)))
            named.insert(row.id(0));
    });
    for (const std::string_view resource : resources)
        if (resource.ends_with(".vcf"))
            if (const auto id = parse_id(resource.substr(0, resource.size() - 4)))
                named.insert(*id);
    const std::vector<Id> ids(named.begin(), named.end());
    auto entries = load(connection, ids, pictures);
    std::erase_if(entries, [&](const BookEntry& entry) {
        return std::ranges::find(resources, entry.resource) == resources.end();
    });
    return entries;
}

std::optional<Id> AddressBook::find(store::Connection& connection, std::string_view resource) const
{
    const std::string name(resource);
    const auto found = load_named(connection, {&name, 1}, Pictures::left_out);
    return found.empty() ? std::nullopt : std::optional(found[0].id());
}

std::vector<std::string> AddressBook::names_of_removed(store::Connection& connection,
                                                       std::span<const Id> contacts) const
{
    if (contacts.empty())
        return {};
    std::map<Id, std::string> names;
    for (const std::string& table :
         {Catalog::table_of(m_contacts), Catalog::past_table_of(m_contacts)}) {
        Sql sql = rows_of("DISTINCT t0.\"id\"", table, true);
        sql += " AND t0.\"id\" IN (";
        append_ids(sql, contacts);
        sql += ")";
        connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            names[row.id(0)] = own_resource(row.id(0));
        });
    }
    // A card keeps its name wherever its contact went.
    Sql sql;
    sql += "SELECT t0.\"home\", t0.\"resource\" FROM " + store::quote(Catalog::table_of(m_cards)) +
           " t0 WHERE t0.\"home\" IN (";
    for (std::size_t i = 0; i < in_list_length(contacts.size()); ++i) {
        sql += i ? ", " : "";
        sql.bind(format_id(contacts[std::min(i, contacts.size() - 1)]));
    }
    sql += ")";
    connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        const auto id = parse_id(row.text(0));
        if (const auto known = id ? names.find(*id) : names.end(); known != names.end())
            known->second = row.text(1);
    });
    std::vector<std::string> removed;
    for (auto& [id, name] : names)
        removed.push_back(std::move(name));
    return removed;
}

} // namespace comity::exchange
