#pragma once
// vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350): many cards in one file become rows with the columns
// of a contact, so that everything an import does, it does to cards too.

#include "format/row_reader.h"
#include "format/text_source.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity::format {

bool is_card_file(std::string_view head);

// One property as it stands in the file, unfolded: `item1.TEL;TYPE=home:+49 30`.
struct CardProperty {
    std::string name;               // in capitals, without its group
    std::vector<std::string> types; // in small letters: home, work, cell …
    std::string value;              // decoded, escapes still in it
};
// Nothing for what is no property. Values of other encodings become UTF-8.
CardProperty parse_card_property(std::string_view line);
// Splits at `separator`, and takes the escapes off the parts.
std::vector<std::string> card_parts(std::string_view value, char separator);

class CardRows : public RowReader {
public:
    explicit CardRows(TextSource text);

    // The first row is the header. Error{invalid} for a card that does not end, and for lines
    // between cards that are none.
    bool next() override;
    std::span<const std::string_view> cells() const override { return m_views; }
    std::int64_t line() const override { return m_card_line; }
    bool is_blank_line() const override { return false; }
    // Photographs and sounds that were left out, for the report.
    Sentence note() const override;

private:
    bool read_line(std::string& line); // as it stands
    bool read_unfolded(std::string& line);
    void take(const CardProperty& property);
    void add_labelled(std::size_t column, const CardProperty& property, std::string value);
    void take_address(const CardProperty& property);
    void show_row();

    TextSource m_text;
    std::string m_buffer;
    std::size_t m_at = 0;
    bool m_is_at_end = false;
    std::int64_t m_line = 0;
    std::int64_t m_card_line = 1;
    std::string m_ahead; // a line that was read to see whether it goes on
    bool m_has_ahead = false;
    bool m_has_header = false;
    std::int64_t m_pictures = 0;
    std::vector<std::string> m_cells;
    std::vector<std::string_view> m_views;
};

} // namespace comity::format
