// What is taken of a sheet, as JSON (docs/wire.md "Sheets").
#include "exchange/round_trip.h"

#include "base/error.h"

#include <charconv>

namespace comity::exchange {
namespace {

class ChoiceReader {
public:
    explicit ChoiceReader(const Json& json) : m_json(json) {}

    SheetChoice read()
    {
        if (m_json.if_object())
            for (const auto& [name, value] : *m_json.if_object())
                read_member(name, value);
        if (!m_choice.all && m_choice.rows.empty() && m_choice.cells.empty() && !m_choice.create)
            complain("all", "required", say("sheet.say_what_to_take_all"));
        if (!m_problems.empty())
            throw Error(Cause::invalid, m_problems[0].message, m_problems);
        return std::move(m_choice);
    }

private:
    void read_member(const std::string& name, const Json& value)
    {
        if (name == "all")
            m_choice.all = flag(name, value);
        else if (name == "create")
            m_choice.create = flag(name, value);
        else if (name == "rows")
            read_rows(value);
        else if (name == "cells")
            m_choice.cells = columns_by_line(name, value);
        else if (name == "keep")
            m_choice.keep = columns_by_line(name, value);
        else if (name == "conflicts")
            read_conflicts(value);
        else
            complain(name, "unknown", say("sheet.no_name_to_choose", {{"name", name}}));
    }

    bool flag(const std::string& name, const Json& value)
    {
        if (value.if_bool())
            return *value.if_bool();
        complain(name, "type", say("common.name_must_be_true_or", {{"name", name}}));
        return false;
    }

    void read_rows(const Json& value)
    {
        if (!value.if_array())
            return complain("rows", "type", say("sheet.rows_must_be_list_of"));
        for (const Json& item : *value.if_array())
            if (item.if_number())
                m_choice.rows.insert(line_of("rows", item.if_number()->text));
            else
                complain("rows", "type", say("sheet.rows_must_be_list_of"));
    }

    std::map<std::int64_t, std::set<std::string>> columns_by_line(const std::string& name,
                                                                  const Json& value)
    {
        std::map<std::int64_t, std::set<std::string>> columns;
        if (!value.if_object())
            complain(name, "type", say("sheet.name_must_be_lists_of", {{"name", name}}));
        else
            for (const auto& [line, list] : *value.if_object()) {
                auto& its = columns[line_of(name, line)];
                for (const Json& column : list.if_array() ? *list.if_array() : Json::Array{})
                    if (column.if_string())
                        its.insert(*column.if_string());
            }
        return columns;
    }

    void read_conflicts(const Json& value)
    {
        if (value.if_string())
            m_choice.conflicts_take_sheet = takes_sheet(value);
        else if (!value.if_object())
            complain("conflicts", "type", say("sheet.conflicts_must_be_sheet_here"));
        else
            for (const auto& [line, columns] : *value.if_object())
                for (const auto& [column, side] :
                     columns.if_object() ? *columns.if_object() : Json::Object{})
                    m_choice.settle[line_of("conflicts", line)][column] = takes_sheet(side);
    }

    bool takes_sheet(const Json& side)
    {
        const std::string* text = side.if_string();
        if (!text || (*text != "sheet" && *text != "here"))
            complain("conflicts", "choice", say("sheet.conflict_is_settled_with_sheet"));
        return text && *text == "sheet";
    }

    std::int64_t line_of(const std::string& name, const std::string& text)
    {
        std::int64_t line = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), line);
        if (read.ec != std::errc() || read.ptr != text.data() + text.size())
            complain(name, "type", say("sheet.text_is_no_line_of", {{"text", text}}));
        return line;
    }

    void complain(std::string field, std::string rule, Sentence message)
    {
        m_problems.push_back({std::move(field), std::move(rule), std::move(message)});
    }

    const Json& m_json;
    SheetChoice m_choice;
    std::vector<Problem> m_problems;
};

} // namespace

SheetChoice parse_sheet_choice(const Json& json)
{
    return ChoiceReader(json).read();
}

} // namespace comity::exchange
