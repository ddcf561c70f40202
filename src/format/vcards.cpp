#include "format/vcards.h"

#include "base/error.h"
#include "base/text.h"
#include "format/csv.h"

#include <algorithm>

namespace comity::format {
namespace {

enum Column : std::size_t {
    first_name,
    last_name,
    account,
    job_title,
    department,
    emails,
    phones,
    street,
    city,
    region,
    postal_code,
    country,
    birthday,
    profile,
    description,
    external_id,
    column_count
};
// As the columns of a contact are exported.
constexpr std::string_view names[column_count] = {"first_name",
                                                  "last_name",
                                                  "account",
                                                  "job_title",
                                                  "department",
                                                  "emails",
                                                  "phones",
                                                  "address_street",
                                                  "address_city",
                                                  "address_region",
                                                  "address_postal_code",
                                                  "address_country",
                                                  "birthday",
                                                  "profile",
                                                  "description",
                                                  "external_id"};

[[noreturn]] void refuse(std::int64_t line, Sentence reason)
{
    const Sentence message =
        say("reading.line_reason", {{"line", line}, {"reason", std::move(reason)}});
    throw Error(Cause::invalid, message, {{"file", "vcard", message}});
}

// 19801224 and 1980-12-24, also with a time; a day without a year is no date.
std::string date_of(std::string_view value)
{
    std::string digits;
    for (const char c : value.substr(0, value.find('T')))
        if (c >= '0' && c <= '9')
            digits += c;
    if (digits.size() != 8 || value.starts_with("--"))
        return "";
    return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6);
}

// The word that a person would use for the first type that says something.
std::string label_of(const std::vector<std::string>& types)
{
    for (const std::string& type : types) {
        if (type == "cell")
            return "mobile";
        if (type == "home" || type == "work" || type == "fax" || type == "mobile" ||
            type == "pager" || type == "other")
            return type;
    }
    return "";
}

} // namespace

CardRows::CardRows(TextSource text) : m_text(std::move(text))
{
}

bool CardRows::read_line(std::string& line)
{
    while (true) {
        const std::size_t end = m_buffer.find('\n', m_at);
        const bool is_last = end == m_buffer.npos && m_is_at_end;
        if (end == m_buffer.npos && !m_is_at_end) {
            if (m_buffer.size() - m_at > CsvLimits::row_bytes)
                refuse(m_line + 1, say("reading.line_has_more_than_8"));
            m_buffer.erase(0, m_at);
            m_at = 0;
            m_is_at_end = !m_text.read(m_buffer);
            continue;
        }
        if (is_last && m_at >= m_buffer.size())
            return false;
        line = m_buffer.substr(m_at, is_last ? m_buffer.npos : end - m_at);
        m_at = is_last ? m_buffer.size() : end + 1;
        ++m_line;
        if (line.ends_with('\r'))
            line.pop_back();
        return true;
    }
}

bool CardRows::read_unfolded(std::string& line)
{
    if (m_has_ahead)
        line = std::move(m_ahead);
    else if (!read_line(line))
        return false;
    m_has_ahead = false;
    std::string next;
    while (read_line(next)) {
        const bool is_folded = next.starts_with(' ') || next.starts_with('\t');
        // A line of quoted-printable goes on behind its last sign.
        const bool is_soft = line.ends_with('=') &&
                             lower_ascii(line.substr(0, line.find(':'))).find("quoted-printable") !=
                                 std::string::npos;
        if (!is_folded && !is_soft) {
            m_ahead = std::move(next);
            m_has_ahead = true;
            break;
        }
        if (is_soft)
            line.pop_back();
        line += is_folded && !is_soft ? next.substr(1) : next;
        if (line.size() > CsvLimits::row_bytes)
            refuse(m_line, say("reading.card_has_more_than_8"));
    }
    return true;
}

bool CardRows::next()
{
    m_cells.assign(column_count, "");
    if (!m_has_header) {
        m_has_header = true;
        std::ranges::copy(names, m_cells.begin());
        show_row();
        return true;
    }
    std::string line;
    bool is_in_card = false;
    std::size_t size = 0;
    while (read_unfolded(line)) {
        const std::string word = lower_ascii(trim(line));
        if (word.empty())
            continue;
        if (!is_in_card) {
            if (word != "begin:vcard")
                refuse(m_line, say("reading.card_has_to_begin_here"));
            is_in_card = true;
            m_card_line = m_line;
            continue;
        }
        if (word == "end:vcard") {
            show_row();
            return true;
        }
        size += line.size();
        if (size > 4 * CsvLimits::row_bytes)
            refuse(m_card_line, say("reading.this_card_is_too_large"));
        take(parse_card_property(line));
    }
    if (is_in_card)
        refuse(m_card_line, say("reading.this_card_does_not_end"));
    return false;
}

void CardRows::take(const CardProperty& property)
{
    const std::string& name = property.name;
    const auto put = [&](std::size_t column, const std::string& text) {
        if (m_cells[column].empty())
            m_cells[column] = trim(text);
    };
    const auto whole = [&] { return card_parts(property.value, '\0')[0]; };
    if (name == "N") {
        const auto parts = card_parts(property.value, ';');
        m_cells[last_name] = trim(parts[0]);
        m_cells[first_name] = parts.size() > 1 ? std::string(trim(parts[1])) : "";
    } else if (name == "FN" && m_cells[last_name].empty() && m_cells[first_name].empty()) {
        const std::string full(trim(whole()));
        const std::size_t space = full.rfind(' ');
        m_cells[first_name] = space == full.npos ? "" : full.substr(0, space);
        m_cells[last_name] = space == full.npos ? full : full.substr(space + 1);
    } else if (name == "ORG") {
        const auto parts = card_parts(property.value, ';');
        put(account, parts[0]);
        if (parts.size() > 1)
            put(department, parts[1]);
    } else if (name == "EMAIL") {
        add_labelled(emails, property, whole());
    } else if (name == "TEL") {
        const std::string text = whole();
        add_labelled(phones, property, text.starts_with("tel:") ? text.substr(4) : text);
    } else if (name == "ADR") {
        take_address(property);
    } else if (name == "TITLE") {
        put(job_title, whole());
    } else if (name == "BDAY") {
        put(birthday, date_of(property.value));
    } else if (name == "NOTE") {
        const std::string text = whole();
        m_cells[description] += (m_cells[description].empty() ? "" : "\n") + text;
    } else if (name == "URL") {
        put(profile, whole());
    } else if (name == "UID") {
        put(external_id, whole());
    } else if (name == "PHOTO" || name == "LOGO" || name == "SOUND") {
        ++m_pictures;
    }
}

void CardRows::add_labelled(std::size_t column, const CardProperty& property, std::string value)
{
    value = trim(value);
    if (value.empty())
        return;
    // What ends a value in a cell is no part of an address or a number.
    std::ranges::replace(value, ';', ' ');
    std::ranges::replace(value, '\n', ' ');
    const std::string label = label_of(property.types);
    std::string& cell = m_cells[column];
    cell += cell.empty() ? "" : "; ";
    cell += label.empty() ? value : label + ": " + value;
}

void CardRows::take_address(const CardProperty& property)
{
    auto parts = card_parts(property.value, ';');
    parts.resize(7);
    const bool has_one =
        std::ranges::any_of(m_cells.begin() + street, m_cells.begin() + country + 1,
                            [](const std::string& cell) { return !cell.empty(); });
    if (has_one)
        return; // a contact has one
    // Box and further lines stand with the street.
    for (const std::size_t at : {std::size_t{2}, std::size_t{1}, std::size_t{0}})
        if (!trim(parts[at]).empty())
            m_cells[street] += (m_cells[street].empty() ? "" : "\n") + std::string(trim(parts[at]));
    for (std::size_t i = 3; i < 7; ++i)
        m_cells[street + i - 2] = trim(parts[i]);
}

void CardRows::show_row()
{
    m_views.assign(m_cells.begin(), m_cells.end());
}

Sentence CardRows::note() const
{
    if (m_pictures == 0)
        return {};
    return say("reading.pictures_or_sounds_were_left", {{"count", m_pictures}});
}

} // namespace comity::format
