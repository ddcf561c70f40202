// A square in the calendar.
#include "record/object/kinds/kinds.h"

#include "base/excerpt.h"
#include "base/text.h"

namespace comity::record {
namespace {

// Three numbers with `/`, `.` or `-` between them, in the order that the file was found to use.
std::optional<Date> parse_written(std::string_view text, TextFormat::DateOrder order)
{
    int numbers[3] = {0, 0, 0};
    int digits[3] = {0, 0, 0};
    int at = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            numbers[at] = numbers[at] * 10 + (c - '0');
            if (++digits[at] > 4)
                return std::nullopt;
        } else if ((c == '/' || c == '.' || c == '-') && at < 2 && digits[at] > 0) {
            ++at;
        } else {
            return std::nullopt;
        }
    }
    if (at != 2)
        return std::nullopt;
    if (digits[0] == 4)
        return make_date(numbers[0], numbers[1], numbers[2]);
    if (order == TextFormat::DateOrder::iso || (digits[2] != 4 && digits[2] != 2))
        return std::nullopt;
    // Two digits mean the century around now: 70 to 99 are 19xx.
    const int year = digits[2] == 4 ? numbers[2] : numbers[2] + (numbers[2] >= 70 ? 1900 : 2000);
    const bool day_first = order == TextFormat::DateOrder::dmy;
    return make_date(year, day_first ? numbers[1] : numbers[0],
                     day_first ? numbers[0] : numbers[1]);
}

class DateKind : public FieldKind {
public:
    Kind kind() const override { return Kind::date; }

    std::span<const Part> parts(const Field&) const override
    {
        static constexpr Part parts[] = {{"", store::Type::date}};
        return parts;
    }

    void parse(const Field& field, const Json& json, const TextFormat&, std::span<Value> out,
               std::vector<Problem>& problems) const override
    {
        out[0] = Null{};
        const std::string* text = json.if_string();
        if (json.is_null() || (text && text->empty()))
            return;
        const auto date = text ? parse_date(*text) : std::nullopt;
        if (date)
            out[0] = *date;
        else
            add_problem(problems, field, "date", field.label + " must be a date as YYYY-MM-DD.");
    }

    void parse_text(const Field& field, std::string_view text, const TextFormat& format,
                    std::span<Value> out, std::vector<Problem>& problems) const override
    {
        out[0] = Null{};
        text = trim(text);
        if (text.empty())
            return;
        auto date = parse_date(text);
        if (!date)
            if (const auto instant = parse_instant(text)) {
                // The zone's day may lie outside of the years that are kept.
                const CivilDate day = civil_of(date_in(*instant, format.zone));
                date = make_date(day.year, day.month, day.day);
            }
        if (!date && (text.size() == 19 || text.size() == 16) && text[10] == ' ')
            date = parse_date(text.substr(0, 10)); // `2024-01-23 00:00:00`, as others write it
        if (!date)
            date = parse_written(text, format.date_order);
        if (date)
            out[0] = *date;
        else
            add_problem(problems, field, "date", "\"" + excerpt(text) + "\" is not a date.");
    }

    void write_json(JsonWriter& json, const Field&, const store::Row& row,
                    int column) const override
    {
        if (row.is_null(column))
            return json.null();
        write(json, row.date(column));
    }

    void write_json(JsonWriter& json, const Field&, std::span<const Value> cells) const override
    {
        if (const Date* date = std::get_if<Date>(&cells[0]))
            write(json, *date);
        else
            json.null();
    }

    void write_text(std::string& out, const Field&, std::span<const Value> cells) const override
    {
        if (const Date* date = std::get_if<Date>(&cells[0]))
            append_date(out, *date);
    }

private:
    static void write(JsonWriter& json, Date date)
    {
        std::string text;
        append_date(text, date);
        json.plain(text);
    }
};

} // namespace

const FieldKind& date_kind()
{
    static const DateKind kind;
    return kind;
}

} // namespace comity::record
