#include "record/find/plan.h"

#include "base/error.h"
#include "record/language/filter_sql.h"
#include "record/language/formula.h"
#include "record/object/catalog.h"
#include "record/object/rows.h"
#include "store/database.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t most_plans = 64;       // of one thread
constexpr std::string_view everything = "*"; // what comes where nothing is named

void add_column(ReadPlan& plan, std::string_view name)
{
    plan.columns += plan.column_count++ ? ", " : "";
    plan.columns += column_sql("t0", name);
}

void add_field(ReadPlan& plan, const Field& field)
{
    plan.fields.push_back({&field, &kind_of(field), plan.column_count});
    if (field.is_derived())
        return; // placed behind all others
    for (const Part& part : kind_of(field).parts(field))
        add_column(plan, field.name + std::string(part.suffix));
}

void add_named(ReadPlan& plan, const Actor& actor, std::vector<Problem>& problems)
{
    for (const std::string& name : plan.asked) {
        if (name == everything)
            continue;
        const Field* field = find_visible_field(*plan.object, actor, name);
        if (!field) {
            problems.push_back(
                {name, "unknown",
                 say("common.no_field_name_in_objects",
                     {{"name", name}, {"objects", as_label(plan.object->label_plural)}})});
            continue;
        }
        if (find_system_field(name) == field) {
            const bool comes_anyway = name == "id" || name == "version" || name == "deleted_at";
            if (!comes_anyway && std::ranges::find(plan.system, field) == plan.system.end())
                plan.system.push_back(field);
            continue;
        }
        const bool is_there = std::ranges::any_of(
            plan.fields, [&](const ReadPlan::Shown& shown) { return shown.field == field; });
        if (!is_there)
            add_field(plan, *field);
    }
}

void add_all(ReadPlan& plan, const Actor& actor)
{
    for (const Field& field : plan.object->fields)
        if (!field.is_hidden && actor.may_see(*plan.object, field))
            add_field(plan, field);
    for (const Field& field : plan.object->derived)
        if (!field.is_hidden && actor.may_see(*plan.object, field) &&
            (plan.is_of_one || !field.derived->reads_others))
            add_field(plan, field);
    for (const char* name : {"created_at", "created_by", "updated_at", "updated_by"})
        plan.system.push_back(find_system_field(name));
}

// A formula that is the same text for everybody at any time, with nothing bound in it: it needs not
// be made anew for each reading.
bool is_same_for_all(const Object& object, const FormulaNode& node)
{
    if (node.sort == FormulaNode::Sort::text)
        return false;
    if (node.sort == FormulaNode::Sort::word && (node.text == "today" || node.text == "now"))
        return false;
    if (node.sort == FormulaNode::Sort::path) {
        const Field* field = object.find_readable(node.path[0]);
        if (!field || worth_of(*field) == Worth::instant) // days are those of a zone
            return false;
        return !field->is_derived() || (field->derivation.sort == Derivation::Sort::formula &&
                                        is_same_for_all(object, *field->derived->formula));
    }
    return std::ranges::all_of(
        node.children, [&](const Formula& child) { return is_same_for_all(object, *child); });
}

bool is_same_for_all(const ReadPlan& plan, const Field& field)
{
    return field.derivation.sort == Derivation::Sort::formula && !field.derived->reads_others &&
           is_same_for_all(*plan.object, *field.derived->formula);
}

// What is worked out comes last: what is the same for all, then the rest.
void place_derived(ReadPlan& plan, bool is_postgres)
{
    const Actor everybody = Actor::program("", Origin::automation);
    const DerivedContext context{*plan.catalog, everybody, is_postgres, {}};
    plan.stored_count = plan.column_count;
    plan.fixed_count = plan.column_count;
    std::ranges::stable_partition(
        plan.fields, [](const ReadPlan::Shown& shown) { return !shown.field->is_derived(); });
    for (const bool is_fixed : {true, false})
        for (ReadPlan::Shown& shown : plan.fields) {
            if (!shown.field->is_derived() || is_fixed != is_same_for_all(plan, *shown.field))
                continue;
            shown.column = plan.column_count;
            for (int part = 0; is_fixed && part < shown.field->column_count; ++part)
                plan.columns += ", " + value_sql(context, *plan.object, *shown.field, "t0",
                                                 static_cast<std::size_t>(part))
                                           .text;
            plan.column_count += shown.field->column_count;
            plan.fixed_count += is_fixed ? shown.field->column_count : 0;
        }
}

std::shared_ptr<ReadPlan> make_plan(Engine& engine, const Actor& actor, const Object& object,
                                    const std::vector<std::string>& fields, bool is_of_one)
{
    auto plan = std::make_shared<ReadPlan>();
    plan->catalog = engine.catalog();
    plan->role = actor.role;
    plan->object = &object;
    plan->asked = fields;
    plan->is_of_one = is_of_one;
    add_column(*plan, "id");
    add_column(*plan, "version");
    std::vector<Problem> problems;
    if (fields.empty() || std::ranges::find(fields, everything) != fields.end())
        add_all(*plan, actor);
    add_named(*plan, actor, problems);
    if (!problems.empty()) {
        const Sentence message = problems[0].message;
        throw Error(Cause::invalid, message, std::move(problems));
    }
    for (const Field* field : plan->system)
        add_column(*plan, field->name);
    add_column(*plan, "deleted_at");
    place_derived(*plan, engine.database().dialect().is_postgres());
    plan->by_id.sql = "SELECT " + plan->columns + " FROM " +
                      store::quote(Catalog::table_of(object)) + " t0 WHERE t0.\"id\" = ?";
    plan->by_id.values.resize(1);
    plan->by_id_in_bin = plan->by_id;
    plan->by_id.sql += " AND t0.\"deleted_at\" IS NULL";
    plan->by_id_in_bin.sql += " AND t0.\"merged_into\" IS NULL"; // those are elsewhere now
    return plan;
}

} // namespace

std::shared_ptr<ReadPlan> plan_for(Engine& engine, const Actor& actor, const Object& object,
                                   const std::vector<std::string>& fields, bool is_of_one)
{
    // Plans hold on to their catalog and role, so a pointer that is equal is the same thing. They
    // are the thread's own: they are written to while they are used.
    thread_local std::vector<std::shared_ptr<ReadPlan>> plans;
    for (std::size_t i = 0; i < plans.size(); ++i) {
        ReadPlan& plan = *plans[i];
        if (plan.object != &object || plan.role != actor.role || plan.asked != fields ||
            plan.is_of_one != is_of_one)
            continue;
        if (i > 0)
            std::swap(plans[i], plans[i / 2]); // the busy ones drift to the front
        return plans[i > 0 ? i / 2 : 0];
    }
    auto plan = make_plan(engine, actor, object, fields, is_of_one);
    if (plan->catalog->find(object.name) != &object)
        return plan; // of a catalog that is gone already: not to be kept
    if (plans.size() >= most_plans)
        plans.pop_back();
    plans.push_back(plan);
    return plan;
}

Sql ReadPlan::select(const DerivedContext& context) const
{
    Sql sql;
    sql += columns;
    for (const Shown& shown : fields)
        for (int part = 0; shown.column >= fixed_count && part < shown.field->column_count; ++part)
            (sql += ", ")
                .append(value_sql(context, *object, *shown.field, "t0",
                                  static_cast<std::size_t>(part))) +=
                " AS \"y" + std::to_string(shown.column + part) + "\"";
    return sql;
}

void ReadPlan::write_open(JsonWriter& json, const store::Row& row) const
{
    json.begin_object();
    json.plain_key("id");
    json.plain("");
    json.out().pop_back();
    append_id(json.out(), row.id(id_column));
    json.out() += '"';
    json.plain_key("version");
    json.value(row.integer(version_column));
    for (const Shown& shown : fields) {
        json.plain_key(shown.field->name);
        shown.kind->write_json(json, *shown.field, row, shown.column);
    }
    int column = stored_count - 1 - static_cast<int>(system.size());
    for (const Field* field : system) {
        json.plain_key(field->name);
        kind_of(*field).write_json(json, *field, row, column++);
    }
    if (!row.is_null(column)) {
        json.plain_key("deleted_at");
        std::string& out = json.out();
        json.plain("");
        out.pop_back();
        append_instant(out, row.instant(column));
        out += '"';
    }
}

} // namespace comity::record
