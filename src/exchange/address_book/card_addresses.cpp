// Which of a card's addresses is which of ours. A card has them in a row without saying: the same
// text is the same address, then the same label, then what is left in its order.
#include "exchange/address_book/card_changes.h"

#include "base/text.h"

#include <algorithm>

namespace comity::exchange {
namespace {

bool is_empty(const AddressParts& parts)
{
    return std::ranges::all_of(parts, [](const auto& part) { return is_blank(part); });
}

bool are_same(const AddressParts& a, const AddressParts& b)
{
    for (std::size_t i = 0; i < a.size(); ++i)
        if (trim(a[i]) != trim(b[i]))
            return false;
    return true;
}

// One of ours, which one of the card's may be.
struct Place {
    const FurtherAddress* further = nullptr; // null: the contact's own
    AddressParts parts;
    std::string label;
    const CardAddress* taken_by = nullptr;
};

std::string purpose_of(std::string_view label, std::string& name)
{
    const std::string word = lower_ascii(label);
    if (word == "work")
        return "office";
    for (const char* purpose : {"home", "billing", "delivery"})
        if (word == purpose)
            return purpose;
    if (word == "holiday home" || word == "holiday")
        return "holiday";
    if (!word.empty() && word != "other")
        name = label;
    return "other";
}

Json json_of(const AddressParts& parts)
{
    static constexpr const char* names[] = {"street", "city", "region", "postal_code", "country"};
    Json address = Json::Object{};
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (!parts[i].empty())
            address.set(names[i], parts[i]);
    return address;
}

class Spreading {
public:
    explicit Spreading(const CardContext& context) : m_context(context)
    {
        const Object& contacts = context.book.contacts();
        const Field* field = contacts.find_field("address");
        m_has_main = field && context.book.actor().may_see(contacts, *field);
        if (m_has_main)
            m_places.push_back(main_place());
        if (context.entry)
            for (const FurtherAddress& one : context.entry->addresses)
                m_places.push_back({&one, one.parts, label_of_address(one)});
        for (const CardAddress& address : *context.content.addresses)
            m_left.push_back(&address);
    }

    AddressPlan plan()
    {
        match([](const Place& place, const CardAddress& address) {
            return are_same(place.parts, address.parts) && place.label == address.label;
        });
        match([](const Place& place, const CardAddress& address) {
            return are_same(place.parts, address.parts);
        });
        match([](const Place& place, const CardAddress& address) {
            return place.label == address.label && !is_empty(place.parts);
        });
        match([&](const Place&, const CardAddress&) { return true; });
        AddressPlan plan;
        for (const Place& place : m_places)
            settle(place, plan);
        for (const CardAddress* address : m_left)
            if (m_context.book.shows_addresses())
                plan.changes.push_back({nullptr, *address});
            else
                plan.kept.push_back(address->raw);
        return plan;
    }

private:
    Place main_place() const
    {
        if (!m_context.entry)
            return {};
        return {nullptr, address_of(m_context.entry->contact),
                m_context.entry->main_address_label()};
    }

    template <class Fits> void match(Fits fits)
    {
        for (Place& place : m_places) {
            if (place.taken_by)
                continue;
            const auto found = std::ranges::find_if(
                m_left, [&](const CardAddress* address) { return fits(place, *address); });
            if (found == m_left.end())
                continue;
            place.taken_by = *found;
            m_left.erase(found);
        }
    }

    void settle(const Place& place, AddressPlan& plan) const
    {
        const CardAddress* address = place.taken_by;
        if (!address) {
            if (!m_context.has_seen)
                return;
            if (place.further)
                plan.removed.push_back(place.further->id);
            else
                plan.empties_main = !is_empty(place.parts);
            return;
        }
        if (are_same(place.parts, address->parts) && place.label == address->label)
            return;
        if (place.further)
            plan.changes.push_back({place.further, *address});
        else
            plan.main = *address;
    }

    const CardContext& m_context;
    bool m_has_main = false;
    std::vector<Place> m_places;
    std::vector<const CardAddress*> m_left;
};

} // namespace

AddressPlan plan_addresses(const CardContext& context)
{
    if (context.content.addresses)
        return Spreading(context).plan();
    if (!context.has_seen || !context.entry)
        return {};
    // The card had them when the phone read it, and has none now.
    CardContent content;
    content.addresses.emplace();
    return Spreading({context.transaction, context.book, content, context.entry, true}).plan();
}

void add_main_address(const AddressPlan& plan, Json& fields)
{
    if (plan.main)
        fields.set("address", json_of(plan.main->parts));
    else if (plan.empties_main)
        fields.set("address", nullptr);
}

void write_further_addresses(const CardContext& context, const AddressPlan& plan, const Id& contact)
{
    const Object& addresses = context.book.addresses();
    for (const AddressPlan::Change& change : plan.changes) {
        Json fields;
        std::string name;
        const std::string purpose = purpose_of(change.after.label, name);
        fields.set("address", json_of(change.after.parts));
        if (!change.before || label_of_address(*change.before) != change.after.label)
            fields.set("purpose", purpose).set("name", name.empty() ? Json() : Json(name));
        if (change.before)
            context.transaction.update(addresses, change.before->id, fields);
        else
            context.transaction.create(addresses, fields.set("contact", format_id(contact)));
    }
    for (const Id& id : plan.removed)
        context.transaction.remove(addresses, id);
}

} // namespace comity::exchange
