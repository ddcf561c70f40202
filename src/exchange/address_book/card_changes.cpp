#include "exchange/address_book/card_changes.h"

#include "base/text.h"
#include "record/access/access.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "record/object/rows.h"
#include "store/database.h"

#include <algorithm>

namespace comity::exchange {
namespace {

// As a card can say it: without the ends of lines that cards do not have.
std::string sayable(std::string_view text)
{
    std::string plain(trim(text));
    std::erase(plain, '\r');
    return plain;
}

bool sees(const CardContext& context, std::string_view name)
{
    const Object& contacts = context.book.contacts();
    const Field* field = contacts.find_field(name);
    return field && context.book.actor().may_see(contacts, *field);
}

// What the contact has there now, as text; "" for a new one.
std::string text_now(const CardContext& context, std::string_view name)
{
    if (!context.entry || !context.entry->contact.has(name))
        return "";
    std::string text;
    const Field& field = context.book.contacts().load_field(name);
    kind_of(field).write_text(text, field, context.entry->contact.of(field));
    return text;
}

void add_text(const CardContext& context, std::string_view name,
              const std::optional<std::string>& value, Json& fields)
{
    const std::string now = text_now(context, name);
    if (value && !is_blank(*value)) {
        if (sayable(*value) != sayable(now))
            fields.set(std::string(name), *value);
    } else if (context.has_seen && !now.empty() && sees(context, name)) {
        fields.set(std::string(name), nullptr);
    }
}

void add_name(const CardContext& context, Json& fields)
{
    const CardContent& content = context.content;
    const bool has_none = content.first_name.empty() && content.last_name.empty();
    // A contact that is called by its address has a full name in its card and no other.
    const bool is_called_so = context.entry && !content.full_name.empty() &&
                              content.full_name == text_now(context, "name");
    if (has_none || is_called_so)
        return;
    for (const auto& [name, value] :
         {std::pair{"first_name", &content.first_name}, {"last_name", &content.last_name}})
        if (sees(context, name) && sayable(*value) != sayable(text_now(context, name)))
            fields.set(name, value->empty() ? Json() : Json(*value));
}

const Json::Array& entries_of(const Json& list)
{
    static const Json::Array none;
    const Json::Array* entries = list.if_array();
    return entries ? *entries : none;
}

// E-mail addresses and numbers, in the card's order.
void add_list(const CardContext& context, std::string_view name,
              const std::optional<Json::Array>& sent, Json& fields)
{
    if (!sees(context, name) || (!sent && !context.has_seen))
        return;
    const Json now = context.entry ? context.entry->contact.json(name) : Json(Json::Array{});
    Json::Array list;
    for (Json entry : sent.value_or(Json::Array{})) {
        // The case of a label is ours.
        for (const Json& known : entries_of(now))
            if (known.text("value") == entry.text("value") &&
                lower_ascii(known.text("label")) == lower_ascii(entry.text("label")))
                entry = known;
        if (!entry.find("label"))
            entry.set("label", nullptr);
        list.push_back(std::move(entry));
    }
    for (const Json& known : entries_of(now)) {
        const bool is_sent = std::ranges::any_of(
            list, [&](const Json& one) { return one.text("value") == known.text("value"); });
        if (!context.has_seen && !is_sent)
            list.push_back(known);
    }
    if (list != entries_of(now))
        fields.set(std::string(name), std::move(list));
}

// Many phones know no categories: a card without them says nothing about tags.
void add_tags(const CardContext& context, Json& fields)
{
    if (!context.content.tags || !sees(context, "tags"))
        return;
    Json::Array tags = *context.content.tags;
    const Json now = context.entry ? context.entry->contact.json("tags") : Json(Json::Array{});
    if (!context.has_seen)
        for (const Json& tag : entries_of(now))
            if (std::ranges::find(tags, tag) == tags.end())
                tags.push_back(tag);
    if (tags != entries_of(now))
        fields.set("tags", std::move(tags));
}

// `name = "…"` with the name's own quotes, backslashes and stars meant as they are.
std::string name_filter(const Object& object, std::string_view name)
{
    std::string text = object.title + " = \"";
    for (const char c : name) {
        if (c == '"' || c == '\\' || c == '*')
            text += '\\';
        text += c;
    }
    return text + "\"";
}

} // namespace

bool takes_field(const Object& contacts, const Actor& actor, std::string_view name,
                 const Json& value)
{
    const Field* field = contacts.find_field(name);
    if (!field || !actor.may_see(contacts, *field))
        return false;
    std::vector<Value> cells(static_cast<std::size_t>(field->column_count));
    std::vector<Problem> problems;
    kind_of(*field).parse(*field, value, {}, cells, problems);
    return problems.empty();
}

Json changed_fields(const CardContext& context)
{
    Json fields = Json::Object{};
    const CardContent& content = context.content;
    add_name(context, fields);
    add_text(context, "department", content.department, fields);
    add_text(context, "job_title", content.job_title, fields);
    add_text(context, "birthday", content.birthday, fields);
    add_text(context, "profile", content.profile, fields);
    add_text(context, "description", content.description, fields);
    add_list(context, "emails", content.emails, fields);
    add_list(context, "phones", content.phones, fields);
    add_tags(context, fields);
    return fields;
}

std::vector<Id> accounts_called(Engine& engine, const Actor& actor, const std::string& name)
{
    const auto catalog = engine.catalog();
    const Object& accounts = catalog->load("account");
    std::vector<Id> found;
    if (is_blank(name) || actor.reach(accounts, Verb::read) == Reach::none)
        return found;
    engine.database().read([&](store::Connection& connection) {
        const bool is_postgres = connection.dialect().is_postgres();
        const std::string column = column_sql("t0", accounts.title);
        const std::pair<std::string, std::string> ways[] = {
            {column, name}, {folded_sql(column, is_postgres), fold(name)}};
        found.clear();
        for (const auto& [expression, wanted] : ways) {
            Sql sql;
            sql += "SELECT t0.\"id\" FROM " + store::quote(Catalog::table_of(accounts)) +
                   " t0 WHERE t0.\"deleted_at\" IS NULL AND " + expression + " = ";
            sql.bind(wanted);
            if (const auto rights = access_predicate(*catalog, actor, accounts, Verb::read, "t0"))
                (sql += " AND (").append(*rights) += ")";
            sql += " LIMIT 2";
            connection.query(std::move(sql).statement(),
                             [&](const store::Row& row) { found.push_back(row.id(0)); });
            if (!found.empty())
                return;
        }
    });
    return found;
}

bool add_account(const CardContext& context, Json& fields)
{
    const std::string name = context.content.account.value_or("");
    const bool has_unseen = context.entry && context.entry->has_unseen_account;
    const std::string now = context.entry ? context.entry->account : "";
    if (!sees(context, "account") || has_unseen)
        return name.empty();
    if (name.empty()) {
        if (context.has_seen && !now.empty())
            fields.set("account", nullptr);
        return true;
    }
    if (fold(name) == fold(now))
        return true;
    Transaction& transaction = context.transaction;
    const Object& accounts = context.book.catalog().load("account");
    const Actor& actor = context.book.actor();
    if (actor.reach(accounts, Verb::read) == Reach::none)
        return false;
    const auto found = transaction.find_all(accounts, name_filter(accounts, name), 2);
    const bool is_known = found.size() == 1 || (found.empty() && context.likely.size() == 1);
    if (is_known) {
        fields.set("account", format_id(found.empty() ? context.likely[0] : found[0].id()));
        return true;
    }
    // Of several nobody knows which is meant.
    if (found.size() > 1 || context.likely.size() > 1 ||
        actor.reach(accounts, Verb::create) == Reach::none || length_of(name) > 255)
        return false;
    const Id made = transaction.create(accounts, Json().set(accounts.title, name)).id;
    fields.set("account", format_id(made));
    return true;
}

} // namespace comity::exchange
