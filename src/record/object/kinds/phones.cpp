// Phone numbers with labels: kept as typed, compared by their digits.
#include "record/object/kinds/kinds.h"

#include "base/excerpt.h"
#include "base/text.h"
#include "record/object/rows.h"

#include <algorithm>

namespace comity::record {
namespace {

class Phones : public ManyLike {
public:
    Kind kind() const override { return Kind::phones; }

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

protected:
    bool has_labels() const override { return true; }
    std::optional<std::string> accept(const Field& field, std::string_view value,
                                      std::vector<Problem>& problems) const override
    {
        const bool plain = value.find_first_of("\t\n\r") == value.npos;
        if (plain && digits_of(value).size() >= 2 && length_of(value) <= 60)
            return std::string(value);
        add_problem(problems, field, "format", "\"" + excerpt(value) + "\" is not a phone number.");
        return std::nullopt;
    }
};

} // namespace

const FieldKind& phones_kind()
{
    static const Phones kind;
    return kind;
}

} // namespace comity::record
