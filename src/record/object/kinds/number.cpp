// Numbers and percents.
#include "record/object/kinds/kinds.h"
#include "record/object/kinds/number_text.h"

#include "base/excerpt.h"
#include "base/text.h"

#include <charconv>
#include <cmath>

namespace comity::record {
namespace {

class Number : public FieldKind {
public:
    explicit Number(Kind kind) : m_kind(kind) {}
    Kind kind() const override { return m_kind; }

    std::span<const Part> parts(const Field&) const override
    {
        static constexpr Part parts[] = {{"", store::Type::real}};
        return parts;
    }

    void parse(const Field& field, const Json& json, const TextFormat&, std::span<Value> out,
               std::vector<Problem>& problems) const override
    {
        out[0] = Null{};
        if (json.is_null() || (json.if_string() && json.if_string()->empty()))
            return;
        if (const Json::Number* number = json.if_number())
            return accept(field, number->text, out, problems);
        add_problem(problems, field, "type", field.label + " must be a number.");
    }

    void parse_text(const Field& field, std::string_view text, const TextFormat& format,
                    std::span<Value> out, std::vector<Problem>& problems) const override
    {
        out[0] = Null{};
        text = trim(text);
        if (m_kind == Kind::percent && text.ends_with('%'))
            text = trim(text.substr(0, text.size() - 1));
        if (text.empty())
            return;
        const auto number = plain_number(text, format.decimal);
        if (!number || !number->currency.empty())
            return add_problem(problems, field, "type",
                               "\"" + excerpt(text) + "\" is not a number.");
        accept(field, number->digits, out, problems);
    }

    void write_json(JsonWriter& json, const Field&, const store::Row& row,
                    int column) const override
    {
        if (row.is_null(column))
            json.null();
        else
            json.value(row.real(column));
    }

    void write_json(JsonWriter& json, const Field&, std::span<const Value> cells) const override
    {
        if (const double* number = std::get_if<double>(&cells[0]))
            json.value(*number);
        else
            json.null();
    }

    void write_text(std::string& out, const Field&, std::span<const Value> cells) const override
    {
        // Without an exponent, which no cell of a file is read with.
        char text[400];
        if (const double* number = std::get_if<double>(&cells[0]))
            out.append(
                text,
                std::to_chars(text, text + sizeof text, *number, std::chars_format::fixed).ptr);
    }

private:
    static void accept(const Field& field, const std::string& text, std::span<Value> out,
                       std::vector<Problem>& problems)
    {
        double number = 0;
        const char* end = text.data() + text.size();
        const auto read = std::from_chars(text.data(), end, number);
        if (read.ec != std::errc() || read.ptr != end || !std::isfinite(number))
            return add_problem(problems, field, "range", field.label + " is too large a number.");
        if (field.decimals >= 0) {
            const double scale = std::pow(10.0, field.decimals);
            if (std::fabs(number) > 9e15 / scale ||
                std::fabs(number * scale - std::round(number * scale)) > 1e-6)
                return add_problem(problems, field, "range",
                                   field.label + " may have at most " +
                                       std::to_string(field.decimals) + " digits after the point.");
        }
        if ((field.least && number < *field.least) || (field.most && number > *field.most))
            return add_problem(problems, field, "range", range_sentence(field));
        out[0] = number == 0 ? 0.0 : number; // no negative zero
    }

    static std::string range_sentence(const Field& field)
    {
        std::string sentence = field.label + " must be";
        if (field.least) {
            sentence += " at least ";
            sentence += short_text(*field.least);
        }
        if (field.most) {
            sentence += field.least ? " and at most " : " at most ";
            sentence += short_text(*field.most);
        }
        return sentence + ".";
    }

    static std::string short_text(double number)
    {
        std::string text;
        JsonWriter(text).value(number);
        return text;
    }

    Kind m_kind;
};

} // namespace

const FieldKind& number_kind()
{
    static const Number kind(Kind::number);
    return kind;
}

const FieldKind& percent_kind()
{
    static const Number kind(Kind::percent);
    return kind;
}

} // namespace comity::record
