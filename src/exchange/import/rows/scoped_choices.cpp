#include "exchange/import/rows/scoped_choices.h"

#include "base/text.h"
#include "record/object/catalog.h"
#include "record/object/kind.h"
#include "store/database.h"

#include <algorithm>
#include <array>

namespace comity::exchange {
namespace {

constexpr int most_choices = 20'000;

void set_text(Record& record, std::string_view field_name, std::string_view text)
{
    const Field* field = record.object->find_field(field_name);
    if (!field)
        return;
    std::vector<Problem> problems;
    kind_of(*field).parse_text(*field, text, {}, record.of(*field), problems);
}

} // namespace

std::string_view status_from_name(std::string_view name)
{
    static constexpr std::array<std::string_view, 5> won = {
        "won", "closed_won", "gewonnen", "abgeschlossen_gewonnen", "geschlossen_gewonnen"};
    static constexpr std::array<std::string_view, 5> lost = {
        "lost", "closed_lost", "verloren", "abgeschlossen_verloren", "geschlossen_verloren"};
    const std::string key = make_key(name);
    if (std::find(won.begin(), won.end(), key) != won.end())
        return "won";
    if (std::find(lost.begin(), lost.end(), key) != lost.end())
        return "lost";
    return "open";
}

ScopedChoices::ScopedChoices(const Catalog& catalog, const Actor& actor, const ImportPlan& plan,
                             const ImportColumn& column)
    : m_catalog(catalog), m_actor(actor), m_plan(plan), m_column(column),
      m_object(catalog.load(column.field->choices_object)),
      m_scope_field(column.field->choices_scope.empty()
                        ? nullptr
                        : m_object.find_field(column.field->choices_scope))
{
}

void ScopedChoices::load(store::Connection& connection)
{
    m_choices.clear();
    m_last_position.clear();
    const bool has_position = m_object.find_field("position") != nullptr;
    Sql sql;
    sql += "SELECT \"key\", " + store::quote(m_object.title) + ", ";
    sql += m_scope_field ? store::quote(m_scope_field->name) : "\"id\"";
    sql += has_position ? ", \"position\"" : ", \"version\"";
    sql += " FROM " + store::quote(Catalog::table_of(m_object));
    sql += " WHERE \"deleted_at\" IS NULL ORDER BY \"id\" LIMIT " + std::to_string(most_choices);
    connection.query(std::move(sql).statement(), [&](const store::Row& row) {
        const Id scope = m_scope_field && !row.is_null(2) ? row.id(2) : Id{};
        const std::string key(row.text(0)), name(row.text(1));
        m_choices[scope].push_back({key, fold(key), name, fold(trim(name))});
        double& last = m_last_position[scope];
        if (has_position && !row.is_null(3))
            last = std::max(last, row.real(3));
    });
    load_default_scope(connection);
}

void ScopedChoices::load_default_scope(store::Connection& connection)
{
    m_default_scope = {};
    const Object* scope = m_scope_field ? m_catalog.find(m_scope_field->target) : nullptr;
    const Field* is_default = scope ? scope->find_field("is_default") : nullptr;
    if (!is_default || worth_of(*is_default) != Worth::yes_no)
        return;
    Sql sql;
    sql += "SELECT \"id\" FROM " + store::quote(Catalog::table_of(*scope));
    sql += " WHERE \"deleted_at\" IS NULL AND \"is_default\" = ";
    sql.bind(true);
    sql += " ORDER BY \"id\" LIMIT 1";
    connection.query(std::move(sql).statement(),
                     [&](const store::Row& row) { m_default_scope = row.id(0); });
}

std::optional<std::string> ScopedChoices::find(const Id& scope, std::string_view text) const
{
    const auto choices = m_choices.find(m_scope_field ? scope : Id{});
    if (choices == m_choices.end())
        return std::nullopt;
    for (const Choice& choice : choices->second)
        if (choice.key == text)
            return choice.key;
    const std::string folded = fold(trim(text));
    const std::string key = make_key(text);
    for (const Choice& choice : choices->second)
        if (choice.folded_name == folded || choice.folded_key == folded || choice.key == key)
            return choice.key;
    return std::nullopt;
}

// All that the file has for this scope and that is not there yet, in the order of its rows, but
// what ends a deal last, as on every board.
std::vector<std::string> ScopedChoices::missing(const Id& scope, std::string_view scope_text,
                                                std::string_view text) const
{
    std::vector<std::string> names;
    const auto add = [&](std::string_view name) {
        const std::string key = make_key(name);
        const bool is_new = std::none_of(names.begin(), names.end(),
                                         [&](const std::string& n) { return make_key(n) == key; });
        if (is_new && !find(scope, name))
            names.emplace_back(trim(name));
    };
    const auto seen = m_plan.choice_texts.find(m_column.field->name);
    if (seen != m_plan.choice_texts.end())
        for (const auto& [of_scope, name] : seen->second)
            if (of_scope == scope_text)
                add(name);
    add(text);
    const auto rank = [](const std::string& name) {
        const std::string_view status = status_from_name(name);
        return status == "open" ? 0 : status == "won" ? 1 : 2;
    };
    std::stable_sort(names.begin(), names.end(),
                     [&](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
    return names;
}

Draft ScopedChoices::draft_of(const Id& scope, const std::string& name, double position) const
{
    Draft draft = make_draft(m_object);
    if (m_scope_field)
        draft.after.of(*m_scope_field)[0] = scope;
    set_text(draft.after, "key", make_key(name));
    set_text(draft.after, "position", std::to_string(static_cast<std::int64_t>(position)));
    const std::string_view status = status_from_name(name);
    set_text(draft.after, "status", status);
    if (status != "open")
        set_text(draft.after, "probability", status == "won" ? "100" : "0");
    const Field& title = m_object.load_field(m_object.title);
    kind_of(title).parse_text(title, name, {}, draft.after.of(title), draft.problems);
    return draft;
}

ScopedChoices::Answer ScopedChoices::find_or_make(Transaction& transaction, Links& links,
                                                  const Id& scope, std::string_view scope_text,
                                                  std::string_view text)
{
    if (auto key = find(scope, text))
        return {std::move(key), {}};
    if (!m_column.creates || (m_scope_field && scope.is_nil()))
        return {};
    if (m_actor.reach(m_object, Verb::create) == Reach::none)
        return {std::nullopt, say("common.you_may_not_make_objects",
                                  {{"objects", within(m_object.label_plural)}})};
    std::vector<Draft> drafts;
    double& position = m_last_position[m_scope_field ? scope : Id{}];
    for (const std::string& name : missing(scope, scope_text, text))
        drafts.push_back(draft_of(scope, name, position += 1));
    prepare_drafts(transaction, m_object, drafts);
    write_drafts(transaction, m_object, drafts);
    for (Draft& draft : drafts) {
        if (!draft.is_good()) {
            if (find(scope, text))
                continue;
            return {std::nullopt,
                    say("report.object_name_could_not_be", {{"object", as_label(m_object.label)},
                                                            {"name", draft.after.title()},
                                                            {"what", draft.problems[0].message}})};
        }
        const std::string key = draft.after.text("key"), name = draft.after.title();
        m_choices[m_scope_field ? scope : Id{}].push_back({key, fold(key), name, fold(name)});
        links.add_made(m_object, std::move(draft.after));
    }
    return {find(scope, text), {}};
}

std::vector<std::string> ScopedChoices::names() const
{
    std::vector<std::string> names;
    for (const auto& [scope, choices] : m_choices)
        for (const Choice& choice : choices)
            names.push_back(choice.name);
    return names;
}

} // namespace comity::exchange
