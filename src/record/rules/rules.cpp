#include "record/rules/rules.h"

#include "base/text.h"
#include "record/language/derived_value.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "record/object/rows.h"
#include "record/settings.h"
#include "store/database.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t most_required = 50;

void add_field(Rule& rule, const std::string& name)
{
    if (std::ranges::find(rule.fields, name) == rule.fields.end())
        rule.fields.push_back(name);
}

// The first step of each path, and what a field that is worked out is made of.
void collect_fields(const Object& object, const FilterNode& node, Rule& rule)
{
    if (!node.path.empty()) {
        const Field* field = object.find_readable(node.path[0]);
        if (field && !field->is_derived())
            add_field(rule, field->name);
        else if (field && field->derived)
            for (const Derived::Read& read : field->derived->reads)
                if (read.object == &object)
                    add_field(rule, read.field->name);
    }
    for (const Filter& child : node.children)
        collect_fields(object, *child, rule);
}

void read_condition(const Catalog& catalog, const Object& object, Rule& rule,
                    std::vector<Problem>& problems)
{
    try {
        rule.condition = parse_filter(rule.text);
        if (!rule.condition)
            return problems.push_back(
                {"condition", "required", say("rule.say_which_records_rule_finds")});
        const Actor everybody = Actor::program("", Origin::automation);
        compile_filter(rule.condition,
                       {catalog, everybody, object, "t0", false, std::nullopt, true});
        collect_fields(object, *rule.condition, rule);
    } catch (const Error& error) {
        for (const Problem& problem : error.problems())
            problems.push_back({"condition", problem.rule, problem.message});
        if (error.problems().empty())
            problems.push_back({"condition", "format", error.message()});
    }
}

void read_required(const Object& object, const Json& list, Rule& rule,
                   std::vector<Problem>& problems)
{
    const auto complain = [&](std::string_view kind, Sentence message) {
        problems.push_back({"required_fields", std::string(kind), std::move(message)});
    };
    if (list.is_null())
        return;
    const Json::Array* names = list.if_array();
    if (!names || names->size() > most_required)
        return complain("type", say("rule.required_fields_are_list_of"));
    for (const Json& item : *names) {
        const std::string* name = item.if_string();
        const Field* field = name ? object.find_field(*name) : nullptr;
        if (!field)
            complain("unknown",
                     say("rule.no_field_to_fill", {{"object", as_label(object.label)},
                                                   {"name", name ? *name : format_json(item)}}));
        else if (field->is_read_only)
            complain("read_only",
                     say("rule.field_is_worked_out_and", {{"field", as_label(field->label)}}));
        else
            rule.required.push_back(*name);
    }
    for (const std::string& name : rule.required)
        add_field(rule, name);
}

} // namespace

Rule make_rule(const Catalog& catalog, const Record& record, std::vector<Problem>& problems)
{
    Rule rule;
    rule.name = record.text("name");
    rule.object = record.text("object");
    rule.message = record.text("message");
    rule.field = record.text("field");
    rule.text = record.text("condition");
    const Object* object = catalog.find(rule.object);
    if (!object || object->name != rule.object) {
        problems.push_back(
            {"object", "choice", say("common.no_object_called_object", {{"object", rule.object}})});
        return rule;
    }
    if (object->is_setting) {
        problems.push_back({"object", "choice", say("rule.settings_have_no_rules_records")});
        return rule;
    }
    read_condition(catalog, *object, rule, problems);
    read_required(*object, record.json("required_fields"), rule, problems);
    if (!rule.field.empty() && !object->find_field(rule.field))
        problems.push_back({"field", "unknown",
                            say("rule.object_has_no_field_called",
                                {{"object", as_label(object->label)}, {"field", rule.field}})});
    if (rule.message.empty() && rule.required.empty())
        problems.push_back({"message", "required", say("rule.say_what_is_wrong_or")});
    return rule;
}

std::string violations_of(const Rule& rule)
{
    if (rule.required.empty())
        return rule.text;
    std::string missing;
    for (const std::string& name : rule.required)
        missing += (missing.empty() ? "" : " OR ") + ("NOT " + name + ":*");
    return "(" + rule.text + ") AND (" + missing + ")";
}

std::shared_ptr<const Rules> Rules::load(store::Connection& connection,
                                         std::shared_ptr<const Catalog> its_catalog)
{
    auto rules = std::make_shared<Rules>();
    const Catalog& catalog = *its_catalog;
    rules->m_catalog = std::move(its_catalog);
    const Object* object = catalog.find("rule");
    if (!object || !object->find_field("condition"))
        return rules;
    const auto columns = Catalog::columns_of(*object);
    std::string select;
    for (const store::Column& column : columns)
        select += (select.empty() ? "SELECT " : ", ") + column_sql("t0", column.name);
    select += " FROM " + store::quote(Catalog::table_of(*object)) +
              " t0 WHERE t0.\"deleted_at\" IS NULL AND t0.\"is_active\" = ? ORDER BY t0.\"id\"";
    connection.query({select, {true}}, [&](const store::Row& row) {
        Record record;
        record.object = object;
        for (std::size_t i = 0; i < columns.size(); ++i)
            record.cells.push_back(row.value(static_cast<int>(i), columns[i].type));
        std::vector<Problem> problems;
        Rule rule = make_rule(catalog, record, problems);
        if (problems.empty())
            rules->m_by_object[rule.object].push_back(std::move(rule));
    });
    return rules;
}

std::span<const Rule> Rules::of(const Object& object) const
{
    const auto found = m_by_object.find(object.name);
    if (found == m_by_object.end())
        return {};
    return found->second;
}

std::shared_ptr<const Rules> KnownRules::of(store::Connection& connection,
                                            const std::shared_ptr<const Catalog>& catalog,
                                            bool may_keep)
{
    {
        std::lock_guard lock(m_mutex);
        if (m_rules && m_rules->is_of(*catalog))
            return m_rules;
    }
    auto rules = Rules::load(connection, catalog);
    std::lock_guard lock(m_mutex);
    if (may_keep)
        m_rules = rules;
    return rules;
}

void KnownRules::forget()
{
    std::lock_guard lock(m_mutex);
    m_rules = nullptr;
}

Mechanism rules_mechanism()
{
    return {.name = "rules",
            .begin = [](Engine&, OneOfEach& parts) { parts.make<KnownRules>(); },
            .follows = {"rule"},
            .follow = [](Engine& engine) { engine.part<KnownRules>().forget(); }};
}

} // namespace comity::record
