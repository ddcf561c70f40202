// The rules that an administrator has laid down, asked of records that are not written yet: the
// drafts stand as rows in the statement, so that a rule means what the same filter means in a list.
// One statement for a page of drafts, none where no rule is concerned.
#include "record/save/state.h"

#include "record/language/filter_condition.h"
#include "record/object/rows.h"
#include "record/rules/rules.h"

#include <algorithm>

namespace comity::record {
namespace {

constexpr std::size_t most_values = 8'000; // of one statement

class Verdict {
public:
    Verdict(SaveState& state, const Object& object, std::span<const Rule> rules)
        : m_state(state), m_object(object), m_rules(rules), m_shape(shape_of(state, object)),
          m_reader(Actor::program("", state.actor.origin))
    {
        // A rule sees everything; me and today are those of the one who writes.
        m_reader.user = state.actor.user;
        m_reader.zone = state.actor.zone;
    }

    void pass(std::span<Draft> drafts)
    {
        for (Draft& draft : drafts)
            if (draft.is_changed && !draft.after.is_in_bin() && is_concerned(draft))
                m_drafts.push_back(&draft);
        if (m_drafts.empty())
            return;
        prepare();
        send_waiting(m_state);
        const std::size_t at_once = std::max<std::size_t>(1, most_values / (m_columns.size() + 1));
        for (std::size_t from = 0; from < m_drafts.size(); from += at_once)
            ask(std::span(m_drafts).subspan(from, std::min(at_once, m_drafts.size() - from)));
    }

private:
    SaveState& m_state;
    const Object& m_object;
    std::span<const Rule> m_rules;
    std::shared_ptr<const Shape> m_shape;
    Actor m_reader;
    std::vector<Draft*> m_drafts;
    std::vector<std::size_t> m_columns; // of the row, that the conditions name
    Sql m_verdicts;                     // one expression a rule

    // An old record that breaks a rule may still be edited elsewhere.
    bool concerns(const Rule& rule, const Draft& draft) const
    {
        return !draft.before || std::ranges::any_of(rule.fields, [&](const std::string& name) {
            return differs(*draft.before, draft.after, m_object.load_field(name));
        });
    }
    bool is_concerned(const Draft& draft) const
    {
        return std::ranges::any_of(m_rules,
                                   [&](const Rule& rule) { return concerns(rule, draft); });
    }

    void prepare()
    {
        const bool is_postgres = m_state.connection.dialect().is_postgres();
        const FilterContext context{*m_state.catalog, m_reader,     m_object, "t0",
                                    is_postgres,      std::nullopt, true};
        for (const Rule& rule : m_rules)
            (m_verdicts += ", CASE WHEN (").append(compile_filter(rule.condition, context)) +=
                ") THEN 1 ELSE 0 END";
        for (std::size_t i = 0; i < m_shape->names.size(); ++i)
            if (m_verdicts.text.find(column_sql("t0", m_shape->names[i])) != std::string::npos)
                m_columns.push_back(i);
    }

    void ask(std::span<Draft*> drafts)
    {
        const store::Dialect& dialect = m_state.connection.dialect();
        Sql sql;
        sql += "WITH t0 (\"n\"";
        for (const std::size_t column : m_columns)
            sql += ", " + store::quote(m_shape->names[column]);
        sql += ") AS (VALUES ";
        for (std::size_t n = 0; n < drafts.size(); ++n) {
            sql += (n > 0 ? ", (" : "(") + std::to_string(n);
            for (const std::size_t column : m_columns) {
                // A null alone would not say of what type its column is.
                sql += dialect.is_postgres() ? ", CAST(" : ", ";
                sql.bind(drafts[n]->after.cells[column]);
                if (dialect.is_postgres())
                    sql += " AS " + std::string(dialect.type_name(m_shape->types[column])) + ")";
            }
            sql += ")";
        }
        (sql += ") SELECT t0.\"n\"").append(m_verdicts) += " FROM t0";
        m_state.connection.query(std::move(sql).statement(), [&](const store::Row& row) {
            Draft& draft = *drafts[static_cast<std::size_t>(row.integer(0))];
            for (std::size_t i = 0; i < m_rules.size(); ++i)
                if (row.integer(static_cast<int>(i) + 1) == 1 && concerns(m_rules[i], draft))
                    refuse(m_rules[i], draft);
        });
    }

    void refuse(const Rule& rule, Draft& draft) const
    {
        if (rule.required.empty()) {
            const std::string& field = !rule.field.empty()   ? rule.field
                                       : rule.fields.empty() ? m_object.title
                                                             : rule.fields[0];
            draft.problems.push_back({field, "rule", rule.message});
            return;
        }
        for (const std::string& name : rule.required) {
            const Field& field = m_object.load_field(name);
            const auto cells = draft.after.of(field);
            const bool is_filled = std::ranges::any_of(
                cells, [](const Value& cell) { return !std::holds_alternative<Null>(cell); });
            const bool is_told = std::ranges::any_of(draft.problems, [&](const Problem& problem) {
                return problem.field == name && problem.rule == "required";
            });
            if (!is_filled && !is_told)
                draft.problems.push_back(
                    {name, "required",
                     rule.message.empty()
                         ? say("save.required_by_rule",
                               {{"field", as_label(field.label)}, {"rule", rule.name}})
                         : Sentence(rule.message)});
        }
    }
};

} // namespace

void check_laid_down(SaveState& state, const Object& object, std::span<Draft> drafts)
{
    if (object.is_setting)
        return; // what lays rules down is held to none
    const bool may_keep = !state.written.contains("rule");
    const auto rules =
        state.engine.part<KnownRules>().of(state.connection, state.catalog, may_keep);
    if (const auto concerned = rules->of(object); !concerned.empty())
        Verdict(state, object, concerned).pass(drafts);
}

} // namespace comity::record
