#include "record/object/kind.h"

#include "base/text.h"
#include "record/object/kinds/kinds.h"

namespace comity::record {

const FieldKind& kind_of(Kind kind)
{
    switch (kind) {
    case Kind::text:
        return text_kind();
    case Kind::long_text:
        return long_text_kind();
    case Kind::number:
        return number_kind();
    case Kind::money:
        return money_kind();
    case Kind::percent:
        return percent_kind();
    case Kind::yes_no:
        return yes_no_kind();
    case Kind::date:
        return date_kind();
    case Kind::instant:
        return instant_kind();
    case Kind::choice:
        return choice_kind();
    case Kind::choices:
        return choices_kind();
    case Kind::reference:
        return reference_kind();
    case Kind::references:
        return references_kind();
    case Kind::emails:
        return emails_kind();
    case Kind::phones:
        return phones_kind();
    case Kind::address:
        return address_kind();
    case Kind::web:
        return web_kind();
    case Kind::file:
        return file_kind();
    case Kind::json:
        return json_kind();
    }
    CHECK(false);
}

const FieldKind& kind_of(const Field& field)
{
    return kind_of(field.kind);
}

std::vector<FieldKind::Entry> FieldKind::entries(std::span<const Value>) const
{
    return {};
}

void FieldKind::append_search(std::string&, std::span<const Value>) const
{
}

void add_problem(std::vector<Problem>& problems, const Field& field, std::string_view rule,
                 std::string message)
{
    problems.push_back({field.name, std::string(rule), std::move(message)});
}

bool check_text(const Field& field, std::string_view text, int most, std::vector<Problem>& problems)
{
    if (text.find('\0') != text.npos) {
        add_problem(problems, field, "format",
                    field.label + " must not contain the NUL character.");
        return false;
    }
    if (text.size() > static_cast<std::size_t>(most) &&
        length_of(text) > static_cast<std::size_t>(most)) {
        add_problem(problems, field, "length",
                    field.label + " is longer than " + std::to_string(most) + " characters.");
        return false;
    }
    return true;
}

int longest_of(const Field& field)
{
    if (field.max_length > 0)
        return field.max_length;
    return field.kind == Kind::long_text ? 100'000 : field.kind == Kind::web ? 2'000 : 500;
}

std::vector<std::string> columns_of_field(const Field& field)
{
    std::vector<std::string> columns;
    for (const Part& part : kind_of(field).parts(field))
        columns.push_back(field.name + std::string(part.suffix));
    return columns;
}

} // namespace comity::record
