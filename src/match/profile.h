#pragma once
// What a record offers to the matcher, by meaning and not by field: whoever knows the object's
// fields says which is a given name, a street, a telephone number. A contact's account is its
// organisation, and so is an account's own name: a record that has a person's name is a person's.

#include "match/words.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::match {

enum class Part : std::uint8_t {
    given_name,
    family_name,
    organisation, // one for each word of the name
    street_number,
    street,
    locality, // a second line of the address
    place,
    postcode,
    region,
    birth_date,
    identifier,
    phone,
    email,
    shared_email, // info@, office@
    domain,
};
inline constexpr int part_count = 15;

// Values are folded and brought to one form as they are added. What is blank is not added, nor is
// what would be too many (24 in all). Made once and cleared for each record: then it does not
// allocate. One thread.
class Profile {
public:
    struct Entry {
        Part part;
        std::uint32_t begin, size;
    };
    static constexpr std::size_t most_entries = 24;
    static constexpr std::size_t longest_value = 120; // bytes; the rest is cut off

    void clear();
    void add_given_name(std::string_view text);
    void add_family_name(std::string_view text);
    // "Jane Doe", "Doe, Jane", "Dr. Jane M. Doe".
    void add_full_name(std::string_view text);
    // Legal forms and fillers are left out unless there is nothing else.
    void add_organisation(std::string_view text);
    // A line of an address: "221 E. 51st St.", "Hauptstr. 12a". The number is taken from it.
    void add_street(std::string_view text);
    void add_street_number(std::string_view text);
    void add_locality(std::string_view text);
    void add_place(std::string_view text);
    void add_postcode(std::string_view text);
    void add_region(std::string_view text);
    // ISO, with or without dashes, or day.month.year.
    void add_birth_date(std::string_view text);
    // A number that one alone has; `name` says which number it is ("tax number"), for only numbers
    // of one name are compared.
    void add_identifier(std::string_view text, std::string_view name = {});
    // The last nine digits are kept: country codes and leading zeros are before them.
    void add_phone(std::string_view text);
    // Also its domain, unless anybody can have an address there.
    void add_email(std::string_view text);
    // "https://www.acme.example/contact" or a bare domain.
    void add_website(std::string_view text);

    // The whole as one line for each value, to be kept beside the record, and back again.
    std::string packed() const;
    void unpack(std::string_view lines);

    bool is_empty() const { return m_entries.empty(); }
    std::span<const Entry> entries() const { return m_entries; }
    std::string_view text_of(const Entry& entry) const
    {
        return std::string_view(m_text).substr(entry.begin, entry.size);
    }
    // The first of that part, or "".
    std::string_view first(Part part) const;

private:
    void add(Part part, std::string_view text);
    void add_joined(Part part, std::span<const std::string_view> words,
                    std::string_view between = " ");
    void add_domain(std::string_view host);

    Words m_words;
    std::string m_text;
    std::string m_joined;
    std::vector<Entry> m_entries;
};

} // namespace comity::match
