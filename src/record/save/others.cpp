// What other records have to say about drafts: that a reference is to something that is there and
// may be seen, that a choice is one of its scope's keys, that a unique value is free. Set-wise: one
// question a target, not one a record, all in one round trip.

#include "record/save/state.h"

#include "base/error.h"
#include "base/excerpt.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <set>

namespace comity::record {
namespace {

// A question to the database, what to do with each row of its answer, and what follows from all.
struct Question {
    store::Statement statement;
    std::function<void(const store::Row&)> hear;
};

struct Reference {
    Draft* draft;
    const Field* field;
    Id id;
};

// Everything that is asked about some drafts of one object.
class Inquiry {
public:
    Inquiry(SaveState& state, const Object& object, std::span<Draft> drafts)
        : m_state(state), m_object(object), m_drafts(drafts)
    {
    }

    void ask_references();
    void ask_choices();
    void ask_unique();
    void conclude();

private:
    // The field is new to this draft, so it is to be checked.
    static bool is_news(const Draft& draft, const Field& field)
    {
        return draft.after.has(field) &&
               (!draft.before || differs(*draft.before, draft.after, field));
    }
    void collect(Draft& draft, const Field& field);
    void want(Draft& draft, const Field& field, const Id& id, const std::string& target);
    void ask_target(const Object& target, const std::vector<Reference>& references, bool as_parent);
    void ask_keys(const Field& field);
    void ask_values(const Field& field);
    void ask_entries(const Field& field);
    void ask_in_pages(const std::string& before, const std::string& after,
                      const std::vector<Value>& values, std::vector<Value> more,
                      const std::function<void(const store::Row&)>& hear);

    SaveState& m_state;
    const Object& m_object;
    // Whether this row, which has a unique value now, gives it up with these drafts: an undo hands
    // values back from one record to another.
    bool gives_up(const Id& id, const Field& field) const;

    std::span<Draft> m_drafts;
    std::vector<Question> m_questions;
    std::vector<std::function<void()>> m_conclusions;
    std::map<const Object*, std::vector<Reference>> m_references; // by target
};

void Inquiry::want(Draft& draft, const Field& field, const Id& id, const std::string& target)
{
    const Object* object = m_state.catalog->find(target);
    if (!object || object->name != target) {
        draft.problems.push_back({field.name, "reference",
                                  say("save.nothing_called_target", {{"name", excerpt(target)}})});
        return;
    }
    const bool is_me = object->name == "user" && id == m_state.actor.user;
    if (!is_me && !m_state.known.contains(id))
        m_references[object].push_back({&draft, &field, id});
}

void Inquiry::collect(Draft& draft, const Field& field)
{
    const auto cells = draft.after.of(field);
    const std::string& target =
        field.target.empty() ? std::get<std::string>(cells[1]) : field.target;
    for (const Id& id : kind_of(field).ids(cells))
        want(draft, field, id, target);
}

void Inquiry::ask_references()
{
    for (const Field& field : m_object.fields) {
        if (!facts_of(field).refers)
            continue;
        for (Draft& draft : m_drafts)
            if (is_news(draft, field))
                collect(draft, field);
    }
    const bool is_limited = !m_state.is_program && !m_object.parent.empty() &&
                            m_state.actor.reach(m_object, Verb::create) != Reach::all;
    for (const auto& [target, references] : m_references) {
        // Who may not write the parent may not hang anything on it.
        std::vector<Reference> to_parents;
        if (is_limited)
            for (const Reference& reference : references)
                if (reference.field->name == m_object.parent)
                    to_parents.push_back(reference);
        ask_target(*target, references, false);
        if (!to_parents.empty())
            ask_target(*target, to_parents, true);
    }
}

void Inquiry::ask_target(const Object& target, const std::vector<Reference>& references,
                         bool as_parent)
{
    std::set<Id> ids;
    for (const Reference& reference : references)
        ids.insert(reference.id);
    Sql rights;
    if (!m_state.is_program) {
        const Verb verb = as_parent ? Verb::update : Verb::read;
        if (auto more = access_predicate(*m_state.catalog, m_state.actor, target, verb, "t0")) {
            rights += " AND (";
            rights.append(*more);
            rights += ")";
        }
    }
    auto found = std::make_shared<std::set<Id>>();
    ask_in_pages("SELECT t0.\"id\" FROM " + store::quote(Catalog::table_of(target)) +
                     " t0 WHERE t0.\"id\" IN (",
                 ") AND t0.\"deleted_at\" IS NULL" + rights.text,
                 std::vector<Value>(ids.begin(), ids.end()), rights.values,
                 [found](const store::Row& row) { found->insert(row.id(0)); });
    m_conclusions.push_back([this, &target, references, found, as_parent] {
        for (const Reference& reference : references) {
            if (found->contains(reference.id)) {
                if (m_state.known.size() < 10'000)
                    m_state.known.insert(reference.id);
                continue;
            }
            if (as_parent)
                reference.draft->problems.push_back({reference.field->name, "forbidden",
                                                     say("save.your_role_does_not_let_you_change",
                                                         {{"object", within(target.label)}})});
            else
                reference.draft->problems.push_back(
                    {reference.field->name, "reference",
                     say("save.no_target_with_id_what",
                         {{"object", within(target.label)}, {"id", format_id(reference.id)}})});
        }
    });
}

void Inquiry::ask_choices()
{
    for (const Field& field : m_object.fields)
        if (is_choice(field) && !field.choices_object.empty())
            ask_keys(field);
}

void Inquiry::ask_keys(const Field& field)
{
    const Field* scope =
        field.choices_scope.empty() ? nullptr : m_object.find_field(field.choices_scope);
    std::vector<Draft*> asking;
    std::set<Value> keys;
    for (Draft& draft : m_drafts) {
        const bool has_moved = scope && draft.before && draft.after.has(field) &&
                               differs(*draft.before, draft.after, *scope);
        if (!is_news(draft, field) && !has_moved)
            continue;
        if (scope && !draft.after.has(*scope)) {
            draft.problems.push_back(
                {field.name, "choice",
                 say("save.field_needs_scope_first",
                     {{"field", as_label(field.label)}, {"scope", as_label(scope->label)}})});
            continue;
        }
        asking.push_back(&draft);
        keys.insert(draft.after.of(field)[0]);
    }
    if (asking.empty())
        return;
    using Key = std::pair<Id, std::string>;
    auto found = std::make_shared<std::set<Key>>();
    const Object& target = m_state.catalog->load(field.choices_object);
    ask_in_pages(
        "SELECT \"key\"" + (scope ? ", " + store::quote(scope->name) : std::string()) + " FROM " +
            store::quote(Catalog::table_of(target)) + " WHERE \"key\" IN (",
        ") AND \"deleted_at\" IS NULL", std::vector<Value>(keys.begin(), keys.end()), {},
        [found, scope](const store::Row& row) {
            found->insert({scope && !row.is_null(1) ? row.id(1) : Id{}, std::string(row.text(0))});
        });
    m_conclusions.push_back([asking, &field, scope, found] {
        for (Draft* draft : asking) {
            const Id in = scope ? std::get<Id>(draft->after.of(*scope)[0]) : Id{};
            const std::string& key = std::get<std::string>(draft->after.of(field)[0]);
            if (!found->contains({in, key}))
                draft->problems.push_back(
                    {field.name, "choice",
                     say("save.no_choice_of_this",
                         {{"key", key},
                          {"field", as_label(field.label)},
                          {"scope",
                           as_label(scope ? scope->label : draft->after.object->label)}})});
        }
    });
}

void Inquiry::ask_unique()
{
    for (const Field& field : m_object.fields)
        if (field.is_unique) {
            if (facts_of(field).has_many)
                ask_entries(field);
            else
                ask_values(field);
        }
}

// A value is new to what is not in the bin also when its record comes out of the bin.
bool claims(const Draft& draft, const Field& field)
{
    if (!draft.after.has(field) || draft.after.is_in_bin())
        return false;
    return !draft.before || draft.before->is_in_bin() || differs(*draft.before, draft.after, field);
}

void refuse(Draft& draft, const Field& field, const Sentence& reason)
{
    draft.problems.push_back({field.name, "unique", reason});
}

// What the drafts claim themselves was compared with each other before the database was asked.
bool Inquiry::gives_up(const Id& id, const Field& field) const
{
    if (!m_state.is_undo)
        return false;
    const auto draft = std::ranges::find_if(
        m_drafts, [&](const Draft& candidate) { return candidate.after.id() == id; });
    if (draft == m_drafts.end() || !draft->before)
        return false;
    return draft->after.is_in_bin() || differs(*draft->before, draft->after, field);
}

void Inquiry::ask_values(const Field& field)
{
    auto claimed = std::make_shared<std::map<Value, Draft*>>();
    for (Draft& draft : m_drafts)
        if (claims(draft, field) && !claimed->emplace(draft.after.of(field)[0], &draft).second)
            refuse(draft, field,
                   say("save.another_row_has_this_field", {{"field", as_label(field.label)}}));
    if (claimed->empty())
        return;
    std::vector<Value> values;
    for (const auto& [value, draft] : *claimed)
        values.push_back(value);
    const store::Type type = kind_of(field).parts(field)[0].type;
    ask_in_pages(
        "SELECT \"id\", " + store::quote(field.name) + " FROM " +
            store::quote(Catalog::table_of(m_object)) + " WHERE " + store::quote(field.name) +
            " IN (",
        ") AND \"deleted_at\" IS NULL", values, {},
        [this, claimed, &field, type](const store::Row& row) {
            const auto found = claimed->find(row.value(1, type));
            if (found == claimed->end() || found->second->after.id() == row.id(0) ||
                gives_up(row.id(0), field))
                return;
            refuse(*found->second, field,
                   say("save.another_object_has_this_field",
                       {{"object", within(m_object.label)}, {"field", as_label(field.label)}}));
        });
}

void Inquiry::ask_entries(const Field& field)
{
    auto claimed = std::make_shared<std::map<std::string, Draft*>>();
    for (Draft& draft : m_drafts) {
        if (!claims(draft, field))
            continue;
        for (const FieldKind::Entry& entry : kind_of(field).entries(draft.after.of(field))) {
            const auto [place, is_free] = claimed->emplace(entry.value, &draft);
            if (!is_free && place->second != &draft)
                refuse(draft, field,
                       say("save.another_row_has_this_field", {{"field", as_label(field.label)}}));
        }
    }
    if (claimed->empty())
        return;
    std::vector<Value> values;
    for (const auto& [value, draft] : *claimed)
        values.emplace_back(value);
    ask_in_pages("SELECT m.\"record\", m.\"value\" FROM " +
                     store::quote(Catalog::many_table_of(m_object, field)) + " m JOIN " +
                     store::quote(Catalog::table_of(m_object)) +
                     " t0 ON t0.\"id\" = m.\"record\" WHERE m.\"value\" IN (",
                 ") AND t0.\"deleted_at\" IS NULL", values, {},
                 [this, claimed, &field](const store::Row& row) {
                     const auto found = claimed->find(std::string(row.text(1)));
                     if (found == claimed->end() || found->second->after.id() == row.id(0) ||
                         gives_up(row.id(0), field))
                         return;
                     refuse(*found->second, field,
                            say("save.another_object_has_what_already",
                                {{"object", within(m_object.label)}, {"value", row.text(1)}}));
                 });
}

void Inquiry::ask_in_pages(const std::string& before, const std::string& after,
                           const std::vector<Value>& values, std::vector<Value> more,
                           const std::function<void(const store::Row&)>& hear)
{
    for (std::size_t from = 0; from < values.size(); from += 512) {
        const std::size_t count = std::min<std::size_t>(512, values.size() - from);
        Question question;
        question.statement.sql = before;
        append_marks(question.statement.sql, padded(count));
        question.statement.sql += after;
        for (std::size_t i = 0; i < padded(count); ++i)
            question.statement.values.push_back(values[from + std::min(i, count - 1)]);
        question.statement.values.insert(question.statement.values.end(), more.begin(), more.end());
        question.hear = hear;
        m_questions.push_back(std::move(question));
    }
}

void Inquiry::conclude()
{
    if (!m_questions.empty()) {
        send_waiting(m_state); // what this change set has written counts
        std::vector<store::Statement> statements;
        statements.reserve(m_questions.size());
        for (Question& question : m_questions)
            statements.push_back(std::move(question.statement));
        m_state.connection.batch(statements, [this](std::size_t at, const store::Row& row) {
            m_questions[at].hear(row);
        });
    }
    for (const auto& conclusion : m_conclusions)
        conclusion();
}

} // namespace

void check_others(SaveState& state, const Object& object, std::span<Draft> drafts,
                  const Trust& trust)
{
    Inquiry inquiry(state, object, drafts);
    if (!trust.references && !state.is_undo)
        inquiry.ask_references();
    if (!trust.choices && !state.is_undo)
        inquiry.ask_choices();
    if (!trust.unique)
        inquiry.ask_unique();
    inquiry.conclude();
}

} // namespace comity::record
