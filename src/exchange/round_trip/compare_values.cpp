// What a changed cell of a sheet stands for: values, links, choices, parts of fields.
#include "exchange/round_trip/compare.h"

#include "base/text.h"
#include "exchange/import/telling/told.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"

#include <algorithm>

namespace comity::exchange {
namespace {

using Sort = SheetColumn::Sort;

} // namespace

Sentence Comparison::read_value(const SheetRow& row, const SheetColumn& column, const Record& now,
                                std::vector<Value>& cells, Page& page)
{
    const std::string text = tidied(row.cells[column.at]);
    const Field& field = *column.field;
    switch (column.sort) {
    case Sort::part:
        cells[column.part] = trim(text).empty() ? Value(Null{}) : Value(std::string(trim(text)));
        return {};
    case Sort::reference:
        return find_reference(column, text, cells, page);
    case Sort::scoped_choice:
        return find_choice(row, column, now, text, cells, page);
    case Sort::whole:
    case Sort::main_part:
        break;
    }
    std::vector<Problem> problems;
    read_cell(field, text, row.is_number[column.at], column.format, cells, problems);
    const bool asks = worth_of(field) == Worth::date || adds_up(worth_of(field));
    if (problems.empty() && !column.is_settled && asks && !row.is_number[column.at] &&
        !parse_date(trim(text)))
        return say("sheet.text_can_be_read_in", {{"text", text}});
    return sentence_of(problems);
}

Sentence Comparison::find_reference(const SheetColumn& column, const std::string& text,
                                    std::vector<Value>& cells, Page& page)
{
    std::ranges::fill(cells, Value(Null{}));
    if (trim(text).empty())
        return {};
    const Object* target = m_catalog->find(column.field->target);
    if (!target)
        return say("sheet.field_cannot_be_changed_in", {{"field", as_label(column.field->label)}});
    auto& names = m_names[target->name];
    if (!names)
        names = std::make_unique<Names>(*m_catalog, m_actor, *target);
    if (const auto id = parse_id(trim(text))) {
        if (names->existing(*page.connection, {&*id, 1}).empty())
            return say("common.no_such_object", {{"object", within(target->label)}});
        cells[0] = *id;
        return {};
    }
    names->load(*page.connection);
    const Names::Found found = names->find(*page.connection, text);
    if (found.count == 0)
        return say("import.no_object_called_what",
                   {{"object", within(target->label)}, {"name", text}});
    if (found.count > 1)
        return say(
            "sheet.number_objects_are_called",
            {{"number", found.count}, {"objects", within(target->label_plural)}, {"name", text}});
    cells[0] = found.id;
    return {};
}

Sentence Comparison::find_choice(const SheetRow& row, const SheetColumn& column, const Record& now,
                                 const std::string& text, std::vector<Value>& cells, Page& page)
{
    cells[0] = Null{};
    if (trim(text).empty())
        return {};
    const Field& field = *column.field;
    auto& choices = m_choices[&field];
    if (!choices) {
        m_choice_columns.push_back(std::make_unique<ImportColumn>());
        m_choice_columns.back()->field = &field;
        choices =
            std::make_unique<ScopedChoices>(*m_catalog, m_actor, m_plan, *m_choice_columns.back());
        choices->load(*page.connection);
    }
    Id scope = choices->default_scope();
    if (const Field* of =
            field.choices_scope.empty() ? nullptr : m_object.find_field(field.choices_scope)) {
        if (const Id* id = std::get_if<Id>(&now.of(*of)[0]))
            scope = *id;
        // The row may name another pipeline than the record has.
        std::vector<Value> its(1, Null{});
        for (const SheetColumn& other : m_heads.columns)
            if (other.field == of && !trim(row.cells[other.at]).empty())
                find_reference(other, tidied(row.cells[other.at]), its, page);
        if (const Id* id = std::get_if<Id>(&its[0]))
            scope = *id;
    }
    const auto key = choices->find(scope, text);
    if (!key)
        return say("import.no_object_called_what",
                   {{"object", within(field.label)}, {"name", text}});
    cells[0] = *key;
    return {};
}

Json part_json(const SheetColumn& column, std::span<const Value> cells)
{
    if (column.sort == Sort::part) {
        const auto* text = std::get_if<std::string>(&cells[column.part]);
        return text ? Json(*text) : Json();
    }
    std::string text;
    JsonWriter writer(text);
    kind_of(*column.field).write_json(writer, *column.field, cells);
    Json whole = parse_json(text);
    if (column.sort != Sort::main_part)
        return whole;
    const Json* main = whole.find(kind_of(*column.field).parts(*column.field)[0].member);
    return main ? *main : Json();
}

Json whole_json(const Field& field, std::size_t part, Sort sort, Json whole, const Json& value)
{
    if (sort != Sort::main_part && sort != Sort::part)
        return value;
    if (sort == Sort::main_part && value.is_null())
        return Json();
    const auto parts = kind_of(field).parts(field);
    if (sort == Sort::part && parts[0].suffix.empty() && !whole.if_object())
        return whole; // a currency of no amount
    return whole.set(std::string(parts[part].member), value);
}

} // namespace comity::exchange
