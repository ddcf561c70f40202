// What the catalog makes of derivations: understood one after the other, what each stands on first.
#include "record/language/derived_value.h"

#include "base/error.h"
#include "base/text.h"
#include "record/language/filter_sql.h"
#include "record/language/formula_sql.h"
#include "record/language/tree.h"

#include <algorithm>
#include <array>
#include <map>

namespace comity::record {
namespace {

constexpr std::size_t most_references = 3;

class Understanding {
public:
    Understanding(std::vector<Object>& objects, const Catalog& catalog,
                  std::vector<Problem>& problems)
        : m_objects(objects), m_catalog(catalog), m_problems(problems)
    {
    }

    void understand_all()
    {
        for (Object& object : m_objects)
            for (Field& field : object.derived)
                understand(object, field);
    }

private:
    struct Place {
        const Object* object;
        const Field* field;
    };
    std::vector<Object>& m_objects;
    const Catalog& m_catalog;
    std::vector<Problem>& m_problems;
    std::map<const Field*, bool> m_is_good; // of those that are done
    std::vector<Place> m_under_way;

    static std::string name_of(const Place& place)
    {
        return place.object->name + "." + place.field->name;
    }

    bool refuse(const Object& object, const Field& field, std::string_view rule,
                const Sentence& message)
    {
        m_problems.push_back({object.name + "." + field.name, std::string(rule), message});
        return false;
    }

    // Descriptions are the catalog's own until it is made.
    bool understand(const Object& object, const Field& field)
    {
        if (!field.is_derived())
            return true;
        if (const auto done = m_is_good.find(&field); done != m_is_good.end())
            return done->second;
        const auto loop = std::ranges::find(m_under_way, &field, &Place::field);
        if (loop != m_under_way.end())
            return refuse_loop(loop);
        m_under_way.push_back({&object, &field});
        const bool is_good = read(object, const_cast<Field&>(field));
        m_under_way.pop_back();
        return m_is_good[&field] = is_good;
    }

    bool refuse_loop(std::vector<Place>::iterator from)
    {
        std::string chain;
        for (auto place = from; place != m_under_way.end(); ++place)
            chain += name_of(*place) + " → ";
        return refuse(*from->object, *from->field, "loop",
                      say("formula.it_would_be_worked_out", {{"way", chain + name_of(*from)}}));
    }

    bool read(const Object& object, Field& field)
    {
        auto derived = std::make_shared<Derived>();
        try {
            const bool is_good = field.derivation.sort == Derivation::Sort::roll_up
                                     ? read_roll_up(object, field, *derived)
                                     : read_formula(object, field, *derived);
            if (!is_good)
                return false;
            field.derived = std::move(derived);
            return check(object, field);
        } catch (const Error& error) {
            return refuse(object, field, "formula", error.sentence());
        }
    }

    bool read_formula(const Object& object, Field& field, Derived& derived)
    {
        derived.formula = parse_formula(field.derivation.text);
        const bool is_lookup = field.derivation.sort == Derivation::Sort::lookup;
        if (is_lookup && derived.formula->sort != FormulaNode::Sort::path)
            return refuse(object, field, "formula", say("formula.lookup_is_path_to_field"));
        if (!read_paths(object, field, *derived.formula, derived))
            return false;
        return !is_lookup || take_kind(object, field, derived.formula->path);
    }

    bool read_paths(const Object& object, const Field& field, const FormulaNode& node,
                    Derived& derived)
    {
        if (node.sort == FormulaNode::Sort::path)
            return read_path(object, field, node.path, derived);
        return std::ranges::all_of(node.children, [&](const Formula& child) {
            return read_paths(object, field, *child, derived);
        });
    }

    bool read_path(const Object& object, const Field& field, const std::vector<std::string>& path,
                   Derived& derived)
    {
        const Object* at = &object;
        for (const std::string& step : path) {
            const Field* of = at && !find_system_field(step) ? at->find_readable(step) : nullptr;
            if (of && !depend_on(*at, *of, derived))
                return false;
            at = of ? m_catalog.find(of->target) : nullptr;
        }
        if (!find_path_end(m_catalog, object, path)) {
            std::string name;
            for (const std::string& step : path)
                name += (name.empty() ? "" : ".") + step;
            return refuse(object, field, "unknown",
                          say("formula.no_field_name_in_objects",
                              {{"name", name}, {"objects", as_label(object.label_plural)}}));
        }
        derived.reads_others = derived.reads_others || path.size() > 1;
        return true;
    }

    bool depend_on(const Object& object, const Field& field, Derived& derived)
    {
        if (!understand(object, field))
            return false;
        if (!field.is_derived()) {
            derived.reads.push_back({&object, &field});
            return true;
        }
        derived.reads.insert(derived.reads.end(), field.derived->reads.begin(),
                             field.derived->reads.end());
        derived.reads_others = derived.reads_others || field.derived->reads_others;
        return true;
    }

    // A lookup is of the kind of what it looks up.
    bool take_kind(const Object& object, Field& field, const std::vector<std::string>& path)
    {
        const Field& end = *find_path_end(m_catalog, object, path)->field;
        if (worth_of(end) == Worth::nothing || (is_reference(end) && end.target.empty()))
            return refuse(object, field, "type",
                          say("formula.end_holds_what_cannot_be", {{"end", as_label(end.label)}}));
        field.kind = end.kind;
        field.target = end.target;
        field.choices = end.choices;
        field.decimals = end.decimals;
        field.is_personal = field.is_personal || end.is_personal;
        return true;
    }

    bool read_roll_up(const Object& object, Field& field, Derived& derived)
    {
        Derivation& derivation = field.derivation;
        derived.reads_others = true;
        const Object* child = m_catalog.find(derivation.object);
        if (!child)
            return refuse(object, field, "unknown",
                          say("common.no_object_called_object", {{"object", derivation.object}}));
        derivation.object = child->name;
        const Field* by = child->find_field(derivation.by);
        if (!by || !is_reference(*by) || (by->target != object.name && !by->target.empty()))
            return refuse(object, field, "unknown",
                          say("formula.objects_have_no_reference_by",
                              {{"objects", as_label(child->label_plural)},
                               {"by", derivation.by},
                               {"target", as_label(object.label_plural)}}));
        depend_on(*child, *by, derived);
        if (derivation.below && !read_tree(object, field, derived))
            return false;
        if (!read_figure(object, field, *child, derived))
            return false;
        derived.filter = parse_filter(derivation.filter);
        return !derived.filter || read_filter(*child, *derived.filter, derived);
    }

    bool read_tree(const Object& object, const Field& field, Derived& derived)
    {
        const Field* by = find_tree_field(object);
        if (!by)
            return refuse(
                object, field, "type",
                say("formula.objects_are_no_tree_no", {{"objects", as_label(object.label_plural)},
                                                       {"object", within(object.label)}}));
        return depend_on(object, *by, derived);
    }

    bool read_figure(const Object& object, Field& field, const Object& child, Derived& derived)
    {
        static constexpr std::array<std::string_view, 5> figures = {"count", "sum", "avg", "min",
                                                                    "max"};
        const std::string& figure = field.derivation.figure;
        if (std::ranges::find(figures, figure) == figures.end())
            return refuse(object, field, "choice", say("formula.roll_up_is_count_sum"));
        if (figure == "count") {
            field.kind = &number_kind();
            field.decimals = 0;
            return true;
        }
        const Field* of = child.find_readable(field.derivation.of);
        if (!of)
            return refuse(
                object, field, "unknown",
                say("formula.no_field_of_in_objects",
                    {{"of", field.derivation.of}, {"objects", as_label(child.label_plural)}}));
        if (!depend_on(child, *of, derived))
            return false;
        const Worth worth = worth_of(*of);
        const bool is_extreme = figure == "min" || figure == "max";
        if (!adds_up(worth) && !(is_time(worth) && is_extreme))
            return refuse(
                object, field, "type",
                say("formula.no_figure_of_of", {{"figure", figure}, {"of", as_label(of->label)}}));
        field.kind = of->kind;
        field.decimals = figure == "avg" ? -1 : of->decimals;
        return true;
    }

    bool read_filter(const Object& object, const FilterNode& node, Derived& derived)
    {
        bool is_good = true;
        const Object* at = &object;
        for (const std::string& step : node.path) {
            const Field* field = at ? at->find_readable(step) : nullptr;
            if (!field)
                break; // a part, a system field, or unknown: compiling it tells
            is_good = depend_on(*at, *field, derived) && is_good;
            at = field->target.empty() ? nullptr : m_catalog.find(field->target);
        }
        for (const Filter& child : node.children)
            is_good = read_filter(object, *child, derived) && is_good;
        return is_good;
    }

    // By making its SQL once: kinds that do not go together, and what grows too large.
    bool check(const Object& object, const Field& field)
    {
        const Actor everybody = Actor::program("", Origin::automation);
        const DerivedContext context{m_catalog, everybody, false, {}};
        std::vector<Problem> problems;
        if (field.derivation.sort == Derivation::Sort::formula) {
            if (worth_of(field) == Worth::nothing || is_reference(field))
                return refuse(object, field, "kind",
                              say("formula.formula_gives_number_percent_money"));
            for (std::size_t part = 0; part < kind_of(field).parts(field).size(); ++part)
                if (problems.empty())
                    FormulaSql(context, object, "t0", problems)
                        .value(field.derived->formula, field, part);
        } else if (value_sql(context, object, field, "t0").text.size() > 32'000) {
            problems.push_back({"formula", "range", say("formula.it_asks_for_too_much")});
        }
        for (const Problem& problem : problems)
            refuse(object, field, problem.rule, problem.message);
        return problems.empty();
    }
};

bool stands_on_others(const Object& object, const Catalog& catalog,
                      std::span<const std::string> path)
{
    const Object* at = &object;
    for (const std::string& step : path) {
        const Field* field = at ? at->find_readable(step) : nullptr;
        if (!field)
            return false;
        if (field->derived && field->derived->reads_others)
            return true;
        at = field->target.empty() ? nullptr : catalog.find(field->target);
    }
    return false;
}

} // namespace

void understand_derived(std::vector<Object>& objects, const Catalog& catalog,
                        std::vector<Problem>& problems)
{
    Understanding(objects, catalog, problems).understand_all();
}

std::optional<PathEnd> find_path_end(const Catalog& catalog, const Object& object,
                                     std::span<const std::string> path)
{
    if (path.size() > most_references + 1)
        return std::nullopt;
    const Object* at = &object;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const Field* field = find_system_field(path[i]);
        const bool is_bare = path[i] == "id" || path[i] == "version" || path[i] == "deleted_at";
        if (!field)
            field = at->find_readable(path[i]);
        if (!field || (is_bare && find_system_field(path[i])))
            return std::nullopt;
        if (i + 1 == path.size())
            return PathEnd{at, field};
        at = is_reference(*field) ? catalog.find(field->target) : nullptr;
        if (!at)
            return std::nullopt;
    }
    return std::nullopt;
}

bool reads_others(const Filter& filter, const Catalog& catalog, const Object& object)
{
    if (!filter)
        return false;
    if (stands_on_others(object, catalog, filter->path))
        return true;
    return std::ranges::any_of(filter->children, [&](const Filter& child) {
        return reads_others(child, catalog, object);
    });
}

} // namespace comity::record
