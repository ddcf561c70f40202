#include "format/workbook_rows.h"

#include "base/error.h"
#include "base/time.h"
#include "format/csv.h"
#include "format/workbook_book.h"
#include "format/xml_events.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace comity::format {
namespace {

constexpr std::int64_t most_bytes = std::int64_t{4} << 30;
constexpr std::size_t most_covered = 100'000;

struct Place {
    std::int64_t row = 0;   // from 1; 0: not said
    std::size_t column = 0; // from 0
    bool is_whole = false;  // a column was said
};

// `AB12`.
Place place_of(std::string_view reference)
{
    Place place;
    std::size_t column = 0;
    std::size_t at = 0;
    for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z' && at < 4; ++at)
        column = column * 26 + static_cast<std::size_t>(reference[at] - 'A' + 1);
    std::from_chars(reference.data() + at, reference.data() + reference.size(), place.row);
    place.is_whole = column > 0;
    place.column = column - (column > 0);
    return place;
}

// A number without exponent, as short as it reads back.
void append_number(std::string& out, double number)
{
    char text[400];
    const auto end = std::to_chars(text, text + sizeof text, number, std::chars_format::fixed);
    out.append(text, end.ptr);
}

std::optional<double> parse_number(std::string_view text)
{
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return is_number && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

} // namespace

// The last day that a workbook knows, 9999-12-31, in the calendar that begins in 1900.
constexpr double last_serial = 2'958'465;

struct WorkbookRows::State : XmlListener {
    Archive archive;
    Book book;
    SharedTexts texts;
    std::string name;
    std::unique_ptr<ArchivePart> part;
    std::unique_ptr<XmlEvents> events;

    // The row that is being read.
    struct Cell {
        std::size_t end = 0; // in `text`
        bool is_number = false;
    };
    std::string text_of_row;
    std::vector<Cell> row;
    std::int64_t line = 0;
    Sentence trouble;
    bool is_in_row = false;

    // The cell that is being read.
    std::string value;
    std::string kind;
    std::size_t column = 0;
    std::size_t style = 0;
    enum class In { nothing, value, text } in = In::nothing;
    int spoken = 0;

    std::size_t width = 0; // of each row, at least
    std::vector<std::string_view> cells;
    std::vector<CoveredCells> covered;

    State(Archive the_archive, std::string_view sheet)
        : archive(std::move(the_archive)), book(read_book(archive)),
          texts(archive, book.shared_texts)
    {
        const BookSheet& chosen = choose_sheet(book, sheet);
        name = chosen.name;
        part = archive.open(chosen.part, most_bytes);
        events = std::make_unique<XmlEvents>(*part, *this);
    }

    [[noreturn]] void refuse(Sentence reason) const
    {
        const Sentence message =
            say("reading.row_reason", {{"line", line}, {"reason", std::move(reason)}});
        throw Error(Cause::invalid, message, {{"file", "workbook", message}});
    }

    void begin(std::string_view element, const XmlAttributes& attributes) override
    {
        if (element == "row")
            begin_row(attributes);
        else if (element == "c" && is_in_row)
            begin_cell(attributes);
        else if (element == "mergeCell")
            note_merge(attributes.find("ref").value_or(""));
        else if (element == "rPh")
            ++spoken;
        else if (element == "v")
            in = In::value;
        else if (element == "t" && spoken == 0)
            in = In::text;
    }

    void end(std::string_view element) override
    {
        in = In::nothing;
        if (element == "rPh")
            --spoken;
        else if (element == "c" && is_in_row)
            end_cell();
        else if (element == "row")
            end_row();
    }

    void text(std::string_view piece) override
    {
        if (in == In::nothing || !is_in_row)
            return;
        value += piece;
        if (value.size() > CsvLimits::field_bytes)
            refuse(say("reading.cell_of_row_has_more"));
    }

    void begin_row(const XmlAttributes& attributes)
    {
        std::int64_t number = line + 1;
        if (const auto said = attributes.find("r"))
            std::from_chars(said->data(), said->data() + said->size(), number);
        line = number;
        row.clear();
        text_of_row.clear();
        trouble = {};
        column = 0;
        is_in_row = true;
    }

    void begin_cell(const XmlAttributes& attributes)
    {
        const Place place = place_of(attributes.find("r").value_or(""));
        if (place.is_whole)
            column = place.column;
        kind = attributes.find("t").value_or("n");
        style = 0;
        if (const auto said = attributes.find("s"))
            std::from_chars(said->data(), said->data() + said->size(), style);
        value.clear();
    }

    void end_cell()
    {
        const std::size_t at = column++;
        if (value.empty())
            return;
        if (at >= CsvLimits::columns)
            refuse(say("reading.it_has_more_than_2"));
        if (at < row.size())
            refuse(say("reading.its_cells_are_not_in"));
        while (row.size() < at)
            row.push_back({text_of_row.size(), false});
        const bool is_number = append_value();
        row.push_back({text_of_row.size(), is_number});
        if (text_of_row.size() > CsvLimits::row_bytes)
            refuse(say("reading.it_has_more_than_8"));
    }

    void end_row()
    {
        is_in_row = false;
        events->pause();
    }

    // Whether it is a number.
    bool append_value()
    {
        if (kind == "s") {
            std::size_t at = texts.size();
            std::from_chars(value.data(), value.data() + value.size(), at);
            if (at >= texts.size())
                refuse(say("reading.cell_refers_to_text_that"));
            text_of_row += texts[at];
            return false;
        }
        if (kind == "b") {
            text_of_row += value == "1" ? "true" : "false";
            return false;
        }
        if (kind == "e") {
            trouble = say("reading.formula_of_this_row_could", {{"value", value}});
            text_of_row += value;
            return false;
        }
        const auto number = kind == "n" ? parse_number(value) : std::nullopt;
        if (number)
            return append_number_as_shown(*number);
        unescape_text(value);
        text_of_row += value;
        return false;
    }

    bool append_number_as_shown(double number)
    {
        const NumberLook look =
            style < book.styles.size() ? book.styles[style] : NumberLook::number;
        const double serial = number + (book.begins_1904 ? 1'462 : 0);
        const bool is_day = look == NumberLook::date || look == NumberLook::moment ||
                            (look == NumberLook::time && number >= 1);
        if (is_day && serial >= 1 && serial < last_serial + 1) {
            append_moment(serial, look == NumberLook::moment);
            return false;
        }
        if (look == NumberLook::time && number >= 0 && number < 1) {
            append_clock(static_cast<int>(std::lround(number * 86'400)) % 86'400);
            return false;
        }
        if (look == NumberLook::percent) {
            // 0.07 is kept as 0.070000000000000007.
            append_number(text_of_row, std::round(number * 1e12) / 1e10);
            text_of_row += '%';
            return true;
        }
        append_number(text_of_row, number == 0 ? 0.0 : number);
        return true;
    }

    void append_moment(double serial, bool with_clock)
    {
        auto day = static_cast<std::int64_t>(serial);
        auto second = std::lround((serial - static_cast<double>(day)) * 86'400);
        if (second == 86'400)
            ++day, second = 0;
        // A workbook believes that 1900 had a 29th of February, its day 60.
        const int offset = day < 60 ? 25'568 : 25'569;
        append_date(text_of_row, Date{static_cast<std::int32_t>(day - offset)});
        if (second == 0 && !with_clock)
            return;
        text_of_row += ' ';
        append_clock(static_cast<int>(second));
    }

    void append_clock(int second)
    {
        const int parts[] = {second / 3600, second / 60 % 60, second % 60};
        for (int i = 0; i < 3; ++i) {
            text_of_row += i > 0 ? ":" : "";
            text_of_row += static_cast<char>('0' + parts[i] / 10);
            text_of_row += static_cast<char>('0' + parts[i] % 10);
        }
    }

    void note_merge(std::string_view range)
    {
        const std::size_t colon = range.find(':');
        if (colon == range.npos)
            return;
        const Place from = place_of(range.substr(0, colon)), to = place_of(range.substr(colon + 1));
        for (std::int64_t at = from.row; at <= to.row && covered.size() < most_covered; ++at) {
            const std::size_t first = from.column + (at == from.row);
            if (first <= to.column)
                covered.push_back({at, first, to.column});
        }
    }
};

WorkbookRows::WorkbookRows(Archive archive, std::string_view sheet)
    : m_state(std::make_unique<State>(std::move(archive), sheet))
{
}

WorkbookRows::~WorkbookRows() = default;

bool WorkbookRows::next()
{
    State& state = *m_state;
    if (!state.events->run())
        return false;
    state.cells.clear();
    std::size_t begin = 0;
    for (const State::Cell& cell : state.row) {
        state.cells.push_back(std::string_view(state.text_of_row).substr(begin, cell.end - begin));
        begin = cell.end;
    }
    state.cells.resize(std::max(state.cells.size(), state.width));
    return true;
}

std::span<const std::string_view> WorkbookRows::cells() const
{
    return m_state->cells;
}

std::int64_t WorkbookRows::line() const
{
    return m_state->line;
}

bool WorkbookRows::is_blank_line() const
{
    return std::ranges::all_of(m_state->cells, [](std::string_view cell) { return cell.empty(); });
}

bool WorkbookRows::is_number(std::size_t cell) const
{
    return cell < m_state->row.size() && m_state->row[cell].is_number;
}

void WorkbookRows::widen(std::size_t width)
{
    m_state->width = width;
}

Sentence WorkbookRows::problem() const
{
    return m_state->trouble;
}

const std::vector<CoveredCells>& WorkbookRows::covered() const
{
    return m_state->covered;
}

const std::string& WorkbookRows::sheet_name() const
{
    return m_state->name;
}

} // namespace comity::format
