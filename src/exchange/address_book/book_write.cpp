#include "exchange/address_book/book_write.h"

#include "base/error.h"
#include "exchange/address_book/card_changes.h"
#include "record/find/survivors.h"
#include "record/log/text.h"
#include "record/object/catalog.h"
#include "record/save/many.h"
#include "store/database.h"

#include <algorithm>

namespace comity::exchange {
namespace {

using Sort = CardOutcome::Sort;

// The one contact with its pictures, or nothing when it is not in the book.
std::optional<BookEntry> find_entry(const AddressBook& book, store::Connection& connection,
                                    const Id& contact)
{
    auto entries = book.load(connection, {&contact, 1}, AddressBook::Pictures::read);
    if (entries.empty())
        return std::nullopt;
    return std::move(entries[0]);
}

// Locked, and the actor's to write; the entry as it is then.
BookEntry lock_entry(Transaction& transaction, const AddressBook& book, const Id& contact,
                     Verb verb)
{
    book.actor().require(book.contacts(), verb);
    const auto locked = load_many(transaction, book.contacts(), {&contact, 1}, verb);
    if (locked.empty())
        throw Error(Cause::not_found, say("address_book.no_such_card"));
    if (!locked[0].may_write)
        throw Error(Cause::forbidden, say("address_book.your_role_does_not_let"));
    auto entry = find_entry(book, transaction.connection(), contact);
    if (!entry)
        throw Error(Cause::not_found, say("address_book.no_such_card"));
    return *std::move(entry);
}

bool is_as_seen(const std::optional<std::string>& if_match, const BookEntry& entry)
{
    return !if_match || *if_match == "*" || if_match->find(entry.etag()) != std::string::npos;
}

Sentence card_label(std::string_view key, const Id& contact)
{
    return say(key, {{"title", label_mark(contact)}});
}

class CardPutting {
public:
    CardPutting(Transaction& transaction, Engine& engine, const Actor& actor, BookKind kind,
                const CardPut& put, const CardContent& content, std::vector<Id> likely,
                Sentence& label)
        : m_transaction(transaction), m_actor(actor), m_book(engine, actor, kind),
          m_all(engine, actor, BookKind::all), m_put(put), m_content(content),
          m_likely(std::move(likely)), m_label(label)
    {
    }

    CardOutcome run()
    {
        m_was_claimed = is_claimed(name_of(m_content.uid)); // before anything is looked for
        if (const auto contact = m_book.find(m_transaction.connection(), m_put.resource))
            return change(*contact);
        if (m_put.if_match)
            return {Sort::precondition_failed, {}, {}, {}};
        for (const Id& contact : known_by_uid()) {
            if (const auto entry = find_entry(m_all, m_transaction.connection(), contact))
                return refuse_or_change(contact, entry->resource);
            if (bring_back(contact))
                return {Sort::created, contact, {}, {}};
        }
        if (const auto elsewhere = m_all.find(m_transaction.connection(), m_put.resource))
            return refuse_or_change(*elsewhere, m_put.resource);
        return create();
    }

private:
    // On PostgreSQL the same card may have been made beside this one since it was looked for first.
    CardOutcome refuse_or_change(const Id& taken_by, const std::string& resource)
    {
        if (const auto contact = m_book.find(m_transaction.connection(), m_put.resource))
            return change(*contact);
        return {Sort::uid_taken, taken_by, {}, resource};
    }

    CardOutcome change(const Id& contact)
    {
        const BookEntry entry = lock_entry(m_transaction, m_book, contact, Verb::update);
        if (m_put.is_only_new || !is_as_seen(m_put.if_match, entry))
            return {Sort::precondition_failed, contact, {}, {}};
        m_label = card_label("log.card_edited", contact);
        write(&entry, contact, m_put.if_match && *m_put.if_match != "*");
        return {Sort::changed, contact, {}, {}};
    }

    CardOutcome create()
    {
        m_actor.require(m_book.contacts(), Verb::create);
        const CardContext context{m_transaction, m_book, m_content, nullptr, false, m_likely};
        Json fields = changed_fields(context);
        std::vector<std::string> lines = kept_lines(context, fields);
        const AddressPlan plan = plan_addresses(context);
        add_main_address(plan, fields);
        const Id contact = m_transaction.create(m_book.contacts(), fields).id;
        m_label = card_label("log.card_created", contact);
        write_further_addresses(context, plan, contact);
        write_card_of(nullptr, contact, plan, std::move(lines));
        return {Sort::created, contact, {}, {}};
    }

    void write(const BookEntry* entry, const Id& contact, bool has_seen)
    {
        const CardContext context{m_transaction, m_book, m_content, entry, has_seen, m_likely};
        Json fields = changed_fields(context);
        std::vector<std::string> lines = kept_lines(context, fields);
        const AddressPlan plan = plan_addresses(context);
        add_main_address(plan, fields);
        if (!fields.if_object()->empty())
            m_transaction.update(m_book.contacts(), contact, fields);
        write_further_addresses(context, plan, contact);
        write_card_of(entry, contact, plan, std::move(lines));
    }

    // The account comes into the fields; what cannot be said there stays a line.
    std::vector<std::string> kept_lines(const CardContext& context, Json& fields) const
    {
        std::vector<std::string> lines = m_content.properties;
        if (!add_account(context, fields) && m_content.account)
            for (const CardLine& line : read_card_lines(m_put.text))
                if (line.property.name == "ORG")
                    lines.push_back(line.raw);
        return lines;
    }

    // What is kept beside the contact, and under which name the phones know it.
    void write_card_of(const BookEntry* entry, const Id& contact, const AddressPlan& plan,
                       std::vector<std::string> lines)
    {
        lines.insert(lines.end(), plan.kept.begin(), plan.kept.end());
        const std::string program = program_mark(m_put.program);
        auto properties =
            merge_kept(entry ? entry->properties : std::vector<KeptLine>{}, lines, program);
        if (plan.main) {
            std::erase_if(properties, [](const KeptLine& line) {
                return name_of_line(line.text) == BookEntry::main_label_name;
            });
            if (plan.main->label != "work")
                properties.push_back(
                    {{"comity"}, std::string(BookEntry::main_label_name) + ":" + plan.main->label});
        }
        const std::string kept = write_kept(properties);
        const std::string pictures = write_kept(merge_kept(
            entry ? entry->pictures : std::vector<KeptLine>{}, m_content.pictures, program));
        const bool is_new = !entry || entry->card.is_nil();
        const bool has_any = !kept.empty() || !pictures.empty();
        if (entry && is_new && !has_any)
            return;
        Json fields;
        fields.set("properties", kept.empty() ? Json() : Json(kept));
        fields.set("pictures", pictures.empty() ? Json() : Json(pictures));
        if (is_new) {
            const std::string uid = entry                   ? entry->uid
                                    : m_content.uid.empty() ? format_id(contact)
                                                            : m_content.uid;
            fields.set("contact", format_id(contact)).set("home", format_id(contact));
            fields.set("uid", uid).set("name", claim(uid));
            fields.set("resource", entry ? entry->resource : m_put.resource);
        }
        m_transaction.as_program([&] {
            if (is_new)
                m_transaction.create(m_book.cards(), fields);
            else
                m_transaction.update(m_book.cards(), entry->card, fields);
        });
    }

    // Unique, so that of two requests with the same card one waits and finds what the other made.
    std::string claim(const std::string& uid)
    {
        const std::string name = name_of(uid);
        if (!is_claimed(name))
            return name;
        // On PostgreSQL the other may have ended while this one was on its way.
        if (!m_was_claimed && uid == m_content.uid)
            throw Error(Cause::conflict, say("address_book.same_card_was_made_beside"),
                        {{"name", "unique", say("address_book.same_card_was_made_beside")}});
        // By a contact that the person may not see any more.
        return name + " " + format_id(make_id());
    }

    std::string name_of(const std::string& uid) const
    {
        return format_id(m_actor.user) + " " + uid;
    }

    bool is_claimed(const std::string& name)
    {
        bool is_taken = false;
        m_transaction.connection().query(
            {"SELECT 1 FROM \"contact_cards\" WHERE \"name\" = ? AND \"deleted_at\" IS NULL",
             {name}},
            [&](const store::Row&) { is_taken = true; });
        return is_taken;
    }

    // Contacts that this UID has been the card of; what was merged leads to the survivor.
    std::vector<Id> known_by_uid()
    {
        std::vector<Id> known;
        if (m_content.uid.empty())
            return known;
        m_transaction.connection().query(
            {"SELECT \"contact\" FROM \"contact_cards\" WHERE \"uid\" = ? AND "
             "\"deleted_at\" IS NULL AND \"contact\" IS NOT NULL ORDER BY \"id\" LIMIT 100",
             {m_content.uid}},
            [&](const store::Row& row) { known.push_back(row.id(0)); });
        std::string_view own = m_content.uid;
        if (own.starts_with("urn:uuid:"))
            own.remove_prefix(9);
        if (const auto id = parse_id(own)) {
            const auto ends =
                find_survivors(m_transaction.connection(), m_book.contacts(), {&*id, 1});
            known.push_back(ends.empty() ? *id : ends.begin()->second);
        }
        return known;
    }

    // A contact in the bin that the phone still has, or has again.
    bool bring_back(const Id& contact)
    {
        const auto found = load_many(m_transaction, m_book.contacts(), {&contact, 1}, Verb::remove);
        if (found.empty() || !found[0].may_write || !found[0].record.is_in_bin())
            return false;
        m_transaction.restore(m_book.contacts(), contact);
        const auto entry = find_entry(m_all, m_transaction.connection(), contact);
        if (!entry)
            throw Error(Cause::not_found, say("address_book.no_such_card"));
        m_label = card_label("log.card_restored", contact);
        write(&*entry, contact, false);
        if (entry->resource != m_put.resource && !entry->card.is_nil())
            m_transaction.as_program([&] {
                m_transaction.update(m_book.cards(), entry->card,
                                     Json().set("resource", m_put.resource));
            });
        return true;
    }

    Transaction& m_transaction;
    const Actor& m_actor;
    AddressBook m_book;
    AddressBook m_all;
    const CardPut& m_put;
    const CardContent& m_content;
    std::vector<Id> m_likely; // accounts that the card may name
    Sentence& m_label;
    bool m_was_claimed = false;
};

bool is_beaten(const Error& error)
{
    const auto& problems = error.problems();
    return !problems.empty() && problems[0].field == "name" && problems[0].rule == "unique";
}

} // namespace

CardOutcome put_card(Engine& engine, const Actor& actor, BookKind kind, const CardPut& put)
{
    const auto catalog = engine.catalog();
    const Object& contacts = catalog->load("contact");
    const CardContent content = read_card(put.text, [&](std::string_view field, const Json& value) {
        return takes_field(contacts, actor, field, value);
    });
    const std::vector<Id> likely = accounts_called(engine, actor, content.account.value_or(""));
    for (int attempt = 0;; ++attempt) {
        try {
            CardOutcome outcome;
            ChangeSetOptions options;
            const Id change =
                write_change_set(engine, actor, options, [&](Transaction& transaction) {
                    outcome = CardPutting(transaction, engine, actor, kind, put, content, likely,
                                          options.label)
                                  .run();
                });
            outcome.change_set = change;
            return outcome;
        } catch (const Error& error) {
            // Beaten by the same card beside this one: it is there now.
            if (attempt > 2 || !is_beaten(error))
                throw;
        }
    }
}

CardOutcome remove_card(Engine& engine, const Actor& actor, BookKind kind,
                        std::string_view resource, const std::optional<std::string>& if_match)
{
    CardOutcome outcome;
    ChangeSetOptions options;
    outcome.change_set = write_change_set(engine, actor, options, [&](Transaction& transaction) {
        const AddressBook book(engine, actor, kind);
        const auto contact = book.find(transaction.connection(), resource);
        if (!contact)
            throw Error(Cause::not_found, say("address_book.no_such_card"));
        const BookEntry entry = lock_entry(transaction, book, *contact, Verb::remove);
        outcome = {is_as_seen(if_match, entry) ? Sort::changed : Sort::precondition_failed,
                   *contact,
                   {},
                   {}};
        if (outcome.sort == Sort::precondition_failed)
            return;
        options.label = card_label("log.card_deleted", *contact);
        transaction.remove(book.contacts(), *contact);
    });
    return outcome;
}

} // namespace comity::exchange
