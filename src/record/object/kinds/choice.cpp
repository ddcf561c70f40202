// One of several, by its key. Keys of a choice that other records define are checked by save.
#include "record/object/kinds/kinds.h"

#include "base/text.h"

#include <algorithm>

namespace comity::record {
namespace {

std::string list_of(const std::vector<Choice>& choices)
{
    std::string list;
    for (const Choice& choice : choices)
        list += (list.empty() ? "" : ", ") + choice.key;
    return list;
}

// A key as it is, or a label in any case.
std::optional<std::string> find_key(const Field& field, std::string_view text)
{
    if (!field.choices_object.empty() || field.choices.empty())
        return std::string(text);
    for (const Choice& choice : field.choices)
        if (choice.key == text)
            return choice.key;
    const std::string folded = fold(trim(text));
    for (const Choice& choice : field.choices)
        if (fold(choice.label) == folded || fold(choice.key) == folded)
            return choice.key;
    return std::nullopt;
}

class ChoiceKind : public TextLike {
public:
    Kind kind() const override { return Kind::choice; }
    void append_search(std::string&, std::span<const Value>) const override {}

protected:
    std::optional<std::string> accept(const Field& field, std::string_view text,
                                      std::vector<Problem>& problems) const override
    {
        if (!check_text(field, text, 100, problems))
            return std::nullopt;
        if (auto key = find_key(field, text))
            return key;
        add_problem(problems, field, "choice",
                    field.label + " must be one of: " + list_of(field.choices) + ".");
        return std::nullopt;
    }
};

class Choices : public ManyLike {
public:
    Kind kind() const override { return Kind::choices; }
    void append_search(std::string& out, std::span<const Value> cells) const override
    {
        if (const auto* lines = std::get_if<std::string>(&cells[0]))
            out += fold(*lines);
    }

protected:
    std::string_view separators() const override { return ";,\n"; }
    std::optional<std::string> accept(const Field& field, std::string_view text,
                                      std::vector<Problem>& problems) const override
    {
        if (!check_text(field, text, 100, problems))
            return std::nullopt;
        auto key = find_key(field, text);
        if (key && key->find_first_of("\t\n\r") == std::string::npos)
            return key;
        add_problem(problems, field, "choice",
                    field.label + " must be among: " + list_of(field.choices) + ".");
        return std::nullopt;
    }
};

} // namespace

const FieldKind& choice_kind()
{
    static const ChoiceKind kind;
    return kind;
}

const FieldKind& choices_kind()
{
    static const Choices kind;
    return kind;
}

} // namespace comity::record
