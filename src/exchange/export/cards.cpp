#include "exchange/export/cards.h"

#include "base/text.h"
#include "exchange/export.h"
#include "record/object/kind.h"

namespace comity::exchange {
std::string escaped_card_text(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (c == '\n')
            out += "\\n";
        else if (c == '\\' || c == ',' || c == ';')
            out.append("\\").append(1, c);
        else if (c != '\r')
            out += c;
    }
    return out;
}

void append_card_line(std::string& out, std::string_view line)
{
    std::size_t most = 75;
    while (line.size() > most) {
        std::size_t cut = most;
        while ((static_cast<unsigned char>(line[cut]) & 0xc0) == 0x80)
            --cut;
        out.append(line.substr(0, cut)).append("\r\n ");
        line.remove_prefix(cut);
        most = 74;
    }
    out.append(line).append("\r\n");
}

namespace {

class Card {
public:
    Card(std::string& out, const Record& record, const std::function<bool(const Field&)>& sees)
        : m_out(out), m_record(record), m_sees(sees)
    {
    }

    void write(std::string_view account)
    {
        m_out += "BEGIN:VCARD\r\nVERSION:4.0\r\n";
        line("UID:urn:uuid:" + format_id(m_record.id()));
        const std::string first = text("first_name"), last = text("last_name");
        const std::string full = text("name");
        line("FN:" +
             escaped_card_text(!full.empty() ? full : first + (first.empty() ? "" : " ") + last));
        line("N:" + escaped_card_text(last) + ";" + escaped_card_text(first) + ";;;");
        const std::string unit = text("department");
        if (!account.empty() || !unit.empty())
            line("ORG:" + escaped_card_text(account) +
                 (unit.empty() ? "" : ";" + escaped_card_text(unit)));
        plain("TITLE", "job_title");
        several("EMAIL", "emails");
        several("TEL", "phones");
        address();
        birthday();
        plain("URL", "profile");
        plain("NOTE", "description");
        m_out += "END:VCARD\r\n";
    }

private:
    const Field* field(std::string_view name) const
    {
        const Field* found = m_record.object->find_field(name);
        return found && m_sees(*found) && m_record.has(*found) ? found : nullptr;
    }

    std::string text(std::string_view name) const
    {
        return field(name) ? m_record.text(name) : std::string();
    }

    void line(const std::string& whole) { append_card_line(m_out, whole); }

    void plain(std::string_view property, std::string_view name)
    {
        if (const std::string value = text(name); !value.empty())
            line(std::string(property) + ":" + escaped_card_text(value));
    }

    void several(std::string_view property, std::string_view name)
    {
        const Field* found = field(name);
        const auto* lines = found ? std::get_if<std::string>(&m_record.of(*found)[0]) : nullptr;
        if (!lines)
            return;
        for (const std::string_view one : split(*lines, '\n')) {
            const std::size_t tab = one.find('\t');
            const std::string label = tab == one.npos ? "" : lower_ascii(one.substr(tab + 1));
            const bool is_known = label == "work" || label == "home" || label == "mobile" ||
                                  label == "fax" || label == "pager" || label == "other";
            const std::string type =
                is_known ? ";TYPE=" + (label == "mobile" ? std::string("cell") : label) : "";
            line(std::string(property) + type + ":" + escaped_card_text(one.substr(0, tab)));
        }
    }

    void address()
    {
        const Field* found = m_record.object->find_field("address");
        if (!found || facts_of(*found).sense != Sense::postal || !m_sees(*found))
            return;
        std::string value = "ADR:;;";
        bool has_any = false;
        const auto cells = m_record.of(*found);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const auto* part = std::get_if<std::string>(&cells[i]);
            has_any |= part != nullptr;
            value += (i ? ";" : "") + (part ? escaped_card_text(*part) : std::string());
        }
        if (has_any)
            line(value);
    }

    void birthday()
    {
        if (!field("birthday"))
            return;
        if (const auto date = m_record.date("birthday")) {
            std::string day;
            append_date(day, *date);
            std::erase(day, '-');
            line("BDAY:" + day);
        }
    }

    std::string& m_out;
    const Record& m_record;
    const std::function<bool(const Field&)>& m_sees;
};

} // namespace

bool has_cards(const Object& object)
{
    const Field* emails = object.find_field("emails");
    return object.find_field("last_name") && emails && facts_of(*emails).sense == Sense::email;
}

void append_card(std::string& out, const Record& contact, std::string_view account,
                 const std::function<bool(const Field&)>& sees)
{
    Card(out, contact, sees).write(account);
}

} // namespace comity::exchange
