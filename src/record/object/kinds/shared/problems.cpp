#include "record/object/kinds/shared/problems.h"

#include "base/text.h"

namespace comity::record {

void add_problem(std::vector<Problem>& problems, const Field& field, std::string_view rule,
                 Sentence message)
{
    problems.push_back({field.name, std::string(rule), std::move(message)});
}

bool check_text(const Field& field, std::string_view text, int most, std::vector<Problem>& problems)
{
    if (text.find('\0') != text.npos) {
        add_problem(problems, field, "format",
                    say("value.field_must_not_contain_nul", {{"field", as_label(field.label)}}));
        return false;
    }
    if (text.size() > static_cast<std::size_t>(most) &&
        length_of(text) > static_cast<std::size_t>(most)) {
        add_problem(problems, field, "length",
                    say("value.field_is_longer_than_most",
                        {{"field", as_label(field.label)}, {"most", most}}));
        return false;
    }
    return true;
}

} // namespace comity::record
