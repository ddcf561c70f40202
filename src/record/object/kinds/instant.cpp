// A moment.
#include "base/text.h"
#include "base/time_in_zone.h"
#include "record/object/kinds/shared/schemas.h"
#include "record/object/kinds/shared/time_like.h"
#include "record/object/telling.h"

namespace comity::record {
namespace {

class InstantKind : public TimeLike {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "instant",
                                            .worth = Worth::instant,
                                            .operators = by_order,
                                            .has_order = true,
                                            .can_group = true,
                                            .can_be_unique = true};
        return facts;
    }

    std::span<const Part> parts(const Field&) const override
    {
        static constexpr Part parts[] = {{"", store::Type::instant}};
        return parts;
    }

    void parse(const Field& field, const Json& json, const TextFormat& format, std::span<Value> out,
               std::vector<Problem>& problems) const override
    {
        out[0] = Null{};
        const std::string* text = json.if_string();
        if (text)
            return parse_text(field, *text, format, out, problems);
        if (!json.is_null())
            complain(field, problems);
    }

    // A bare date is its first moment in the writer's zone.
    void parse_text(const Field& field, std::string_view text, const TextFormat& format,
                    std::span<Value> out, std::vector<Problem>& problems) const override
    {
        out[0] = Null{};
        text = trim(text);
        if (text.empty())
            return;
        auto instant = parse_instant(text);
        if (!instant)
            instant = parse_local(text, format.zone);
        if (!instant)
            if (const auto date = parse_day(field, text, format))
                instant = start_of(*date, format.zone);
        if (instant && is_writable(*instant))
            out[0] = *instant;
        else
            complain(field, problems);
    }

    std::optional<Value> value_of_word(const Field&, std::string_view word,
                                       const Asker& asker) const override
    {
        return word == "now" ? std::optional<Value>(asker.at) : std::nullopt;
    }

    void write_json(JsonWriter& json, const Field&, const store::Row& row,
                    int column) const override
    {
        if (row.is_null(column))
            return json.null();
        write(json, row.instant(column));
    }

    void write_json(JsonWriter& json, const Field&, std::span<const Value> cells) const override
    {
        if (const Instant* instant = std::get_if<Instant>(&cells[0]))
            write(json, *instant);
        else
            json.null();
    }

    void write_text(std::string& out, const Field&, std::span<const Value> cells) const override
    {
        if (const Instant* instant = std::get_if<Instant>(&cells[0]))
            append_instant(out, *instant);
    }

    std::string tell(const Field&, std::span<const Value> cells,
                     const Telling& telling) const override
    {
        const Instant* instant = std::get_if<Instant>(&cells[0]);
        return instant ? telling.moment(*instant) : std::string();
    }

    Json schema(const Field&) const override
    {
        return schema_of_type("string").set("format", "date-time");
    }
    Json example(const Field&) const override { return "2026-11-21T09:30:00Z"; }

private:
    // `2024-01-23 14:05[:10]` without an offset: wall-clock time of the zone.
    static std::optional<Instant> parse_local(std::string_view text, const std::string& zone)
    {
        if (text.size() != 16 && text.size() != 19)
            return std::nullopt;
        std::string utc(text);
        utc += text.size() == 16 ? ":00Z" : "Z";
        const auto wall = parse_instant(utc);
        return wall ? std::optional(moment_of(*wall, zone)) : std::nullopt;
    }

    static std::optional<Date> parse_day(const Field& field, std::string_view text,
                                         const TextFormat& format)
    {
        static const FieldKind& days = kind_of(record::date("day"));
        Value cell;
        std::vector<Problem> ignored;
        days.parse_text(field, text, format, {&cell, 1}, ignored);
        const Date* date = std::get_if<Date>(&cell);
        return date ? std::optional(*date) : std::nullopt;
    }

    static void complain(const Field& field, std::vector<Problem>& problems)
    {
        add_problem(problems, field, "instant",
                    say("value.field_must_be_time_such", {{"field", as_label(field.label)}}));
    }

    static void write(JsonWriter& json, Instant instant)
    {
        std::string text;
        append_instant(text, instant);
        json.plain(text);
    }
};

} // namespace

const FieldKind& instant_kind()
{
    static const InstantKind kind;
    return kind;
}

Field instant(std::string name)
{
    return make_field(std::move(name), instant_kind());
}

} // namespace comity::record
