// Phone numbers with labels: kept as typed, compared by their digits.
#include "base/excerpt.h"
#include "base/text.h"
#include "record/object/condition.h"
#include "record/object/kinds/shared/many_like.h"
#include "record/object/rows.h"

#include <algorithm>

namespace comity::record {
namespace {

class PhonesKind : public ManyLike {
public:
    const KindFacts& facts() const override
    {
        static constexpr KindFacts facts = {.name = "phones",
                                            .sense = Sense::phone,
                                            .has_many = true,
                                            .has_labels = true,
                                            .operators = by_equality,
                                            .can_group = true,
                                            .can_be_unique = true,
                                            .can_be_searched = true,
                                            .is_always_searched = true};
        return facts;
    }

    // Digits without what only says "this is long distance": +, 00, 0.
    std::string normalise(std::string_view text) const override
    {
        std::string digits = digits_of(text);
        digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
        return digits;
    }

    void append_search(std::string& out, std::span<const Value> cells) const override
    {
        for (const Entry& entry : entries(cells))
            out.append(entry.value).append(" ");
        // "+33 (0)6" is dialled with the 0 or with what is before it.
        const auto* lines = std::get_if<std::string>(&cells[0]);
        for (std::string_view value : values_of_lines(lines ? std::string_view(*lines) : ""))
            if (const std::size_t at = value.find("(0)"); at != value.npos)
                out.append(normalise(std::string(value.substr(0, at)).append(value.substr(at + 3))))
                    .append(" ");
    }

    // By the digits, wherever they stand in the line.
    void compare_lines(Condition& condition) const override
    {
        std::vector<std::string> pieces;
        for (const std::string& piece : condition.node.pieces)
            pieces.push_back(normalise(piece));
        std::string column = condition.column();
        for (const char* sign : {" ", "-", "/", "(", ")", "."})
            column = "replace(" + column + ", '" + sign + "', '')";
        (condition.sql += column) += " LIKE ";
        condition.sql.bind("%" + like_pattern(pieces) + "%") += " ESCAPE '\\'";
    }

    Json example(const Field&) const override
    {
        return Json::Array{Json().set("value", "+44 20 7946 0018").set("label", "work")};
    }

protected:
    std::string normalise_piece(std::string_view piece) const override { return digits_of(piece); }
    std::optional<std::string> accept(const Field& field, std::string_view value,
                                      std::vector<Problem>& problems) const override
    {
        const bool plain = value.find_first_of("\t\n\r") == value.npos;
        if (plain && digits_of(value).size() >= 2 && length_of(value) <= 60)
            return std::string(value);
        add_problem(problems, field, "format",
                    say("value.value_is_not_phone_number", {{"value", excerpt(value)}}));
        return std::nullopt;
    }
};

} // namespace

const FieldKind& phones_kind()
{
    static const PhonesKind kind;
    return kind;
}

Field phones(std::string name)
{
    return make_field(std::move(name), phones_kind()).personal().searched();
}

} // namespace comity::record
