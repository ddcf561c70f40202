#include "exchange/address_book/book_entry.h"

#include "base/secret.h"
#include "base/text.h"
#include "exchange/address_book/card_labels.h"
#include "exchange/export/cards.h"
#include "record/object/kind.h"
#include "record/object/label.h"

#include <algorithm>

namespace comity::exchange {
namespace {

// The line that the names without a field were kept in: `N:;;Maria;Dr.;`.
std::vector<std::string> further_names(const BookEntry& entry)
{
    std::vector<std::string> parts;
    for (const KeptLine& line : entry.properties)
        if (line.text.starts_with("N:"))
            parts = card_parts(std::string_view(line.text).substr(2), ';');
    parts.resize(5);
    return parts;
}

std::string joined(std::initializer_list<std::string_view> parts)
{
    std::string text;
    for (const std::string_view part : parts)
        if (!part.empty())
            text.append(text.empty() ? "" : " ").append(part);
    return text;
}

class CardWriter {
public:
    CardWriter(const BookEntry& entry, const Actor& actor, CardVersion version)
        : m_entry(entry), m_record(entry.contact), m_actor(actor), m_version(version)
    {
    }

    std::string write()
    {
        line("BEGIN:VCARD");
        line(m_version == CardVersion::v3 ? "VERSION:3.0" : "VERSION:4.0");
        line("PRODID:-//Comity//Address book//EN");
        line("UID:" + escaped_card_text(m_entry.uid));
        names();
        const std::string department = text("department");
        if (!m_entry.account.empty() || !department.empty())
            line("ORG:" + escaped_card_text(m_entry.account) +
                 (department.empty() ? "" : ";" + escaped_card_text(department)));
        plain("TITLE", "job_title");
        several("EMAIL", "emails");
        several("TEL", "phones");
        addresses();
        plain("BDAY", "birthday");
        plain("URL", "profile");
        plain("NOTE", "description");
        tags();
        for (const auto* lines : {&m_entry.properties, &m_entry.pictures})
            for (const KeptLine& kept : *lines)
                if (!is_said(kept))
                    line(fitting(kept.text));
        line("END:VCARD");
        return std::move(m_out);
    }

private:
    bool sees(std::string_view name) const
    {
        const Field* field = m_record.object->find_field(name);
        return field && m_actor.may_see(*m_record.object, *field);
    }

    std::string text(std::string_view name) const
    {
        if (!sees(name) || !m_record.has(name))
            return "";
        if (const auto date = m_record.date(name))
            return format_date(*date);
        return m_record.text(name);
    }

    void line(std::string_view whole) { append_card_line(m_out, whole); }

    void plain(std::string_view property, std::string_view name)
    {
        if (const std::string value = text(name); !value.empty()) {
            m_said.push_back(std::string(property));
            line(std::string(property) + ":" + escaped_card_text(value));
        }
    }

    void names()
    {
        const auto more = further_names(m_entry);
        const std::string first = text("first_name"), last = text("last_name");
        const std::string full = joined({more[3], first, more[2], last, more[4]});
        line("FN:" + escaped_card_text(full.empty() ? text("name") : full));
        std::string name = "N:" + escaped_card_text(last) + ";" + escaped_card_text(first);
        for (std::size_t i = 2; i < 5; ++i)
            name += ";" + escaped_card_text(more[i]);
        line(name);
        m_said.emplace_back("N");
        if (!m_entry.account.empty())
            m_said.emplace_back("ORG");
    }

    void labelled(std::string_view property, std::string_view label, std::string_view value)
    {
        if (const auto types = types_of_label(label)) {
            line(std::string(property) + *types + ":" + std::string(value));
            return;
        }
        // A group of our own, which no program's `item1` is.
        const std::string group = "label" + std::to_string(++m_groups);
        line(group + "." + std::string(property) + ":" + std::string(value));
        line(group + ".X-ABLabel:" + escaped_card_text(label));
    }

    void several(std::string_view property, std::string_view name)
    {
        const std::string lines = text(name);
        for (const std::string_view one : split(lines, '\n')) {
            const std::size_t tab = one.find('\t');
            if (!one.empty())
                labelled(property, tab == one.npos ? "" : one.substr(tab + 1),
                         escaped_card_text(one.substr(0, tab)));
        }
    }

    void address(std::string_view label, const AddressParts& parts)
    {
        std::string value = ";;";
        for (std::size_t i = 0; i < parts.size(); ++i)
            value += (i ? ";" : "") + escaped_card_text(parts[i]);
        if (std::ranges::any_of(parts, [](const auto& part) { return !part.empty(); }))
            labelled("ADR", label, value);
    }

    void addresses()
    {
        if (sees("address"))
            address(m_entry.main_address_label(), address_of(m_record));
        for (const FurtherAddress& one : m_entry.addresses)
            address(label_of_address(one), one.parts);
    }

    void tags()
    {
        std::string list;
        const std::string lines = text("tags");
        for (const std::string_view tag : split(lines, '\n'))
            if (!tag.empty())
                list +=
                    (list.empty() ? "" : ",") + escaped_card_text(tag.substr(0, tag.find('\t')));
        if (!list.empty())
            line("CATEGORIES:" + list);
    }

    // What has one place in a card and stands in it already, and what is only for us.
    bool is_said(const KeptLine& kept) const
    {
        const std::string name = name_of_line(kept.text);
        return name == BookEntry::main_label_name ||
               (name != "URL" && std::ranges::find(m_said, name) != m_said.end());
    }

    // A picture inside the card is written in another way by each version.
    std::string fitting(const std::string& kept) const
    {
        const std::string name = name_of_line(kept);
        const std::size_t colon = kept.find(':');
        if (name != "PHOTO" && name != "LOGO")
            return kept;
        const std::string head = lower_ascii(kept.substr(0, colon));
        const std::string value = kept.substr(colon + 1);
        const bool is_inside = head.find("encoding=b") != std::string::npos;
        const bool is_data = value.starts_with("data:image/");
        if (m_version == CardVersion::v4 && is_inside) {
            const bool is_png = head.find("png") != std::string::npos;
            return name + ":data:image/" + (is_png ? "png" : "jpeg") + ";base64," + value;
        }
        const std::size_t comma = value.find(',');
        if (m_version == CardVersion::v4 || !is_data || comma == std::string::npos)
            return kept;
        const bool is_png = value.starts_with("data:image/png");
        return name + ";ENCODING=b;TYPE=" + (is_png ? "PNG:" : "JPEG:") + value.substr(comma + 1);
    }

    const BookEntry& m_entry;
    const Record& m_record;
    const Actor& m_actor;
    CardVersion m_version;
    std::string m_out;
    int m_groups = 0;
    std::vector<std::string> m_said;
};

} // namespace

std::string BookEntry::etag() const
{
    std::string parts = account;
    for (const FurtherAddress& address : addresses)
        parts += " " + format_id(address.id) + " " + std::to_string(address.version);
    return "\"" + std::to_string(contact.version()) + "-" + std::to_string(card_version) + "-" +
           sha256_hex(parts).substr(0, 8) + "\"";
}

std::string BookEntry::main_address_label() const
{
    for (const KeptLine& line : properties)
        if (name_of_line(line.text) == main_label_name)
            return line.text.substr(line.text.find(':') + 1);
    return "work";
}

std::string own_resource(const Id& contact)
{
    return format_id(contact) + ".vcf";
}

AddressParts address_of(const Record& contact)
{
    AddressParts parts;
    const Field* field = contact.object->find_field("address");
    if (!field || facts_of(*field).sense != Sense::postal)
        return parts;
    const auto cells = contact.of(*field);
    for (std::size_t i = 0; i < parts.size() && i < cells.size(); ++i)
        if (const auto* text = std::get_if<std::string>(&cells[i]))
            parts[i] = *text;
    return parts;
}

std::string label_of_address(const FurtherAddress& address)
{
    if (!address.name.empty())
        return address.name;
    if (address.purpose == "office")
        return "work";
    if (address.purpose == "home" || address.purpose == "other")
        return address.purpose;
    return address.purpose == "holiday" ? "Holiday home" : label_from(address.purpose);
}

std::string write_card(const BookEntry& entry, const Actor& actor, CardVersion version)
{
    return CardWriter(entry, actor, version).write();
}

} // namespace comity::exchange
