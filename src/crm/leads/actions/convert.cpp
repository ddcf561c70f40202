#include "base/error.h"
#include "base/words/tongue.h"
#include "record/engine.h"
#include "record/save/save.h"
#include "record/settings.h"

#include <array>

namespace comity::crm::actions {

using namespace record;

namespace {

// First and last name from one text: the last word is the family's.
std::array<std::string, 2> split_name(const std::string& name)
{
    const std::size_t space = name.rfind(' ');
    if (space == name.npos)
        return {"", name};
    return {name.substr(0, space), name.substr(space + 1)};
}

// Copies a field that has a value.
void carry(Json& fields, const std::string& to, const Record& lead, std::string_view from)
{
    if (Json value = lead.json(from);
        !value.is_null() && !(value.if_array() && value.if_array()->empty()))
        fields.set(to, std::move(value));
}

std::optional<Id> chosen(Transaction& transaction, const Json& input, std::string_view object)
{
    const auto id = parse_id(input.text(object));
    if (id)
        transaction.load(transaction.catalog().load(object), *id); // must be there and visible
    return id;
}

std::optional<Id> account_for(Transaction& transaction, const Record& lead, const Json& input)
{
    if (const auto existing = chosen(transaction, input, "account"))
        return existing;
    if (!lead.has("company"))
        return std::nullopt; // a person may be a customer without any firm
    Json fields;
    fields.set("name", lead.text("company"));
    carry(fields, "website", lead, "website");
    carry(fields, "owner", lead, "owner");
    return transaction.create(transaction.catalog().load("account"), fields).id;
}

Id contact_for(Transaction& transaction, const Record& lead, const Json& input,
               const std::optional<Id>& account)
{
    if (const auto existing = chosen(transaction, input, "contact"))
        return *existing;
    const auto [first, last] = split_name(lead.text("name"));
    Json fields;
    fields.set("first_name", first).set("last_name", last);
    if (account)
        fields.set("account", format_id(*account));
    carry(fields, "job_title", lead, "job_title");
    carry(fields, "emails", lead, "email");
    carry(fields, "phones", lead, "phone");
    carry(fields, "address", lead, "address");
    carry(fields, "description", lead, "description");
    carry(fields, "tags", lead, "tags");
    carry(fields, "owner", lead, "owner");
    return transaction.create(transaction.catalog().load("contact"), fields).id;
}

Id deal_for(Transaction& transaction, const Record& lead, const Json& input,
            const std::optional<Id>& account, const Id& contact)
{
    Json fields;
    const std::string_view name = input.text("deal_name");
    const std::string whose = lead.has("company") ? lead.text("company") : lead.text("name");
    // A record has one name: that of the firm's language.
    const Tongue firm(transaction.engine().settings().language);
    fields.set("name", name.empty()
                           ? firm.tell(say("business.new_deal_with_whose", {{"whose", whose}}))
                           : std::string(name));
    fields.set("primary_contact", format_id(contact));
    if (account)
        fields.set("account", format_id(*account));
    if (const Json* amount = input.find("deal_amount"); amount && !amount->is_null())
        fields.set("amount", *amount);
    else
        carry(fields, "amount", lead, "estimated_value");
    if (const auto pipeline = input.text("pipeline"); !pipeline.empty())
        fields.set("pipeline", pipeline);
    carry(fields, "owner", lead, "owner");
    return transaction.create(transaction.catalog().load("deal"), fields).id;
}

// What was planned and noted about the lead goes on with the contact.
void move_activities(Transaction& transaction, const Record& lead, const Id& contact)
{
    const Object& activities = transaction.catalog().load("activity");
    const std::string about = "about = \"" + format_id(lead.id()) + "\"";
    const Json to = Json().set("object", "contact").set("id", format_id(contact));
    std::optional<Id> after;
    while (true) {
        const auto page = transaction.find_all(activities, about, 200, after);
        for (const Record& activity : page)
            transaction.update(activities, activity.id(), Json().set("about", to));
        if (page.size() < 200)
            return;
        after = page.back().id();
    }
}

Json convert_lead(Transaction& transaction, const Record& lead, const Json& input)
{
    if (lead.text("status") == "converted")
        throw Error(Cause::conflict, say("business.this_lead_was_converted_already"));
    const auto account = account_for(transaction, lead, input);
    const Id contact = contact_for(transaction, lead, input, account);
    std::optional<Id> deal;
    if (input.flag("create_deal", true))
        deal = deal_for(transaction, lead, input, account, contact);
    transaction.as_program([&] {
        move_activities(transaction, lead, contact);
        Json fields;
        fields.set("status", "converted").set("converted_contact", format_id(contact));
        fields.set("converted_at", format_instant(transaction.at()));
        if (account)
            fields.set("converted_account", format_id(*account));
        if (deal)
            fields.set("converted_deal", format_id(*deal));
        transaction.update(*lead.object, lead.id(), fields);
    });
    Json answer;
    answer.set("account", account ? Json(format_id(*account)) : Json());
    answer.set("contact", format_id(contact));
    answer.set("deal", deal ? Json(format_id(*deal)) : Json());
    return answer;
}

} // namespace

// A qualified lead becomes an account, a contact and a deal: one change set, so one undo.
Action convert()
{
    return {
        .name = "convert",
        .object = "lead",
        .label = "Convert",
        .input = {reference("account", "account"), reference("contact", "contact"),
                  yes_no("create_deal").starts_as("true"), text("deal_name"), money("deal_amount"),
                  reference("pipeline", "pipeline")},
        .when = "status != \"converted\"",
        .run = convert_lead,
    };
}

} // namespace comity::crm::actions
