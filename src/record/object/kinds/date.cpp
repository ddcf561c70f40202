// A square in the calendar.
#include "base/excerpt.h"
#include "base/text.h"
#include "record/object/kinds/shared/schemas.h"
#include "record/object/kinds/shared/time_like.h"
#include "record/object/telling.h"

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

class DateKind : public TimeLike {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "date",
                                            .worth = Worth::date,
                                            .operators = by_order,
                                            .has_order = true,
                                            .can_group = true,
                                            .is_in_figures = true,
                                            .can_be_unique = true};
        return facts;
    }

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
            add_problem(problems, field, "date",
                        say("value.field_must_be_date_as", {{"field", as_label(field.label)}}));
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
            add_problem(problems, field, "date",
                        say("value.text_is_not_date", {{"text", excerpt(text)}}));
    }

    std::optional<Value> value_of_word(const Field&, std::string_view word,
                                       const Asker& asker) const override
    {
        if (word != "today")
            return std::nullopt;
        return date_in(asker.at, asker.zone);
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

    std::string tell(const Field&, std::span<const Value> cells,
                     const Telling& telling) const override
    {
        const Date* date = std::get_if<Date>(&cells[0]);
        return date ? telling.date(*date) : std::string();
    }

    void append_cells(const Field& field, std::span<const Value> cells,
                      std::vector<TableCell>& out) const override
    {
        TableCell& cell = out.emplace_back();
        const Date* date = std::get_if<Date>(&cells[0]);
        if (!date)
            return;
        cell.sort = TableCell::Sort::date;
        cell.date = *date;
        write_text(cell.text, field, cells);
    }

    Json schema(const Field&) const override
    {
        return schema_of_type("string").set("format", "date");
    }
    Json example(const Field&) const override { return "2026-11-21"; }

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

Field date(std::string name)
{
    return make_field(std::move(name), date_kind());
}

} // namespace comity::record
